package org.rhodb.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rhodb.engine.Engine;
import org.rhodb.engine.Options;
import org.rhodb.engine.Session;
import org.rhodb.shell.report.ReportFile;
import org.rhodb.shell.run.QueryRun;
import org.rhodb.shell.run.RunFolder;
import org.rhodb.shell.saved.BoundQuery;
import org.rhodb.shell.saved.SavedQuery;

/** A report as a browser shows it: text, pictures and sorting, from one file and no network. */
final class ReportBrowserTest {
  private static final String HOSTILE = "<script>document.title = 'taken'</script>";

  @TempDir Path folder;

  private Path report;

  @BeforeEach
  void writeReport() {
    List<RunFolder> runs = new ArrayList<>();
    try (Engine engine = Engine.open(Options.inMemory());
        Session session = engine.openSession()) {
      for (String chart :
          List.of(
              "{kind: heatmap, x: x, y: y, value: v}",
              "{kind: bars, x: x, y: v, low: y, high: v}",
              "{kind: tokens, token: t, value: v}")) {
        SavedQuery query =
            SavedQuery.of(
                "q" + runs.size(),
                "/*---\ntitle: Numbers & "
                    + HOSTILE
                    + "\nquestion: Which is <largest>?\nchart: "
                    + chart
                    + "\n---*/\nSELECT x, 2 - x AS y, CASE WHEN x < 11 THEN x * 1.5 END AS v,"
                    + " '"
                    + HOSTILE.replace("'", "''")
                    + "' AS t FROM range(12) r(x) ORDER BY x");
        QueryRun run = QueryRun.run(BoundQuery.of(query, Map.of()), session, "0.1.0");
        runs.add(
            RunFolder.write(
                run,
                session,
                "0.1.0",
                folder.resolve("results"),
                false,
                f -> RunFolder.draw(run, f)));
      }
    }
    report = ReportFile.write(folder.resolve("report.html"), "A <report>", runs);
  }

  @Test
  void asksNothingOfAnyNetworkAndTakesNoValueForMarkup() throws IOException {
    String page = Files.readString(report);
    assertThat(page.replace("http://www.w3.org/2000/svg", ""))
        .doesNotContain("http://", "https://", "src=", "@import", "url(", HOSTILE);
    assertThat(page).contains("default-src 'none'").contains("Which is &lt;largest&gt;?");
  }

  @Test
  void showsTitlesPicturesAndRowsInABrowser() throws Exception {
    String page = browse("--dump-dom");
    assertThat(page)
        .contains("<title>A &lt;report&gt;</title>")
        .contains(
            "Which is &lt;largest&gt;?", "<td class=\"number null\">NULL</td>", "<title>x: 3");
    assertThat(page.split("<svg ", -1)).hasSize(4);
  }

  @Test
  void sortsNumbersAsNumbersWithNullsLastWhenAHeadIsClicked() throws Exception {
    String clicking =
        Files.readString(report)
            .replace(
                "</body>",
                "<script>var h=document.querySelectorAll('th')[2];h.click();h.click();"
                    + "document.title=Array.from(document.querySelectorAll('table')[0].tBodies[0]"
                    + ".rows).map(r=>r.cells[2].textContent).join(' ')</script></body>");
    Files.writeString(report, clicking);
    assertThat(browse("--dump-dom"))
        .contains("<title>15.0 13.5 12.0 10.5 9.0 7.5 6.0 4.5 3.0 1.5 0.0 NULL</title>");
  }

  @Test
  void keepsPicturesLegibleAndThePageWithinANarrowScreen() throws Exception {
    String measuring =
        Files.readString(report)
            .replace(
                "</body>",
                "<script>document.body.style.width='380px';"
                    + "document.title=Array.from(document.querySelectorAll('svg')).map(s=>"
                    + "s.getBoundingClientRect().width>=620).join(' ')+' '"
                    + "+Array.from(document.querySelectorAll('article')).every(a=>"
                    + "a.getBoundingClientRect().right<=380&&a.scrollWidth<=a.clientWidth)"
                    + "</script></body>");
    Files.writeString(report, measuring);
    assertThat(browse("--dump-dom")).contains("<title>true true true true</title>");
  }

  @Test
  void paintsThePictures() throws Exception {
    Path picture = folder.resolve("page.png");
    browse("--screenshot=" + picture, "--window-size=1000,1600", "--hide-scrollbars");
    BufferedImage image = ImageIO.read(picture.toFile());
    assertThat(image.getWidth()).isEqualTo(1000);
    // The lightest colour of the heat map and the first of the series.
    assertThat(Stream.of(0xfde725, 0x440154).filter(color -> has(image, color)).count())
        .isEqualTo(2);
  }

  private static boolean has(BufferedImage image, int rgb) {
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        if ((image.getRGB(x, y) & 0xffffff) == rgb) {
          return true;
        }
      }
    }
    return false;
  }

  private String browse(String... options) throws Exception {
    Optional<Path> browser =
        Stream.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
            .map(Path::of)
            .filter(Files::isExecutable)
            .findFirst();
    assumeTrue(browser.isPresent(), "no Chromium on this machine: see tests/SKIPPED.md");
    List<String> command =
        new ArrayList<>(
            List.of(
                browser.orElseThrow().toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--user-data-dir=" + folder.resolve("browser")));
    command.addAll(List.of(options));
    command.add(report.toUri().toString());
    Path output = folder.resolve("dom.html");
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(output.toFile())
            .redirectError(folder.resolve("browser.log").toFile())
            .start();
    try {
      assertThat(process.waitFor(120, TimeUnit.SECONDS)).as("the browser ends").isTrue();
    } finally {
      process.destroyForcibly();
    }
    return Files.readString(output, StandardCharsets.UTF_8);
  }
}

package org.rhodb.shell.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.rhodb.engine.error.QueryException;
import org.rhodb.engine.row.ValueText;
import org.rhodb.shell.chart.Chart;
import org.rhodb.shell.chart.Markup;
import org.rhodb.shell.format.Heading;
import org.rhodb.shell.format.ListedTable;
import org.rhodb.shell.run.RunFolder;
import org.rhodb.shell.saved.FrontMatter;
import org.rhodb.shell.saved.SavedQuery;

/** One HTML file that shows runs: question, picture, table, and where the numbers come from. */
public final class HtmlReport {
  /** Rows of a table that are shown; the file has all. */
  private static final int MAX_ROWS = 500;

  private static final int SHOWN_HASH = 12;

  private final StringBuilder out = new StringBuilder();

  private HtmlReport() {}

  /**
   * Returns the page.
   *
   * @param title of the page
   * @param runs in the order of their articles
   */
  public static String of(String title, List<RunFolder> runs) {
    return new HtmlReport().page(title, runs);
  }

  private String page(String title, List<RunFolder> runs) {
    out.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    out.append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    out.append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none';");
    out.append(" style-src 'unsafe-inline'; script-src 'unsafe-inline'\">\n");
    element("title", title);
    out.append("<style>\n").append(resource("report.css")).append("</style>\n</head>\n<body>\n");
    out.append("<main>\n<header>\n");
    element("h1", title);
    String count = runs.size() == 1 ? "1 run" : runs.size() + " runs";
    out.append("<p class=\"soft\">").append(count).append(" of saved queries, by RhoDB</p>\n");
    out.append("</header>\n<nav><ul>\n");
    for (int i = 0; i < runs.size(); i++) {
      out.append("<li><a href=\"#run").append(i + 1).append("\">");
      out.append(Markup.escape(runs.get(i).query().header().title())).append("</a></li>\n");
    }
    out.append("</ul></nav>\n");
    for (int i = 0; i < runs.size(); i++) {
      article(runs.get(i), i + 1);
    }
    out.append("</main>\n<script>\n").append(resource("report.js")).append("</script>\n");
    return out.append("</body>\n</html>\n").toString();
  }

  private void article(RunFolder run, int number) {
    SavedQuery query = run.query();
    FrontMatter header = query.header();
    out.append("<article id=\"run").append(number).append("\">\n");
    element("h2", header.title());
    ListedTable rows = run.result();
    try {
      header
          .chart()
          .ifPresentOrElse(
              chart ->
                  // It scrolls where the page is narrow: letters must stay large enough to read.
                  out.append("<div class=\"picture\" tabindex=\"0\">")
                      .append(Chart.of(rows, chart, header.question()).svg())
                      .append("</div>\n"),
              () -> element("p", header.question()));
    } catch (QueryException e) {
      element("p", header.question());
      out.append("<p class=\"bad\">no picture: ").append(Markup.escape(e.getMessage()));
      out.append("</p>\n");
    }
    if (!header.about().isEmpty()) {
      element("p", header.about());
    }
    unmet(run);
    table(rows);
    provenance(run, header);
    details("SQL", query.text());
    out.append("</article>\n");
  }

  private void unmet(RunFolder run) {
    if (run.run().get("expectations_unmet") instanceof List<?> unmet) {
      for (Object sentence : unmet) {
        out.append("<p class=\"bad\">").append(Markup.escape(String.valueOf(sentence)));
        out.append("</p>\n");
      }
    }
  }

  private void table(ListedTable rows) {
    out.append("<div class=\"rows\" tabindex=\"0\"><table>\n<thead><tr>");
    for (Heading heading : rows.headings()) {
      String kind = heading.isNumber() ? " class=\"number\"" : "";
      out.append("<th scope=\"col\" tabindex=\"0\"").append(kind).append(" title=\"");
      out.append(Markup.escape(heading.typeName())).append("\">");
      out.append(Markup.escape(heading.name())).append("</th>");
    }
    out.append("</tr></thead>\n<tbody>\n");
    rows.rows().stream().limit(MAX_ROWS).forEach(row -> row(row, rows.headings()));
    out.append("</tbody></table></div>\n");
    if (rows.rows().size() > MAX_ROWS) {
      out.append("<p class=\"soft\">");
      out.append(
          String.format(Locale.ROOT, "the first %,d of %,d rows", MAX_ROWS, rows.rows().size()));
      out.append("</p>\n");
    }
  }

  private void row(List<@Nullable Object> row, List<Heading> headings) {
    out.append("<tr>");
    for (int i = 0; i < row.size(); i++) {
      Object value = row.get(i);
      String kind = headings.get(i).isNumber() ? "number" : "";
      String classes = (kind + (value == null ? " null" : "")).strip();
      out.append(classes.isEmpty() ? "<td>" : "<td class=\"" + classes + "\">");
      out.append(value == null ? "NULL" : Markup.escape(ValueText.of(value))).append("</td>");
    }
    out.append("</tr>\n");
  }

  private void provenance(RunFolder run, FrontMatter header) {
    Map<?, ?> environment = part(run.run(), "environment");
    out.append("<dl>\n");
    entry("source", header.source());
    entry("parameters", text(run.values()));
    entry(
        "run",
        run.path().getFileName()
            + ", "
            + seconds(run)
            + ", RhoDB "
            + environment.get("rhodb")
            + ", "
            + environment.get("device")
            + ", "
            + environment.get("threads")
            + " threads");
    entry("seeds", listed("; ", environment.get("seeds")));
    entry("corpora", corpora(part(run.run(), "corpora")));
    Map<?, ?> inputs = part(run.run(), "inputs");
    entry("stored tables", listed(", ", inputs.get("tables")));
    entry("result", "SHA-256 " + shortened(run.resultSha256()));
    out.append("</dl>\n");
    Map<?, ?> models = part(run.run(), "models");
    if (!models.isEmpty()) {
      details(checkpoints(models.size()), weights(models));
    }
    StringBuilder chain = new StringBuilder();
    part(inputs, "origins")
        .forEach((table, origins) -> chain(String.valueOf(table), origins, chain));
    if (chain.length() > 0) {
      details("How the stored tables were made", chain.toString().stripTrailing());
    }
  }

  private static void chain(String table, @Nullable Object origins, StringBuilder chain) {
    if (!(origins instanceof List<?> list) || list.isEmpty()) {
      chain.append("-- ").append(table).append(": nobody recorded how\n\n");
      return;
    }
    for (Object origin : list) {
      if (origin instanceof Map<?, ?> map) {
        chain.append("-- ").append(table).append(", ").append(map.get("made")).append('\n');
        chain.append(map.get("statement")).append(";\n\n");
      }
    }
  }

  private static String seconds(RunFolder run) {
    return run.run().get("seconds") instanceof Number seconds
        ? String.format(Locale.ROOT, "%.1f s", seconds.doubleValue())
        : "";
  }

  private static String corpora(Map<?, ?> corpora) {
    StringBuilder text = new StringBuilder();
    corpora.forEach(
        (hash, about) -> {
          Map<?, ?> corpus = about instanceof Map<?, ?> map ? map : Map.of();
          text.append(text.length() == 0 ? "" : "; ");
          if (corpus.containsKey("name")) {
            text.append(corpus.get("name")).append(", n = ").append(corpus.get("counted_tokens"));
            text.append(" tokens, ");
          }
          text.append("SHA-256 ").append(shortened(String.valueOf(hash)));
        });
    return text.toString();
  }

  private static String checkpoints(int count) {
    return count == 1 ? "Weights of 1 checkpoint" : "Weights of " + count + " checkpoints";
  }

  /** A line a checkpoint, models by name, their steps as numbers. */
  private static String weights(Map<?, ?> models) {
    return models.keySet().stream()
        .map(String::valueOf)
        .sorted(
            Comparator.comparing((String reference) -> reference.replaceFirst("@\\d+$", ""))
                .thenComparing(String::length)
                .thenComparing(Comparator.naturalOrder()))
        .map(reference -> reference + "  SHA-256 " + part(models, reference).get("weights_sha256"))
        .collect(Collectors.joining("\n"));
  }

  private static String text(Map<?, ?> values) {
    StringBuilder text = new StringBuilder();
    values.forEach(
        (name, value) ->
            text.append(text.length() == 0 ? "" : ", ").append(name).append(" = ").append(value));
    return text.toString();
  }

  private static String listed(String between, @Nullable Object value) {
    return value instanceof List<?> list
        ? String.join(between, list.stream().map(String::valueOf).toList())
        : "";
  }

  private static String shortened(String hash) {
    return hash.length() > SHOWN_HASH ? hash.substring(0, SHOWN_HASH) : hash;
  }

  private static Map<?, ?> part(Map<?, ?> whole, String key) {
    return whole.get(key) instanceof Map<?, ?> map ? map : Map.of();
  }

  private void entry(String name, String value) {
    if (!value.isEmpty()) {
      out.append("<dt>").append(name).append("</dt><dd>").append(Markup.escape(value));
      out.append("</dd>\n");
    }
  }

  private void details(String summary, String text) {
    out.append("<details><summary>").append(summary).append("</summary><pre>");
    out.append(Markup.escapeLines(text)).append("</pre></details>\n");
  }

  private void element(String tag, String text) {
    out.append('<').append(tag).append('>').append(Markup.escape(text)).append("</").append(tag);
    out.append(">\n");
  }

  private static String resource(String name) {
    try (InputStream input = HtmlReport.class.getResourceAsStream(name)) {
      if (input == null) {
        throw new IllegalStateException("the build left out " + name);
      }
      return new String(input.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package org.rhodb.shell.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;
import org.rhodb.shell.chart.Chart;
import org.rhodb.shell.chart.ChartKind;
import org.rhodb.shell.chart.ChartSpec;
import org.rhodb.shell.session.DotCommand;
import org.rhodb.shell.session.ExitCode;
import org.rhodb.shell.session.FileReason;
import org.rhodb.shell.session.Picturable;
import org.rhodb.shell.session.ShellSession;

/** Draws a result: on the terminal with characters, or into a file. */
final class PlotDotCommand implements DotCommand {

  @Override
  public String name() {
    return ".plot";
  }

  @Override
  public String argument() {
    return "KIND ...";
  }

  @Override
  public String description() {
    return "draw the last result, or a query's, here or into a file (.help plot): "
        + String.join(", ", ChartKind.keys());
  }

  @Override
  public List<String> choices(String typed, ShellSession shell) {
    String[] words = typed.stripLeading().split("\\s+", -1);
    Optional<ChartKind> kind = ChartKind.of(words[0]);
    if (words.length < 2 || kind.isEmpty()) {
      return ChartKind.keys();
    }
    if (words[words.length - 1].contains("=")) {
      return shell.results().lastColumns();
    }
    List<String> options = new ArrayList<>();
    kind.get().options().forEach(option -> options.add(option + "="));
    return options;
  }

  @Override
  public int run(String argument, ShellSession shell) throws IOException {
    PlotCall call = PlotCall.of(argument);
    ChartSpec spec = ChartSpec.parse(call.spec());
    Optional<Path> file = call.file().map(shell::resolve);
    if (file.isPresent()) {
      shell.checkFilesAllowed(name() + " > FILE");
      checkEnding(file.get());
    }
    Picturable result;
    try {
      result = call.query().isEmpty() ? shell.lastResult() : shell.query(call.query());
    } catch (QueryException e) {
      shell.print(e, call.query());
      return ExitCode.of(e.code());
    }
    Chart chart = Chart.of(result.table(), spec, result.question());
    if (file.isPresent()) {
      write(chart, file.get());
    } else {
      shell
          .surroundings()
          .output()
          .write(chart.text(shell.results().width(), shell.results().isColored()));
    }
    return ExitCode.OK;
  }

  private static void checkEnding(Path file) {
    String name = file.toString().toLowerCase(Locale.ROOT);
    if (!name.endsWith(".svg") && !name.endsWith(".png")) {
      throw QueryException.of(
          ErrorCode.A207, "a picture's file ends in .svg or .png; found '" + file + "'");
    }
  }

  private static void write(Chart chart, Path file) {
    boolean isPng = file.toString().toLowerCase(Locale.ROOT).endsWith(".png");
    byte[] picture = isPng ? chart.png() : chart.svg().getBytes(StandardCharsets.UTF_8);
    if (picture.length == 0) {
      throw QueryException.of(ErrorCode.A207, "there is nothing to draw in a .png")
          .withHint("a token strip, and a chart without points, is drawn in .svg");
    }
    try {
      Files.write(file, picture);
    } catch (IOException e) {
      throw QueryException.of(ErrorCode.X401, "cannot write '" + file + "': " + FileReason.of(e))
          .withCause(e);
    }
  }
}

package org.rhodb.shell.format;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.rhodb.engine.ExportFormat;

/** Every output format by name. */
public final class Formats {
  private static final RowFormat BOX = new BoxFormat();
  private static final RowFormat PLAIN = new PlainFormat();

  /** Not the one by name: who asks for CSV gets it, whatever the result is. */
  private static final RowFormat PIPE = new CsvFormat();

  private static final List<OutputFormat> ALL =
      List.of(
          BOX,
          new CsvFormat(),
          new TsvFormat(),
          PLAIN,
          new JsonFormat(),
          new JsonlFormat(),
          new MarkdownFormat(),
          new HtmlFormat(),
          new LineFormat(),
          new BinaryFormat(
              "parquet", "a Parquet file with the result's types", ExportFormat.PARQUET),
          new BinaryFormat(
              "arrow", "an Arrow IPC file with the result's types", ExportFormat.ARROW));

  /** Endings of texts in any format. */
  private static final List<String> TEXT_ENDINGS = List.of(".txt", ".log", ".out", ".box", ".line");

  private Formats() {}

  /** Returns all formats in the order help lists them. */
  public static List<OutputFormat> all() {
    return ALL;
  }

  /** Returns a format; names compare without regard to case. */
  public static Optional<OutputFormat> named(String name) {
    String wanted = name.strip().toLowerCase(Locale.ROOT);
    return ALL.stream().filter(format -> format.name().equals(wanted)).findFirst();
  }

  /** Returns the format that the ending of a file's name asks for, if it asks for one. */
  public static Optional<OutputFormat> forFile(String fileName) {
    String ending = fileName.substring(fileName.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return switch (ending) {
      case "md" -> named("markdown");
      case "htm" -> named("html");
      case "feather" -> named("arrow");
      case "ndjson" -> named("jsonl");
      case "box", "line" -> Optional.empty();
      default -> fileName.contains(".") ? named(ending) : Optional.empty();
    };
  }

  /** Returns the names, comma-separated, for messages. */
  public static String names() {
    return String.join(", ", ALL.stream().map(OutputFormat::name).toList());
  }

  /** Returns what a terminal gets. */
  public static RowFormat forTerminal() {
    return BOX;
  }

  /** Returns what a pipe or file gets where no format was asked for: CSV. */
  public static RowFormat forPipe() {
    return PIPE;
  }

  /** Returns what gives values as they are. */
  public static RowFormat plain() {
    return PLAIN;
  }

  /** Returns a file's ending that looks like a format and is none of ours, with its dot. */
  public static Optional<String> strangeEnding(String fileName) {
    String name = fileName.substring(fileName.lastIndexOf('/') + 1);
    int dot = name.lastIndexOf('.');
    if (dot <= 0 || forFile(name).isPresent()) {
      return Optional.empty();
    }
    String ending = name.substring(dot);
    return TEXT_ENDINGS.contains(ending.toLowerCase(Locale.ROOT))
        ? Optional.empty()
        : Optional.of(ending);
  }
}

package org.rhodb.shell.saved;

import java.util.Arrays;
import java.util.List;

/** Keys of a saved query's front matter; a dot stands between a key and those under it. */
public enum FrontMatterKey {
  /** Name. */
  TITLE("title", "what the query is called; it must be there"),
  /** Question. */
  QUESTION("question", "what it asks, the title of its picture; it must be there"),
  /** Where the question comes from. */
  SOURCE("source", "paper, section, figure or table"),
  /** Explanation. */
  ABOUT("about", "how it answers, and what to beware of"),
  /** Time. */
  COST("cost", "how long it takes, in words"),
  /** Program. */
  ENGINE("engine", "version it is pinned to, such as 0.1 or 0.1.0"),
  /** Weights. */
  MODELS(
      "models",
      "models it reads: a list of names, or under each name 'any' or the beginning of a weight hash"
          + " by training step, {2000: 1f2e3d4c}"),
  /** Text. */
  CORPUS("corpus", "corpus it reads: its name, or name and sha256"),
  /** Which corpus. */
  CORPUS_NAME("corpus.name", "its name in the catalog"),
  /** Content of the corpus. */
  CORPUS_SHA256("corpus.sha256", "8 to 64 hexadecimal digits its hash begins with"),
  /** Random numbers. */
  SEED("seed", "a whole number, $seed in the text"),
  /** Values. */
  PARAMETERS("parameters", "under each name, written $name in the text, its type and default"),
  /** Kind of value. */
  PARAMETER_TYPE("parameters.NAME.type", "integer, double, text or boolean"),
  /** Value unless another is given. */
  PARAMETER_DEFAULT("parameters.NAME.default", "its value unless --param gives one"),
  /** Meaning of the value. */
  PARAMETER_ABOUT("parameters.NAME.about", "what it is"),
  /** Result. */
  EXPECT("expect", "what its result must be, or the run fails"),
  /** Size. */
  EXPECT_ROWS("expect.rows", "number of rows, or min and max"),
  /** Least rows. */
  EXPECT_ROWS_MIN("expect.rows.min", "least number of rows"),
  /** Most rows. */
  EXPECT_ROWS_MAX("expect.rows.max", "greatest number of rows"),
  /** Names. */
  EXPECT_COLUMNS("expect.columns", "names of its columns, in order"),
  /** Differences between runs. */
  EXPECT_TOLERANCE(
      "expect.tolerance", "difference of numbers between two runs that is none; also by column"),
  /** Picture. */
  CHART("chart", "its picture: kind, and the options of that kind"),
  /** Which picture. */
  CHART_KIND("chart.kind", "heatmap, lines, bars, histogram, scatter or tokens");

  private final String path;
  private final String description;

  FrontMatterKey(String path, String description) {
    this.path = path;
    this.description = description;
  }

  /** Returns the key with those it stands under, such as {@code expect.rows}. */
  public String path() {
    return path;
  }

  /** Returns its values and their meaning, in one line. */
  public String description() {
    return description;
  }

  /** Returns the keys that may stand directly under another; the empty text: at the top. */
  static List<String> under(String parent) {
    String prefix = parent.isEmpty() ? "" : parent + ".";
    return Arrays.stream(values())
        .map(FrontMatterKey::path)
        .filter(path -> path.startsWith(prefix))
        .map(path -> path.substring(prefix.length()))
        .filter(key -> !key.contains("."))
        .toList();
  }
}

package org.rhodb.engine.corpus;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What the WITH clause of CREATE CORPUS may say. */
public enum CorpusOption {
  /** Where the text is. */
  COLUMN("column of JSON lines or Parquet that holds the text; default 'text'"),
  /** What makes ids of text. */
  TOKENIZER("'gpt2', or 'bytes' (ids 0-255, 256 ends a text); 'none' for files of ids"),
  /** Length of a sequence. */
  CONTEXT("positions a sequence, 2 to 1,048,576; default 512"),
  /** Size of the corpus. */
  TOKENS("most tokens to take; default all"),
  /** Begin tokens. */
  BOS("whether every sequence begins with a begin-of-text token; default true"),
  /** End tokens. */
  SEPARATOR("whether an end-of-text token stands between documents; default true"),
  /** What does not count. */
  MASK(
      "which positions do not count: 'bos,newline,separator,padding'; default 'bos,padding', and"
          + " padding never counts");

  private final String description;

  CorpusOption(String description) {
    this.description = description;
  }

  /** Returns the name as it is written, lower case. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns its values and their meaning, in one line. */
  public String description() {
    return description;
  }

  static List<String> keys() {
    return Arrays.stream(values()).map(CorpusOption::key).toList();
  }
}

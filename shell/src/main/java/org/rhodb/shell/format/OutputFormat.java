package org.rhodb.shell.format;

/** What results are written as: text, row by row, or a binary file. */
public sealed interface OutputFormat permits RowFormat, BinaryFormat {

  /** Returns the name as after {@code --format}. */
  String name();

  /** Returns what it is for, in a few words. */
  String description();
}

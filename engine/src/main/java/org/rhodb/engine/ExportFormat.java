package org.rhodb.engine;

/** A file format for the rows of a result, kept with their types. */
public enum ExportFormat {
  /** Arrow IPC file, also known as Feather version 2. */
  ARROW,
  /** Parquet. */
  PARQUET
}

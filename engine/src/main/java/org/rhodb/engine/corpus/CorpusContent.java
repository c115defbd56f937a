package org.rhodb.engine.corpus;

/** What the files of a source hold, which decides the options of CREATE CORPUS that apply. */
public enum CorpusContent {
  /** Text to tokenise, one document a file. */
  TEXT,
  /** Records with a text column, one document a record. */
  RECORDS,
  /** Token ids. */
  IDS
}

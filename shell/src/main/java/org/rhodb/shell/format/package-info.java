/**
 * How rows become characters, one class per output format, all alike: {@link
 * org.rhodb.shell.format.Table} comes in, text goes out.
 *
 * <p>Front door: {@link org.rhodb.shell.format.Formats}. Formats for people (box, markdown, html,
 * line) show control characters escaped; formats for programs (csv, tsv, json, jsonl) keep every
 * character of the data. Parquet and Arrow are files that the engine writes; here they only have
 * their names. Knows nothing of sessions, terminals or files.
 */
@org.jspecify.annotations.NullMarked
package org.rhodb.shell.format;

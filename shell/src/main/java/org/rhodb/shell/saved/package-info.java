/**
 * Saved queries: a {@code .sql} file that says in a YAML block in its leading comment what it asks,
 * of which models and corpus, with which parameters, and what it expects.
 *
 * <p>Front door: {@link org.rhodb.shell.saved.SavedQuery}.
 *
 * <h2>Decisions</h2>
 *
 * <ul>
 *   <li>2026-11-23: the block stands between {@code /*---} and {@code ---*}{@code /}, so that the
 *       file stays a script that any shell can run and highlight; not in {@code --} lines, which
 *       would make every YAML position a guess.
 *   <li>2026-11-23: a parameter is written {@code $name}, in SQL and in relations, which is
 *       DuckDB's own way, and is bound with its type by the engine; nothing is pasted into text.
 * </ul>
 */
@org.jspecify.annotations.NullMarked
package org.rhodb.shell.saved;

/**
 * Characters in, lexemes out: the only place that runs the ANTLR lexer.
 *
 * <p>Front door: {@link org.rhodb.grammar.scan.ScannedText}. Every lexeme is a triple of numbers in
 * packed arrays, so that ten megabytes of SQL cost megabytes and not gigabytes. Offsets are those
 * of the user's script everywhere.
 *
 * <h2>Decisions</h2>
 *
 * <p>The lexer sees folded characters ({@code ScriptCharacters}): ANTLR keeps its decisions in
 * tables for the first 128 characters only, and simulates its automaton for all others, about ten
 * times slower. Folding every letter beyond ASCII to one character keeps text in any script as fast
 * as English.
 *
 * <p>{@code $tag$ ... $tag$} is closed here and not in the grammar: it is not a regular language,
 * and there is no Java in our grammars.
 */
@org.jspecify.annotations.NullMarked
package org.rhodb.grammar.scan;

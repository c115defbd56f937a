/**
 * Lexemes in, statements out: one builder a statement family.
 *
 * <p>Front door: {@link org.rhodb.grammar.build.StatementBuilder}. It tells DSL statements from SQL
 * by their first words; {@code IslandFinder} walks over the lexemes of SQL with a small context
 * machine ({@code QueryPlaces}) and hands each DSL relation it meets to its ANTLR rule. What the
 * rule does not take stays the user's own text.
 *
 * <h2>Decisions</h2>
 *
 * <p>A relation's rule has no end of its own and stops at the first lexeme it cannot use. The one
 * ambiguity, {@code JOIN ACTIVATIONS OF MODEL a ON pile ON t.layer = layer}, is settled by {@code
 * LexemeSource}: each clause belongs to the relation once, a second ON is the join's.
 *
 * <p>What could have stood at an error is found by asking the parser: the lexemes before the error,
 * followed by each possible type in turn ({@code RuleProbe}). ANTLR's own sets forget the optional
 * clauses it has already passed. It costs some hundred parses of one relation, once per error.
 *
 * <p>2026-11-23: a parameter is read as its value ({@code Placeholders}), rather than kept in the
 * tree and bound by a later stage: every stage behind the grammar then sees constants, a prepared
 * statement is planned for its values (so {@code rho > ?} is pushed down like {@code rho > 0.8}),
 * and reading again costs microseconds. It may stand wherever a clause takes a number or a text,
 * never for a name: what a statement reads does not change with its values.
 *
 * <p>All walks are loops with stacks of their own; only queries inside PERSIST and ABLATE recurse,
 * at most 32 deep.
 */
@org.jspecify.annotations.NullMarked
package org.rhodb.grammar.build;

/**
 * What there is to say on everything that exists: statements, relations, functions, tables,
 * settings, errors, formats, commands, saved queries, charts, JDBC.
 *
 * <p>Front door: {@link org.rhodb.shell.help.Help}. A topic is made of the list that the program
 * itself works by (the grammar's forms, the columns of the operators, the enums of settings and
 * errors, the commands' own annotations), never of a list kept for help; the folder {@code text}
 * adds what a form cannot say. Must not know how help is asked for.
 *
 * <h2>Decisions</h2>
 *
 * <ul>
 *   <li>2026-11-28: a name may be several things ({@code ablate} is a relation, a function and a
 *       word): all of them are explained, the largest first.
 *   <li>2026-11-28: groups are made when they are asked, because {@code rhodb help correlate} must
 *       not load the command line's parser, which takes half the time to start.
 * </ul>
 */
@org.jspecify.annotations.NullMarked
package org.rhodb.shell.help;

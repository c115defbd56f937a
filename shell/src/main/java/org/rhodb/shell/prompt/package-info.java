/**
 * The prompt: editing over several lines, history, colours, completion, and what Ctrl-C means.
 *
 * <p>Front door: {@link org.rhodb.shell.prompt.Prompt}. Knows the grammar only through its lexer.
 */
@org.jspecify.annotations.NullMarked
package org.rhodb.shell.prompt;

/**
 * What the shell itself can do beside running statements, one class each: subcommands of the
 * command line, and dot commands of the prompt.
 *
 * <p>Front door: {@link org.rhodb.shell.command.DotCommands} for the prompt; the subcommands are
 * named in the command line's annotations.
 */
@org.jspecify.annotations.NullMarked
package org.rhodb.shell.command;

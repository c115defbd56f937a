/**
 * Runs scripts in a session and shows what comes of them, the same for a prompt, a file and a pipe.
 *
 * <p>Front door: {@link org.rhodb.shell.session.ShellSession}. {@link
 * org.rhodb.shell.session.Surroundings} is all it knows of the process it runs in, so that tests
 * can put theirs in its place. Knows no terminal library.
 */
@org.jspecify.annotations.NullMarked
package org.rhodb.shell.session;

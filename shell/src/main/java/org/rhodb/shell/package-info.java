/**
 * The rhodb command: statements in, tables out.
 *
 * <p>Front door: {@link org.rhodb.shell.Rhodb}, the one class that may end the process. Data go to
 * standard output; progress, warnings, timing and errors go to standard error. This room is the
 * sole importer of JLine, and knows the engine only by its front door.
 */
@org.jspecify.annotations.NullMarked
package org.rhodb.shell;

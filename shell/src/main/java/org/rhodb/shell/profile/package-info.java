/**
 * Profiles: what a user wants the shell to start with, by name, from a file of their own.
 *
 * <p>Front door: {@link org.rhodb.shell.profile.ProfileFile}.
 *
 * <h2>Decisions</h2>
 *
 * <ul>
 *   <li>2026-11-28: YAML, as in saved queries, so that a wrong key or value is refused at its own
 *       place; an option of the command line always wins over a profile.
 *   <li>2026-11-28: profiles are for the shell alone. Saved queries run the same for everyone: what
 *       they depend on is in them and in run.json.
 * </ul>
 */
@org.jspecify.annotations.NullMarked
package org.rhodb.shell.profile;

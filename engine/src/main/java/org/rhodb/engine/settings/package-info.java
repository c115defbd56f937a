/**
 * What a session can turn: {@link org.rhodb.engine.settings.Setting} lists every setting with its
 * values and meaning, {@link org.rhodb.engine.settings.Settings} holds the values in force; {@link
 * org.rhodb.engine.settings.UserHome} is where the user's own files lie.
 *
 * <p>Front door: {@link org.rhodb.engine.settings.Settings}. Knows nobody who reads it.
 */
@org.jspecify.annotations.NullMarked
package org.rhodb.engine.settings;

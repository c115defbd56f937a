/**
 * What the engine runs on: how fast the device is, measured once and kept in the user's own file.
 *
 * <p>Front door: {@link org.rhodb.engine.machine.RatesFile}. Knows the operators' kernels, which it
 * times, and no statement.
 */
@org.jspecify.annotations.NullMarked
package org.rhodb.engine.machine;

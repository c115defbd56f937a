/**
 * The demo study: what it is made of and the command that runs it.
 *
 * <p>{@link org.rhodb.shell.demo.EuroparlText} is the one place that says which text the demo's
 * models were trained on and which they never saw.
 */
@org.jspecify.annotations.NullMarked
package org.rhodb.shell.demo;

/**
 * Pictures of results: a result and a short spec in, text, PNG or SVG out.
 *
 * <p>Front door: {@link org.rhodb.shell.chart.ChartSpec} says what to draw.
 */
@org.jspecify.annotations.NullMarked
package org.rhodb.shell.chart;

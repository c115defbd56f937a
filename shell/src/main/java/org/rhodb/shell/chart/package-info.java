/**
 * Pictures of results: a result and a short spec in, SVG, PNG or a terminal's text out.
 *
 * <p>Front door: {@link org.rhodb.shell.chart.ChartSpec} says what to draw, {@link
 * org.rhodb.shell.chart.Chart} draws it.
 *
 * <p>This room is the sole importer of XChart, which draws the PNG.
 *
 * <h2>Decisions</h2>
 *
 * <ul>
 *   <li>2026-11-23: SVG is written here rather than by XChart, whose SVG has text as outlines, no
 *       tooltips, and fixed colours on a white ground.
 *   <li>2026-11-23: series are told apart by Okabe and Ito's colours and by their strokes, sizes by
 *       viridis: legible with any colour vision and in a grey print.
 * </ul>
 */
@org.jspecify.annotations.NullMarked
package org.rhodb.shell.chart;

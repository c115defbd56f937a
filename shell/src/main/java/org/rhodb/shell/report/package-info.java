/**
 * Reports: runs in, one self-contained HTML file out, with pictures and sortable tables.
 *
 * <p>Front door: {@link org.rhodb.shell.report.HtmlReport}. The page asks nothing of any network
 * and reads without JavaScript; that only sorts tables.
 *
 * <h2>Decisions</h2>
 *
 * <ul>
 *   <li>2026-11-23: pictures in the page are drawn as SVG by the chart room itself: tooltips, text
 *       that can be selected, and colours that follow the reader's light or dark page.
 * </ul>
 */
@org.jspecify.annotations.NullMarked
package org.rhodb.shell.report;

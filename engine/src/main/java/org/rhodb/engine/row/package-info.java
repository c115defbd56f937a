/**
 * The rows that operators give to the relational rest: named, typed columns in chunks.
 *
 * <p>Front door: {@link org.rhodb.engine.row.RowSource}. Knows neither who makes the rows nor who
 * reads them.
 */
@org.jspecify.annotations.NullMarked
package org.rhodb.engine.row;

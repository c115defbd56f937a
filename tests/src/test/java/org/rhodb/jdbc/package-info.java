/**
 * The JDBC driver as programs meet it: over the demo study, and through clients that are not ours.
 */
@org.jspecify.annotations.NullMarked
package org.rhodb.jdbc;

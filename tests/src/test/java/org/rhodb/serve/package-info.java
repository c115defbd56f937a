/**
 * The server, met by clients that are not ours: the JDBC driver of Arrow Flight SQL as BI tools
 * load it, its jar alone in a class loader of its own; ADBC's Flight SQL driver; and Flight itself.
 */
package org.rhodb.serve;

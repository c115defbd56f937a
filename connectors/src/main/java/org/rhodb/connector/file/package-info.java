/**
 * How files are named, opened, mapped and recognised: paths and globs come in; files in the order
 * of their paths, mapped windows and strictly decoded characters go out.
 *
 * <p>Front doors: {@link org.rhodb.connector.file.SourceFiles} for corpora, {@link
 * org.rhodb.connector.file.MappedFile} for weights. Knows no format beyond its first bytes.
 */
@org.jspecify.annotations.NullMarked
package org.rhodb.connector.file;

/**
 * JSON from strangers, read with every size bounded: characters come in, tokens go out, and no
 * input can make them take more memory or time than its bytes.
 *
 * <p>Front door: {@link org.rhodb.connector.json.BoundedJson}. Sole importer of Jackson, beside the
 * readers that pull tokens from its parser.
 */
@org.jspecify.annotations.NullMarked
package org.rhodb.connector.json;

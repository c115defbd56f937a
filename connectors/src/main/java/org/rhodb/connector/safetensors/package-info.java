/**
 * Connector part for safetensors files: 8 bytes with the length of a JSON header, the header with
 * name, dtype, shape and offsets of every tensor, then the tensors, without gap or overlap.
 *
 * <p>Front door: {@link org.rhodb.connector.safetensors.SafetensorsReader}. Knows nothing of model
 * families.
 *
 * <h2>Decisions</h2>
 *
 * <ul>
 *   <li>Every rule of the format is checked before any tensor is touched, and the error names the
 *       rule: a file that breaks one was not written by a safetensors library, and what it means is
 *       a guess.
 *   <li>The header is read as a stream with bounds on names, tensors and depth, so the worst of 100
 *       MB headers is refused in 64 MB of heap.
 *   <li>Tensors are mapped one by one: no file is too large, and only what is used is read.
 * </ul>
 *
 * <h2>References</h2>
 *
 * <p>safetensors format, github.com/huggingface/safetensors, README "Format" and {@code
 * safetensors/src/tensor.rs} (limits, dtypes).
 */
@org.jspecify.annotations.NullMarked
package org.rhodb.connector.safetensors;

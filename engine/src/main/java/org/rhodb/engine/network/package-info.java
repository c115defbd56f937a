/**
 * The neural side: weights and tokens come in, activations and losses go out.
 *
 * <p>Front door: {@link org.rhodb.engine.network.Networks} opens a {@link
 * org.rhodb.engine.network.Network} from named tensors; a {@link
 * org.rhodb.engine.network.CleanPass} answers what a loss would be with some neurons replaced.
 * Model families are in {@code architecture}, the tensor library in {@code tensor}. Knows nothing
 * of files, SQL or corpora beyond a batch of tokens. With {@code network.tensor} the sole importer
 * of {@code ai.djl}.
 */
@org.jspecify.annotations.NullMarked
package org.rhodb.engine.network;

/**
 * Connector for models in Hugging Face layout: a folder with config.json and weights, or a folder
 * of such folders named {@code checkpoint-<step>}.
 *
 * <p>Front door: {@link org.rhodb.connector.huggingface.HuggingFaceConnector}. Weights are read by
 * the packages of their formats; what a family computes from them is not known here.
 *
 * <h2>Decisions</h2>
 *
 * <ul>
 *   <li>A folder that holds a config.json and weights of its own is one checkpoint, even if it
 *       holds checkpoint folders beside them, as a trainer's output folder does: those are reached
 *       by moving the weights away, or one by one.
 *   <li>Of several weight files the first of model.safetensors, its index, pytorch_model.bin, its
 *       index is read: safetensors name no code.
 *   <li>Sizes of config.json are compared with the shapes in the weights' headers when a checkpoint
 *       is opened, before anything is allocated from them.
 *   <li>{@code hf:} sources are recognised and refused: nothing is fetched over the network yet.
 * </ul>
 */
@org.jspecify.annotations.NullMarked
package org.rhodb.connector.huggingface;

/**
 * The tensor library behind one small door: starting it on a device, running operations it has and
 * our Java binding lacks, and owning what it allocates.
 *
 * <p>Front door: {@link org.rhodb.engine.network.tensor.TensorRuntime}. Knows nothing of models or
 * queries. With {@code engine.network} the sole importer of {@code ai.djl}.
 *
 * <h2>Decisions</h2>
 *
 * <ul>
 *   <li>Kernels are TorchScript source in resource files beside their class, compiled when loaded:
 *       the binding has no {@code addmm}, fused attention, tanh GELU or QR. Rejected: chains of
 *       binding calls (a native allocation and 2 microseconds each, and in-place accumulation is
 *       impossible) and a native library of our own (one build a platform).
 *   <li>Every result is attached to a manager the caller names. The binding attaches results to the
 *       manager of the left operand, which leaks them onto the weights.
 * </ul>
 */
@org.jspecify.annotations.NullMarked
package org.rhodb.engine.network.tensor;

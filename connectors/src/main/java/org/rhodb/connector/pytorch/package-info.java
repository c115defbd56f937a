/**
 * Connector part for {@code pytorch_model.bin}: a zip archive with {@code data.pkl}, a pickle that
 * describes a state dict, and {@code data/<key>}, the numbers.
 *
 * <p>Front door: {@link org.rhodb.connector.pytorch.PytorchReader}. Knows nothing of model
 * families.
 *
 * <h2>Decisions</h2>
 *
 * <ul>
 *   <li>A pickle is a program. {@link org.rhodb.connector.pytorch.Unpickler} is an interpreter for
 *       the 29 operations a state dict needs, over values of our own that cannot do anything: no
 *       class is ever looked up, so there is nothing to construct. Of globals it knows exactly
 *       {@link org.rhodb.connector.pytorch.PickleGlobal}; the first other one ends the reading.
 *   <li>{@code torch._utils._rebuild_parameter} is among them: it adds nothing to the tensor it
 *       wraps.
 *   <li>Storages are mapped where they lie, so they must be stored as torch.save stores them, not
 *       deflated: an archive that inflates is refused, and with it every zip bomb.
 *   <li>Tensors that are not contiguous are copied, once each time they are asked for; a view that
 *       repeats its storage (stride 0) is refused, since its size is not bounded by the file's.
 * </ul>
 *
 * <h2>References</h2>
 *
 * <p>torch/serialization.py and torch/_utils.py (PyTorch 2.7); Python's pickletools.py for the
 * operations; PKWARE APPNOTE 6.3 for zip and zip64.
 */
@org.jspecify.annotations.NullMarked
package org.rhodb.connector.pytorch;

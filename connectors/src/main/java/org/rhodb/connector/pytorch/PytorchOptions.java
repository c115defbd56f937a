package org.rhodb.connector.pytorch;

/**
 * What a torch archive may hold at most.
 *
 * @param maxPickleBytes bytes of data.pkl; GPT-2 small has 20 kB
 * @param maxEntries files of the archive
 * @param maxDirectoryBytes bytes of the archive's directory
 * @param maxValues values the pickle makes, and entries of its stack and memo; 15 a tensor
 * @param maxTensors tensors of the state dict
 * @param maxExpansion bytes of all tensors, in multiples of the file's: tied weights share a
 *     storage
 */
record PytorchOptions(
    int maxPickleBytes,
    int maxEntries,
    int maxDirectoryBytes,
    int maxValues,
    int maxTensors,
    int maxExpansion) {
  static final PytorchOptions DEFAULT =
      new PytorchOptions(1 << 23, 1 << 16, 1 << 24, 1 << 18, 1 << 14, 8);
}

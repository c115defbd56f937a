package org.rhodb.connector.safetensors;

/**
 * What a safetensors header may hold at most.
 *
 * @param maxHeaderBytes bytes of the header
 * @param maxTensors tensors of one file
 * @param maxNameLength characters of a tensor's name
 */
record SafetensorsOptions(int maxHeaderBytes, int maxTensors, int maxNameLength) {

  /**
   * The format's own limit of 100 MB; far more tensors than the largest published files hold, names
   * several times the longest. All names and shapes together stay below 32 MB.
   */
  static final SafetensorsOptions DEFAULT = new SafetensorsOptions(100_000_000, 1 << 15, 256);
}

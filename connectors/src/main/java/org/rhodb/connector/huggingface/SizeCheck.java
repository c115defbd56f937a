package org.rhodb.connector.huggingface;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.rhodb.connector.file.TensorFile;
import org.rhodb.engine.catalog.ModelConfig;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;

/**
 * Compares the sizes of a GPT-2 configuration with the shapes of its tensors, so that nothing is
 * allocated from a number that no tensor bears out.
 */
final class SizeCheck {
  private static final String PREFIX = "transformer.";

  private final Path folder;
  private final TensorFile tensors;
  private final String prefix;

  private SizeCheck(Path folder, TensorFile tensors, String prefix) {
    this.folder = folder;
    this.tensors = tensors;
    this.prefix = prefix;
  }

  /** Throws X402 with the field and the tensor that disagree. */
  static void check(Path folder, ModelConfig config, TensorFile tensors) {
    boolean isPrefixed = tensors.names().contains(PREFIX + "wte.weight");
    SizeCheck check = new SizeCheck(folder, tensors, isPrefixed ? PREFIX : "");
    check.expect("wte.weight", "vocab_size x n_embd", config.dVocab(), config.dModel());
    check.expect("wpe.weight", "n_positions x n_embd", config.nCtx(), config.dModel());
    for (int layer = 0; layer < config.nLayers(); layer++) {
      check.expect(
          "h." + layer + ".mlp.c_fc.weight",
          "n_embd x n_inner, of n_layer = " + config.nLayers(),
          config.dModel(),
          config.dMlp());
    }
    check.expectNoLayer(config.nLayers());
    if (!config.isHeadTied()) {
      check.expectShape("lm_head.weight", "vocab_size x n_embd", config.dVocab(), config.dModel());
    }
  }

  private void expect(String name, String fields, long rows, long columns) {
    expectShape(prefix + name, fields, rows, columns);
  }

  private void expectShape(String name, String fields, long rows, long columns) {
    Set<String> names = tensors.names();
    if (!names.contains(name)) {
      throw QueryException.of(
          ErrorCode.X402,
          "'"
              + folder
              + "' has no tensor '"
              + name
              + "', which its config.json asks for ("
              + fields
              + ")");
    }
    List<Long> shape = tensors.shape(name);
    if (!shape.equals(List.of(rows, columns))) {
      throw QueryException.of(
          ErrorCode.X402,
          "tensor '"
              + name
              + "' of '"
              + folder
              + "' has shape "
              + shape
              + "; config.json says ["
              + rows
              + ", "
              + columns
              + "] ("
              + fields
              + ")");
    }
  }

  private void expectNoLayer(int nLayers) {
    String start = prefix + "h." + nLayers + ".";
    for (String name : tensors.names()) {
      if (name.startsWith(start)) {
        throw QueryException.of(
            ErrorCode.X402,
            "'" + folder + "' has a tensor '" + name + "'; config.json says n_layer = " + nLayers);
      }
    }
  }
}

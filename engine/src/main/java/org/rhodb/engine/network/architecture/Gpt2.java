package org.rhodb.engine.network.architecture;

import ai.djl.ndarray.NDManager;
import java.util.Set;
import org.rhodb.engine.catalog.ModelConfig;
import org.rhodb.engine.catalog.WeightSource;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;
import org.rhodb.engine.network.Network;
import org.rhodb.engine.network.tensor.TensorRuntime;
import org.rhodb.engine.network.tensor.TorchScript;

/** GPT-2: learned positions, pre-LayerNorm blocks of causal attention and one MLP, a final norm. */
final class Gpt2 implements Architecture {
  private static final Set<String> ACTIVATIONS = Set.of("gelu_new", "gelu", "relu");

  @Override
  public String name() {
    return "gpt2";
  }

  @Override
  public Network open(TensorRuntime runtime, WeightSource source, boolean isFused) {
    check(source.config());
    NDManager scope = runtime.openScope();
    try {
      TorchScript kernels = ProductKernels.load(runtime, "Gpt2.py", isFused);
      try {
        Gpt2Weights weights = Gpt2Weights.load(scope, source);
        OutputHead head =
            new OutputHead(
                runtime,
                ProductKernels.load(runtime, "Head.py", isFused),
                scope,
                weights.normWeight(),
                weights.normBias(),
                weights.head(),
                source.config().layerNormEpsilon());
        return new Gpt2Network(runtime, scope, kernels, source.config(), weights, head);
      } catch (RuntimeException e) {
        kernels.close();
        throw e;
      }
    } catch (RuntimeException e) {
      scope.close();
      throw e;
    }
  }

  private static void check(ModelConfig c) {
    if (!ACTIVATIONS.contains(c.activation())) {
      throw QueryException.of(
              ErrorCode.U301, "activation function '" + c.activation() + "' is not supported")
          .withHint("supported: 'gelu_new', 'gelu', 'relu'");
    }
    positive("vocab_size", c.dVocab());
    positive("n_positions", c.nCtx());
    positive("n_embd", c.dModel());
    positive("n_layer", c.nLayers());
    positive("n_head", c.nHeads());
    positive("n_inner", c.dMlp());
    if (c.dModel() % c.nHeads() != 0) {
      throw QueryException.of(
          ErrorCode.X405,
          "n_embd is " + c.dModel() + ", which n_head, " + c.nHeads() + ", does not divide");
    }
    if (!(c.layerNormEpsilon() >= 0) || c.layerNormEpsilon() > 1) {
      throw QueryException.of(
          ErrorCode.X405, "layer_norm_epsilon is " + c.layerNormEpsilon() + ", not within [0, 1]");
    }
  }

  private static void positive(String field, int value) {
    if (value < 1) {
      throw QueryException.of(ErrorCode.X405, field + " is " + value + ", not positive");
    }
  }
}

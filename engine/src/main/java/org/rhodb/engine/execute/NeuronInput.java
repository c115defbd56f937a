package org.rhodb.engine.execute;

import java.util.Optional;
import java.util.function.Supplier;

/** The neurons that an operator is given, read when they are asked for. */
@FunctionalInterface
public interface NeuronInput extends Supplier<NeuronSet> {

  /** Returns them if a plan may have them: not where finding them runs a relation of ours. */
  default Optional<NeuronSet> forPlan() {
    return Optional.of(get());
  }

  /** Returns the same, not to be read for a plan. */
  default NeuronInput unplanned() {
    NeuronInput input = this;
    return new NeuronInput() {
      @Override
      public NeuronSet get() {
        return input.get();
      }

      @Override
      public Optional<NeuronSet> forPlan() {
        return Optional.empty();
      }
    };
  }
}

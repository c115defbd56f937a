package org.rhodb.grammar.tree;

import java.util.List;
import org.rhodb.grammar.Position;

/** Which checkpoints of its models a statement means. */
public sealed interface Checkpoints {

  /** No {@code AT} clause: the last checkpoint of each model, unless the reference names one. */
  record Unstated() implements Checkpoints {}

  /** {@code AT ALL CHECKPOINTS}. */
  record All(Position position) implements Checkpoints {}

  /** {@code AT CHECKPOINT 1000} or {@code AT CHECKPOINTS (1000, 2000)}; values are {@link Long}. */
  record Steps(List<Literal> steps) implements Checkpoints {
    public Steps {
      steps = List.copyOf(steps);
    }
  }
}

package org.rhodb.connector.pytorch;

import java.util.Optional;

/** The globals a state dict may name; all others are refused. None is ever looked up as a class. */
sealed interface PickleGlobal {

  /** A class of storages: {@code torch.HalfStorage} and its like. */
  record Storage(StorageType type) implements PickleGlobal {}

  /** Functions, known by what they return. */
  enum Function implements PickleGlobal {
    /** {@code collections.OrderedDict}: a dictionary. */
    ORDERED_DICT("collections", "OrderedDict"),
    /** {@code torch._utils._rebuild_tensor_v2}: a tensor over a storage. */
    REBUILD_TENSOR("torch._utils", "_rebuild_tensor_v2"),
    /** {@code torch._utils._rebuild_parameter}: the tensor it is given. */
    REBUILD_PARAMETER("torch._utils", "_rebuild_parameter");

    private final String module;
    private final String function;

    Function(String module, String function) {
      this.module = module;
      this.function = function;
    }
  }

  /** Returns the global of a name, if it is one of the allowed. */
  static Optional<PickleGlobal> named(String module, String name) {
    for (Function function : Function.values()) {
      if (function.module.equals(module) && function.function.equals(name)) {
        return Optional.of(function);
      }
    }
    if (module.equals("torch")) {
      for (StorageType type : StorageType.values()) {
        if (type.className().equals(name)) {
          return Optional.of(new Storage(type));
        }
      }
    }
    return Optional.empty();
  }
}

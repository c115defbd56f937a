package org.rhodb.connector.pytorch;

import java.util.ArrayList;
import java.util.List;
import org.rhodb.connector.pytorch.PickleGlobal.Function;
import org.rhodb.connector.pytorch.PickleValue.Dictionary;
import org.rhodb.connector.pytorch.PickleValue.Global;
import org.rhodb.connector.pytorch.PickleValue.PickleList;
import org.rhodb.connector.pytorch.PickleValue.StorageReference;
import org.rhodb.connector.pytorch.PickleValue.TensorReference;
import org.rhodb.connector.pytorch.PickleValue.Tuple;
import org.rhodb.engine.error.QueryException;

/** What the calls in a pickle mean: descriptions of storages and tensors, and dictionaries. */
final class PickleCalls {
  private static final int MAX_AXES = 64;

  private final String file;

  PickleCalls(String file) {
    this.file = file;
  }

  /** Returns the storage a persistent id describes: ('storage', class, key, device, values). */
  StorageReference storage(Object id) {
    if (id instanceof Tuple tuple
        && tuple.items().size() == 5
        && tuple.items().get(0).equals("storage")
        && tuple.items().get(1) instanceof Global global
        && global.global() instanceof PickleGlobal.Storage storage
        && tuple.items().get(2) instanceof String key
        && tuple.items().get(3) instanceof String
        && tuple.items().get(4) instanceof Long values
        && values >= 0
        && key.matches("[0-9]{1,9}")) {
      return new StorageReference(storage.type(), key, values);
    }
    throw refused("it has a persistent id that is no storage");
  }

  /** Returns what an allowed function returns. */
  Object call(Object function, Object arguments) {
    if (!(function instanceof Global global)
        || !(global.global() instanceof Function known)
        || !(arguments instanceof Tuple tuple)) {
      throw refused("it calls something other than the functions of a state dict");
    }
    return switch (known) {
      case ORDERED_DICT -> dictionary(tuple.items());
      case REBUILD_TENSOR -> tensor(tuple.items());
      case REBUILD_PARAMETER -> parameter(tuple.items());
    };
  }

  private Dictionary dictionary(List<Object> arguments) {
    boolean isEmpty =
        arguments.isEmpty()
            || (arguments.size() == 1
                && arguments.get(0) instanceof PickleList list
                && list.items.isEmpty());
    if (!isEmpty) {
      throw refused("it makes a dictionary from something other than nothing");
    }
    return new Dictionary();
  }

  /** (storage, offset, shape, strides, requires_grad, backward_hooks[, metadata]). */
  private TensorReference tensor(List<Object> arguments) {
    if (arguments.size() < 4
        || arguments.size() > 7
        || !(arguments.get(0) instanceof StorageReference storage)
        || !(arguments.get(1) instanceof Long offset)
        || !(arguments.get(2) instanceof Tuple shape)
        || !(arguments.get(3) instanceof Tuple strides)) {
      throw refused("it makes a tensor from something other than storage, offset, shape, strides");
    }
    if (shape.items().size() != strides.items().size() || offset < 0) {
      throw refused("it makes a tensor whose shape and strides do not fit");
    }
    return new TensorReference(storage, offset, numbers(shape), numbers(strides));
  }

  /** (data, requires_grad, backward_hooks). */
  private TensorReference parameter(List<Object> arguments) {
    if (arguments.isEmpty() || !(arguments.get(0) instanceof TensorReference tensor)) {
      throw refused("it makes a parameter from something other than a tensor");
    }
    return tensor;
  }

  private List<Long> numbers(Tuple tuple) {
    if (tuple.items().size() > MAX_AXES) {
      throw refused("it makes a tensor of " + tuple.items().size() + " axes");
    }
    List<Long> numbers = new ArrayList<>();
    for (Object item : tuple.items()) {
      if (!(item instanceof Long number) || number < 0) {
        throw refused("it makes a tensor whose shape or strides are not whole numbers");
      }
      numbers.add(number);
    }
    return numbers;
  }

  private QueryException refused(String why) {
    return Unpickler.refused(file, why);
  }
}

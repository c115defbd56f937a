package org.rhodb.connector.pytorch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a pickle of a state dict can hold beside String, Long, Double and Boolean. Lists and
 * dictionaries may contain themselves: nothing here walks into them.
 */
sealed interface PickleValue {

  /** None, and the mark of the stack. */
  enum Singleton implements PickleValue {
    NONE,
    MARK
  }

  /** A tuple. */
  record Tuple(List<Object> items) implements PickleValue {
    public Tuple {
      items = List.copyOf(items);
    }
  }

  /** A list. */
  final class PickleList implements PickleValue {
    final List<Object> items = new ArrayList<>(0);
  }

  /** A dictionary with texts or whole numbers as keys. */
  final class Dictionary implements PickleValue {
    final Map<Object, Object> items = new LinkedHashMap<>(0);
  }

  /** A global that was named. */
  record Global(PickleGlobal global) implements PickleValue {}

  /**
   * A storage of the archive.
   *
   * @param key name of its entry under {@code data/}
   * @param values how many numbers it holds
   */
  record StorageReference(StorageType type, String key, long values) implements PickleValue {}

  /**
   * A tensor over a storage.
   *
   * @param offset first value in the storage
   * @param strides values between neighbours along each axis
   */
  record TensorReference(
      StorageReference storage, long offset, List<Long> shape, List<Long> strides)
      implements PickleValue {
    public TensorReference {
      shape = List.copyOf(shape);
      strides = List.copyOf(strides);
    }
  }
}

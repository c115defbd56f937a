package org.rhodb.engine.store;

import org.jspecify.annotations.Nullable;

/** The rows of a statement that returns none. */
enum NoRows implements CursorRows {
  /** The only one. */
  INSTANCE;

  @Override
  public boolean next() {
    return false;
  }

  @Override
  public @Nullable Object value(int column) {
    throw new IllegalStateException("the statement returns no rows");
  }

  @Override
  public boolean needsConnection() {
    return false;
  }

  @Override
  public void close() {}
}

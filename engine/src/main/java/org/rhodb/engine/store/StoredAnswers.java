package org.rhodb.engine.store;

import java.nio.DoubleBuffer;
import java.util.List;
import java.util.function.Consumer;
import org.rhodb.engine.catalog.AnswerKey;
import org.rhodb.engine.catalog.AnswerStore;
import org.rhodb.engine.catalog.KeptAnswer;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;

/** Kept answers in DuckDB. A database that an older program wrote may be read without any. */
final class StoredAnswers implements AnswerStore {
  private final Connections connections;
  private final ReuseSpace space;
  private final boolean isReadOnly;
  private final AnswerTables tables = new AnswerTables();

  StoredAnswers(Connections connections, ReuseSpace space, boolean isReadOnly) {
    this.connections = connections;
    this.space = space;
    this.isReadOnly = isReadOnly;
  }

  @Override
  public List<KeptAnswer> find(AnswerKey key) {
    try {
      return connections.read(connection -> tables.find(connection, key));
    } catch (QueryException e) {
      if (isReadOnly && e.code() == ErrorCode.A203) {
        return List.of(); // no such table: nobody who keeps answers has written here
      }
      throw e;
    }
  }

  @Override
  public boolean read(KeptAnswer answer, Consumer<DoubleBuffer> rows) {
    return connections.read(connection -> tables.read(connection, answer, rows));
  }

  @Override
  public void put(
      AnswerKey key, KeptAnswer answer, DoubleBuffer rows, List<KeptAnswer> superfluous) {
    if (isReadOnly) {
      throw QueryException.of(
          ErrorCode.R504, "the database is open read-only and cannot be changed");
    }
    connections.write(
        connection -> {
          for (KeptAnswer old : superfluous) {
            tables.remove(connection, old.id());
          }
          tables.add(connection, key, answer, rows);
          return true;
        });
  }

  @Override
  public long shrink(long bytes) {
    return space.shrink(bytes);
  }

  @Override
  public Room room() {
    return space.room();
  }
}

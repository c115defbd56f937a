package org.rhodb.engine.store;

import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.locks.ReentrantLock;
import org.duckdb.DuckDBChunkedResult;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBReadableVector;

/**
 * What DuckDB's driver can do and does not offer: to tell whether a streamed result ended or
 * failed, to interrupt a connection whose result is being fetched (its {@code cancel} works only
 * while a statement is in {@code execute}), and to read a vector's bytes. Looked up once; a driver
 * without them is refused at open rather than trusted.
 */
final class DriverInternals {
  private final Method checkError;
  private final Method interrupt;
  private final Field connectionLock;
  private final Field vectorData;

  DriverInternals() {
    try {
      checkError = DuckDBChunkedResult.class.getDeclaredMethod("checkError");
      interrupt = DuckDBConnection.class.getDeclaredMethod("interrupt");
      connectionLock = DuckDBConnection.class.getDeclaredField("connRefLock");
      vectorData = DuckDBReadableVector.class.getDeclaredField("data");
    } catch (NoSuchMethodException | NoSuchFieldException e) {
      throw new IllegalStateException("this version of the DuckDB driver is not known", e);
    }
    checkError.setAccessible(true);
    interrupt.setAccessible(true);
    connectionLock.setAccessible(true);
    vectorData.setAccessible(true);
  }

  /** Throws what a streamed result failed with, if it failed. */
  void checkError(DuckDBChunkedResult result) throws SQLException {
    invoke(checkError, result);
  }

  /** Interrupts whatever the connection is running. */
  void interrupt(Connection connection) throws SQLException {
    DuckDBConnection target = connection.unwrap(DuckDBConnection.class);
    ReentrantLock lock = (ReentrantLock) get(connectionLock, target);
    lock.lock();
    try {
      invoke(interrupt, target);
    } finally {
      lock.unlock();
    }
  }

  /** Returns the values of a vector as they lie in memory; gone with its chunk. */
  ByteBuffer data(DuckDBReadableVector vector) {
    return (ByteBuffer) get(vectorData, vector);
  }

  private static Object get(Field field, Object target) {
    try {
      return field.get(target);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void invoke(Method method, Object target) throws SQLException {
    try {
      method.invoke(target);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof SQLException sql) {
        throw sql;
      }
      throw new IllegalStateException(e.getCause());
    }
  }
}

package org.rhodb.engine.execute;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class RunSavepointsTest {
  private static final long SECOND = 1_000_000_000L;

  private final AtomicLong clock = new AtomicLong();
  private final SlowStore store = new SlowStore();
  private final RunSavepoints savepoints = new RunSavepoints(store, 60, clock::get);

  /** Takes some seconds to write; holds nothing unless told. */
  private final class SlowStore implements SavepointStore {
    private long seconds;
    private boolean isHolding;

    @Override
    public Optional<InputStream> open(String key) {
      return isHolding ? Optional.of(new ByteArrayInputStream(new byte[0])) : Optional.empty();
    }

    @Override
    public Pending create(String key) {
      Pending nowhere = SavepointStore.none().create(key);
      return new Pending() {
        @Override
        public OutputStream stream() {
          return nowhere.stream();
        }

        @Override
        public void commit() {
          pass(seconds);
        }

        @Override
        public void close() {}
      };
    }

    @Override
    public void remove(String key) {}
  }

  private void pass(long seconds) {
    clock.addAndGet(seconds * SECOND);
  }

  private void save(long seconds) {
    store.seconds = seconds;
    savepoints.write("key", out -> out.writeInt(1));
  }

  @Test
  void isDueAfterTheInterval() {
    pass(59);
    assertThat(savepoints.isDue()).isFalse();
    pass(1);
    assertThat(savepoints.isDue()).isTrue();
    save(2);
    pass(59);
    assertThat(savepoints.isDue()).as("counted from the end of the last").isFalse();
    pass(1);
    assertThat(savepoints.isDue()).isTrue();
  }

  @Test
  void writesATwentiethOfTheTimeAtMost() {
    pass(60);
    save(14);
    pass(279);
    assertThat(savepoints.isDue()).isFalse();
    pass(1);
    assertThat(savepoints.isDue()).isTrue();
    save(1);
    pass(60);
    assertThat(savepoints.isDue()).as("the next was written faster").isTrue();
  }

  @Test
  void isLongOnceItSavedOrFoundSomething() {
    assertThat(savepoints.isLong()).isFalse();
    assertThat(savepoints.open("key")).isEmpty();
    assertThat(savepoints.isLong()).isFalse();
    store.isHolding = true;
    assertThat(savepoints.open("key")).isPresent();
    assertThat(savepoints.isLong()).isTrue();
  }

  @Test
  void keepsNothingWithoutAnInterval() {
    RunSavepoints none = new RunSavepoints(store, 0, clock::get);
    store.isHolding = true;
    pass(1_000_000);
    assertThat(none.isDue()).isFalse();
    assertThat(none.open("key")).isEmpty();
  }
}

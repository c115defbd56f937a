package org.rhodb.shell.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class InterruptionTest {

  @Test
  void endsTheProcessAtTheSecondCtrlCOrWhenNothingRuns() {
    assertThat(new Interruption().hear()).isFalse();
    Interruption idle = new Interruption();
    idle.watch(() -> false);
    assertThat(idle.hear()).isFalse();
    Interruption running = new Interruption();
    running.watch(() -> true);
    assertThat(running.hear()).isTrue();
    assertThat(running.isInterrupted()).isTrue();
    assertThat(running.hear()).isFalse();
  }

  @Test
  void neverEndsTheProcessOfAPrompt() {
    Interruption interruption = new Interruption();
    AtomicInteger heard = new AtomicInteger();
    interruption.watch(() -> false);
    interruption.handTo(heard::incrementAndGet);
    for (int i = 0; i < 3; i++) {
      assertThat(interruption.hear()).isTrue();
    }
    assertThat(heard).hasValue(3);
    assertThat(interruption.isInterrupted()).isFalse();
  }
}

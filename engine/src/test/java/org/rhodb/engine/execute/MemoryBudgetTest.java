package org.rhodb.engine.execute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.rhodb.engine.error.QueryException;

class MemoryBudgetTest {
  @Test
  void isOneForAllSessionsWhateverTheirLimits() {
    MemoryBudget all = new MemoryBudget(0);
    MemoryBudget narrow = all.withLimit(700);
    MemoryBudget wide = all.withLimit(1000);
    try (MemoryBudget.Reservation held = narrow.reserve("one", 400, "")) {
      assertThat(held).isNotNull();
      assertThat(narrow.availableBytes()).isEqualTo(300);
      assertThat(wide.availableBytes()).isEqualTo(600);
      assertThatThrownBy(() -> narrow.reserve("two", 301, "wait"))
          .isInstanceOfSatisfying(QueryException.class, e -> assertThat(e.hint()).isEqualTo("wait"))
          .hasMessage(
              "two needs 301 bytes of memory for tensors; 300 bytes of 700 bytes are"
                  + " available");
      try (MemoryBudget.Reservation more = wide.reserve("three", 600, "")) {
        assertThat(more).isNotNull();
        assertThat(narrow.availableBytes()).isZero();
        assertThat(wide.availableBytes()).isZero();
      }
    }
    assertThat(narrow.availableBytes()).isEqualTo(700);
    assertThat(narrow.peakBytes()).isEqualTo(1000);
  }
}

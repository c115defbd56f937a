package org.rhodb.engine.execute;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class StatementEndTest {
  private final List<String> done = new ArrayList<>();

  @Test
  void waitsForSuccess() {
    StatementEnd end = new StatementEnd();
    end.onSuccess(() -> done.add("before"));
    assertThat(done).isEmpty();
    end.succeed();
    end.succeed();
    end.fail();
    end.onSuccess(() -> done.add("after"));
    assertThat(done).containsExactly("before", "after");
  }

  @Test
  void doesNothingWhereTheStatementFailed() {
    StatementEnd end = new StatementEnd();
    end.onSuccess(() -> done.add("before"));
    end.fail();
    end.succeed();
    end.onSuccess(() -> done.add("after"));
    assertThat(done).isEmpty();
  }

  @Test
  void doesNotWaitOutsideOfStatements() {
    StatementEnd.none().onSuccess(() -> done.add("now"));
    assertThat(done).containsExactly("now");
  }
}

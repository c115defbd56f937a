package org.rhodb.shell.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringWriter;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressLineTest {
  private final StringWriter errors = new StringWriter();
  private final AtomicLong clock = new AtomicLong();

  private ProgressLine line(ProgressLine.Kind kind) {
    return new ProgressLine(errors, kind, 60, clock::get);
  }

  private void pass(double seconds) {
    clock.addAndGet((long) (seconds * 1e9));
  }

  @Test
  void showsStagePercentRateAndTimeToGo() {
    assertThat(ProgressLine.text("correlating a@1, b@1", 0.4237, 12345.6, 61))
        .isEqualTo(" 42 %  correlating a@1, b@1  12,346 tokens/s  1:01 min left");
    assertThat(ProgressLine.text("reading", Double.NaN, 1000, Double.NaN))
        .isEqualTo("reading  1,000 tokens/s");
    assertThat(ProgressLine.text("reading", 0, Double.NaN, Double.NaN)).isEqualTo("  0 %  reading");
    assertThat(ProgressLine.text("x", 1, 0, 7200)).isEqualTo("100 %  x  2:00 h left");
  }

  @Test
  void appearsOnlyForLongStatementsAndVanishes() {
    ProgressLine line = line(ProgressLine.Kind.TERMINAL);
    line.begin();
    pass(0.1);
    line.report("s", 0.1, Double.NaN, 1);
    assertThat(errors.toString()).isEmpty();
    pass(1);
    line.report("s", 0.5, Double.NaN, 1);
    line.report("s", 0.6, Double.NaN, 1);
    assertThat(errors.toString()).isEqualTo("\r\u001b[K 50 %  s  1 s left");
    line.end();
    assertThat(errors.toString()).endsWith("\r\u001b[K");
    line.report("late", 0.9, Double.NaN, 1);
    assertThat(errors.toString()).doesNotContain("late");
  }

  @Test
  void keepsSilentWhenNotAsked() {
    ProgressLine line = line(ProgressLine.Kind.NONE);
    line.begin();
    pass(100);
    line.report("s", 0.1, 1, 1);
    line.end();
    assertThat(errors.toString()).isEmpty();
  }

  @Test
  void writesLinesIntoALog() {
    ProgressLine line = line(ProgressLine.Kind.LOG);
    line.begin();
    pass(1);
    line.report("one", 0.1, Double.NaN, Double.NaN);
    line.report("one", 0.2, Double.NaN, Double.NaN);
    line.report("two", 0.5, Double.NaN, Double.NaN);
    line.end();
    assertThat(errors.toString()).isEqualTo(" 10 %  one\n 50 %  two\n");
  }
}

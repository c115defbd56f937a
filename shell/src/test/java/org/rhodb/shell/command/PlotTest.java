package org.rhodb.shell.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.rhodb.engine.error.QueryException;

class PlotTest {

  @Test
  void takesACallApart() {
    assertThat(PlotCall.of("bars x=a y=b,c"))
        .isEqualTo(new PlotCall("bars x=a y=b,c", Optional.empty(), ""));
    assertThat(PlotCall.of("bars x=a title=\"a > b\" > \"my file.svg\""))
        .isEqualTo(new PlotCall("bars x=a title=\"a > b\"", Optional.of("my file.svg"), ""));
    assertThat(PlotCall.of("bars x=a > 'my file.svg' FROM t"))
        .isEqualTo(new PlotCall("bars x=a", Optional.of("my file.svg"), "FROM t"));
    assertThat(PlotCall.of("lines x=a y=b >f.png SELECT 1 AS a, 2 AS b WHERE 1 > 0"))
        .isEqualTo(
            new PlotCall(
                "lines x=a y=b", Optional.of("f.png"), "SELECT 1 AS a, 2 AS b WHERE 1 > 0"));
    assertThat(PlotCall.of("scatter x=a y=b FROM t WHERE rho > 0.5"))
        .isEqualTo(new PlotCall("scatter x=a y=b", Optional.empty(), "FROM t WHERE rho > 0.5"));
  }

  @Test
  void wantsAFileBehindItsSign() {
    assertThatThrownBy(() -> PlotCall.of("bars x=a y=b > "))
        .isInstanceOf(QueryException.class)
        .hasMessageContaining("the name of a file");
  }
}

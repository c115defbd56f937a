package org.rhodb.shell.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;

class ChartSpecTest {
  @Test
  void readsWhatFollowsPlot() {
    ChartSpec spec = ChartSpec.parse("bars x=layer  y=a,b low=l high=h y_label=\"rise in loss\"");
    assertThat(spec.kind()).isEqualTo(ChartKind.BARS);
    assertThat(spec.columns()).containsExactly("layer", "a", "b", "l", "h");
    assertThat(spec.text("y_label", "")).isEqualTo("rise in loss");
    assertThat(spec.text("x_label", "none")).isEqualTo("none");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|a chart needs a kind",
        "pie x=a|unknown kind of chart 'pie'",
        "lines x=a|a chart of kind lines needs y",
        "lines x=a y=b value=c|has no option 'value'",
        "lines x=a y=b x_scale=cubic|x_scale takes linear or log",
        "lines x a|written name=column",
        "lines x=a y=|the chart's y is empty",
        "bars x=a y=b low=c|an interval needs low and high",
        "bars x=a y=b,c names=d|names takes one for each y, 2; found 1",
        "histogram x=a bins=0|bins takes a whole number",
        "histogram x=a bins=many|bins takes a whole number",
        "lines x=a y=\"b|never closed"
      })
  void saysWhatIsWrong(String text, String message) {
    assertThatThrownBy(() -> ChartSpec.parse(text))
        .isInstanceOfSatisfying(
            QueryException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.A207);
              assertThat(e.getMessage()).contains(message);
            });
  }
}

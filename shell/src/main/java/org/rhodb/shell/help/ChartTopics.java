package org.rhodb.shell.help;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.rhodb.shell.chart.ChartKind;
import org.rhodb.shell.chart.ChartOption;

/** Kinds of charts with their options. */
final class ChartTopics {
  static final String INTRODUCTION =
      "chart: {kind: heatmap, x: checkpoint, y: layer, value: excess} in a saved query\n";

  private ChartTopics() {}

  static List<HelpTopic> all() {
    return Arrays.stream(ChartKind.values())
        .map(kind -> new HelpTopic(kind.key(), List.of(), kind.description(), () -> text(kind)))
        .toList();
  }

  private static String text(ChartKind kind) {
    StringBuilder text = new StringBuilder(kind.key() + ", a chart: " + kind.description() + "\n");
    for (String option : kind.options()) {
      String description = ChartOption.valueOf(option.toUpperCase(Locale.ROOT)).description();
      text.append(
          HelpText.entry(
              option,
              description + (kind.required().contains(option) ? "; it must be there" : "")));
    }
    return text.toString();
  }
}

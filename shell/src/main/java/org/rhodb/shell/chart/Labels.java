package org.rhodb.shell.chart;

import java.util.List;
import java.util.Map;

/**
 * What stands on a picture: its title, and at each axis what it is and in which unit.
 *
 * @param value what colours or shades stand for
 */
record Labels(String title, String x, String y, String value) {
  /** Columns of relations, with their units. */
  private static final Map<String, String> KNOWN =
      Map.ofEntries(
          Map.entry("checkpoint", "checkpoint (training step)"),
          Map.entry("next_checkpoint", "next checkpoint (training step)"),
          Map.entry("layer", "layer (0-based)"),
          Map.entry("other_layer", "other layer (0-based)"),
          Map.entry("neuron", "neuron (0-based)"),
          Map.entry("rho", "rho (Pearson correlation)"),
          Map.entry("baseline", "baseline (rho with a random map)"),
          Map.entry("excess", "excess (rho beyond a random map)"),
          Map.entry("delta_loss", "rise in loss (nats a token)"),
          Map.entry("loss", "loss (nats a token)"),
          Map.entry("clean_loss", "loss (nats a token)"),
          Map.entry("kl", "KL divergence (nats a token)"),
          Map.entry("activation", "activation (post-activation)"),
          Map.entry("position", "position (tokens)"),
          Map.entry("tokens", "tokens"));

  /** Returns the labels a spec gives, or else those of its columns. */
  static Labels of(ChartSpec spec, String question) {
    String counted = spec.kind() == ChartKind.HISTOGRAM ? "rows" : "";
    return new Labels(
        spec.text("title", question),
        spec.text("x_label", column(spec, "x")),
        spec.text("y_label", counted.isEmpty() ? column(spec, "y") : counted),
        spec.text("value_label", column(spec, "value")));
  }

  private static String column(ChartSpec spec, String option) {
    List<String> columns = spec.options().getOrDefault(option, List.of());
    return columns.stream()
        .map(c -> KNOWN.getOrDefault(c, c))
        .reduce((a, b) -> a + ", " + b)
        .orElse("");
  }
}

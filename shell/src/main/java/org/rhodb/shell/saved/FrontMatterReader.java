package org.rhodb.shell.saved;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.rhodb.engine.error.QueryException;
import org.rhodb.shell.chart.ChartKind;
import org.rhodb.shell.chart.ChartSpec;
import org.rhodb.shell.yaml.YamlMap;
import org.rhodb.shell.yaml.YamlValue;

/** Reads front matter from its YAML, strictly: every key is known, every value of its type. */
final class FrontMatterReader {
  private static final Pattern VERSION = Pattern.compile("\\d+\\.\\d+(\\.\\d+)?");
  private static final Pattern HASH = Pattern.compile("[0-9a-f]{8,64}");
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
  private static final String ANY = "any";

  private final YamlMap root;

  private FrontMatterReader(YamlMap root) {
    this.root = root.knowing(FrontMatterKey.under(""));
  }

  /**
   * Reads it.
   *
   * @throws QueryException S106 at what is wrong with it, A207 at a chart that cannot be drawn
   */
  static FrontMatter read(YamlMap root) {
    FrontMatterReader reader = new FrontMatterReader(root);
    return new FrontMatter(
        root.get("title").text(),
        root.get("question").text(),
        root.text("source"),
        root.text("about"),
        root.text("cost"),
        reader.engine(),
        reader.models(),
        root.find("corpus").map(FrontMatterReader::corpus),
        root.find("seed").map(YamlValue::integer),
        reader.parameters(),
        root.find("expect").map(FrontMatterReader::expectations).orElse(Expectations.NONE),
        root.find("chart").map(FrontMatterReader::chart));
  }

  private String engine() {
    Optional<YamlValue> engine = root.find("engine");
    if (engine.isPresent() && !VERSION.matcher(engine.get().text()).matches()) {
      throw engine
          .get()
          .refused("takes a version such as 0.1.0; found '" + root.text("engine") + "'");
    }
    return root.text("engine");
  }

  /** {@code models: {seed0: any, seed1: {2000: 1f2e3d4c}}} or {@code models: [seed0, seed1]}. */
  private List<ModelPin> models() {
    List<ModelPin> pins = new ArrayList<>();
    Optional<YamlValue> models = root.find("models");
    if (models.isEmpty()) {
      return pins;
    }
    if (!models.get().isMap()) {
      for (YamlValue name : models.get().list()) {
        pins.add(new ModelPin(name.text(), Map.of(), name.position()));
      }
      return pins;
    }
    YamlMap map = models.get().map();
    for (String name : map.keys()) {
      pins.add(new ModelPin(name, weights(map.get(name)), map.place(name)));
    }
    return pins;
  }

  private static Map<Long, String> weights(YamlValue value) {
    Map<Long, String> weights = new TreeMap<>();
    if (!value.isMap()) {
      if (!value.text().equals(ANY)) {
        throw value.refused(
            "takes 'any', or the beginning of a weight hash by training step; found '"
                + value.text()
                + "'");
      }
      return weights;
    }
    YamlMap map = value.map();
    for (String step : map.keys()) {
      weights.put(step(step, map), hash(map.get(step)));
    }
    return weights;
  }

  private static long step(String text, YamlMap map) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw map.whole().refused("weights stand under their training step; found '" + text + "'");
    }
  }

  private static String hash(YamlValue value) {
    if (!HASH.matcher(value.text()).matches()) {
      throw value.refused(
          "takes 8 to 64 hexadecimal digits of a SHA-256; found '" + value.text() + "'");
    }
    return value.text();
  }

  private static CorpusPin corpus(YamlValue value) {
    if (!value.isMap()) {
      return new CorpusPin(value.text(), "", value.position());
    }
    YamlMap map = value.map().knowing(FrontMatterKey.under("corpus"));
    return new CorpusPin(
        map.get("name").text(),
        map.find("sha256").map(FrontMatterReader::hash).orElse(""),
        value.position());
  }

  private List<Parameter> parameters() {
    List<Parameter> parameters = new ArrayList<>();
    Optional<YamlValue> value = root.find("parameters");
    if (value.isPresent()) {
      YamlMap map = value.get().map();
      for (String name : map.keys()) {
        parameters.add(parameter(name, map));
      }
    }
    return parameters;
  }

  private static Parameter parameter(String name, YamlMap parameters) {
    YamlMap map = parameters.get(name).map().knowing(FrontMatterKey.under("parameters.NAME"));
    if (!NAME.matcher(name).matches() || name.equals("seed")) {
      throw parameters
          .get(name)
          .refused(
              name.equals("seed")
                  ? "$seed is the front matter's own seed"
                  : "a parameter's name is letters, digits and underscores");
    }
    YamlValue typeName = map.get("type");
    ParameterType type =
        ParameterType.of(typeName.text())
            .orElseThrow(
                () ->
                    typeName.refused(
                        "takes "
                            + String.join(", ", ParameterType.keys())
                            + "; found '"
                            + typeName.text()
                            + "'"));
    Parameter bare =
        new Parameter(name, type, Optional.empty(), map.text("about"), parameters.place(name));
    Optional<Object> standard =
        map.find("default")
            .map(
                value -> {
                  try {
                    return bare.value(value.characters());
                  } catch (QueryException e) {
                    throw value.refused(e.getMessage());
                  }
                });
    return new Parameter(name, type, standard, bare.about(), bare.position());
  }

  private static Expectations expectations(YamlValue value) {
    YamlMap map = value.map().knowing(FrontMatterKey.under("expect"));
    long min = 0;
    long max = Long.MAX_VALUE;
    Optional<YamlValue> rows = map.find("rows");
    if (rows.isPresent() && rows.get().isMap()) {
      YamlMap range = rows.get().map().knowing(FrontMatterKey.under("expect.rows"));
      min = range.find("min").map(YamlValue::integer).orElse(min);
      max = range.find("max").map(YamlValue::integer).orElse(max);
    } else if (rows.isPresent()) {
      min = rows.get().integer();
      max = min;
    }
    if (min < 0 || max < min) {
      throw rows.orElse(value).refused("no number of rows is between " + min + " and " + max);
    }
    List<String> columns = map.find("columns").map(YamlValue::texts).orElse(List.of());
    Optional<YamlValue> tolerance = map.find("tolerance");
    List<ColumnTolerance> tolerances = new ArrayList<>();
    double overall = 0;
    if (tolerance.isPresent() && tolerance.get().isMap()) {
      YamlMap byColumn = tolerance.get().map();
      if (!columns.isEmpty()) {
        byColumn.knowing(columns);
      }
      for (String column : byColumn.keys()) {
        double number = tolerance(byColumn.get(column));
        tolerances.add(new ColumnTolerance(column, number, byColumn.place(column)));
      }
    } else if (tolerance.isPresent()) {
      overall = tolerance(tolerance.get());
    }
    return new Expectations(min, max, columns, overall, tolerances);
  }

  private static double tolerance(YamlValue value) {
    double number = value.number();
    if (number < 0) {
      throw value.refused("a tolerance is not negative; found '" + value.text() + "'");
    }
    return number;
  }

  private static ChartSpec chart(YamlValue value) {
    YamlMap map = value.map();
    YamlValue kindName = map.get("kind");
    try {
      ChartKind kind = ChartSpec.kind(kindName.text());
      List<String> known = new ArrayList<>(kind.options());
      known.add("kind");
      map.knowing(known);
      Map<String, List<String>> options = new LinkedHashMap<>();
      for (String key : map.keys()) {
        if (!key.equals("kind")) {
          options.put(key, map.get(key).texts());
        }
      }
      return new ChartSpec(kind, options);
    } catch (QueryException e) {
      throw e.orAt(kindName.position());
    }
  }
}

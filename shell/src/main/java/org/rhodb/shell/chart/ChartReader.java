package org.rhodb.shell.chart;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;
import org.rhodb.engine.error.Suggestion;
import org.rhodb.engine.row.ValueText;
import org.rhodb.shell.chart.ChartData.Bar;
import org.rhodb.shell.chart.ChartData.BarSeries;
import org.rhodb.shell.chart.ChartData.Point;
import org.rhodb.shell.chart.ChartData.Series;
import org.rhodb.shell.chart.ChartData.Token;
import org.rhodb.shell.chart.ChartData.TokenLine;
import org.rhodb.shell.format.ListedTable;

/** Takes the values of a picture from a result. */
final class ChartReader {
  /** More of anything cannot be told apart on a picture. */
  private static final int MAX_PLACES = 400;

  private static final int MAX_SERIES = 24;
  private static final int MAX_POINTS = 20_000;
  private static final int MAX_TOKENS = 2_000;

  /** Numbers by size, then texts by letter. */
  private static final Comparator<String> PLACES =
      Comparator.comparingDouble(ChartReader::sortKey).thenComparing(Comparator.naturalOrder());

  private final ListedTable table;
  private final ChartSpec spec;

  private ChartReader(ListedTable table, ChartSpec spec) {
    this.table = table;
    this.spec = spec;
  }

  /**
   * Reads them.
   *
   * @throws QueryException A203 if a column is missing, A208 if it holds no numbers where they are
   *     drawn, U303 if there is too much to draw
   */
  static ChartData read(ListedTable table, ChartSpec spec) {
    ChartReader reader = new ChartReader(table, spec);
    return switch (spec.kind()) {
      case HEATMAP -> reader.grid();
      case LINES -> reader.points(true);
      case SCATTER -> reader.points(false);
      case BARS -> reader.bars();
      case HISTOGRAM -> reader.histogram();
      case TOKENS -> reader.tokens();
    };
  }

  private ChartData grid() {
    List<String> xColumn = texts("x");
    List<String> yColumn = texts("y");
    List<Double> values = numbers(column("value"));
    List<String> xs = places(xColumn);
    List<String> ys = places(yColumn);
    Map<String, Double> cells = new LinkedHashMap<>();
    for (int i = 0; i < values.size(); i++) {
      cells.put(xColumn.get(i) + "\n" + yColumn.get(i), values.get(i));
    }
    List<List<Double>> grid = new ArrayList<>();
    for (String y : ys) {
      grid.add(xs.stream().map(x -> cells.getOrDefault(x + "\n" + y, Double.NaN)).toList());
    }
    return new ChartData.Grid(xs, ys, grid);
  }

  private ChartData points(boolean isJoined) {
    List<Double> xs = numbers(column("x"));
    List<String> groups = spec.has("series") ? texts("series") : List.of();
    List<String> labels = spec.has("label") ? texts("label") : List.of();
    List<String> names = groups.isEmpty() ? List.of("") : places(groups);
    List<String> ys = spec.options().getOrDefault("y", List.of());
    limit(xs.size() * ys.size(), MAX_POINTS, "points");
    limit(names.size() * ys.size(), MAX_SERIES, "series");
    List<Series> series = new ArrayList<>();
    for (int group = 0; group < names.size(); group++) {
      for (int y = 0; y < ys.size(); y++) {
        List<Double> values = numbers(index(ys.get(y)));
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < xs.size(); i++) {
          boolean isOwn = groups.isEmpty() || groups.get(i).equals(names.get(group));
          if (isOwn && Double.isFinite(xs.get(i))) {
            String label = labels.isEmpty() ? "" : spec.text("label", "") + " " + labels.get(i);
            points.add(new Point(xs.get(i), values.get(i), label));
          }
        }
        if (isJoined) {
          points.sort(Comparator.comparingDouble(Point::x));
        }
        boolean isGrouped = !groups.isEmpty();
        String group1 = isGrouped ? spec.text("series", "") + " " + names.get(group) : "";
        String own = nameOf(y);
        String name = !isGrouped ? own : ys.size() == 1 ? group1 : group1 + ", " + own;
        series.add(new Series(name, isGrouped ? group : y, isGrouped ? y : 0, stretches(points)));
      }
    }
    return new ChartData.Points(series, isJoined, spec.text("x_scale", "").equals("log"));
  }

  /** Cuts points where a value is missing; its own place is on no line. */
  private static List<List<Point>> stretches(List<Point> points) {
    List<List<Point>> stretches = new ArrayList<>();
    boolean isCut = true;
    for (Point point : points) {
      boolean isThere = Double.isFinite(point.y());
      if (isThere && isCut) {
        stretches.add(new ArrayList<>());
      }
      if (isThere) {
        stretches.get(stretches.size() - 1).add(point);
      }
      isCut = !isThere;
    }
    return stretches;
  }

  private ChartData bars() {
    List<String> xs = texts("x");
    List<String> places = places(xs);
    List<String> groups = spec.has("series") ? texts("series") : List.of();
    List<String> ys = spec.options().getOrDefault("y", List.of());
    String withInterval = spec.text("interval_of", ys.get(0));
    List<BarSeries> series = new ArrayList<>();
    for (String group : groups.isEmpty() ? List.of("") : places(groups)) {
      for (String y : ys) {
        boolean hasInterval = spec.has("low") && y.equals(withInterval);
        String own = nameOf(ys.indexOf(y));
        List<Double> values = numbers(index(y));
        List<Double> lows = hasInterval ? numbers(column("low")) : List.of();
        List<Double> highs = hasInterval ? numbers(column("high")) : List.of();
        Map<String, Bar> bars = new LinkedHashMap<>();
        for (int i = 0; i < xs.size(); i++) {
          if (groups.isEmpty() || groups.get(i).equals(group)) {
            bars.put(
                xs.get(i),
                new Bar(
                    values.get(i),
                    hasInterval ? lows.get(i) : Double.NaN,
                    hasInterval ? highs.get(i) : Double.NaN));
          }
        }
        Bar none = new Bar(Double.NaN, Double.NaN, Double.NaN);
        String named = seriesName(group);
        String name = group.isEmpty() ? own : ys.size() == 1 ? named : named + ", " + own;
        String interval = hasInterval ? intervalLabel() : "";
        series.add(
            new BarSeries(
                name, interval, places.stream().map(p -> bars.getOrDefault(p, none)).toList()));
      }
    }
    limit(series.size(), MAX_SERIES, "series");
    return new ChartData.Bars(places, series);
  }

  private ChartData histogram() {
    List<Double> values = numbers(column("x"));
    List<String> groups = spec.has("series") ? texts("series") : List.of();
    int bins = Integer.parseInt(spec.text("bins", "20"));
    double low = values.stream().filter(Double::isFinite).mapToDouble(v -> v).min().orElse(0);
    double high = values.stream().filter(Double::isFinite).mapToDouble(v -> v).max().orElse(1);
    double width = high > low ? (high - low) / bins : 1;
    int count = high > low ? bins : 1;
    List<String> places = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      places.add(edge(low + i * width, width));
    }
    List<BarSeries> series = new ArrayList<>();
    for (String group : groups.isEmpty() ? List.of("") : places(groups)) {
      double[] counts = new double[count];
      for (int i = 0; i < values.size(); i++) {
        boolean isOwn = groups.isEmpty() || groups.get(i).equals(group);
        if (isOwn && Double.isFinite(values.get(i))) {
          counts[(int) Math.min(count - 1, (values.get(i) - low) / width)]++;
        }
      }
      List<Bar> bars = new ArrayList<>();
      for (double rows : counts) {
        bars.add(new Bar(rows, Double.NaN, Double.NaN));
      }
      series.add(new BarSeries(group.isEmpty() ? "rows" : seriesName(group), "", bars));
    }
    return new ChartData.Bars(places, series);
  }

  /** Returns the lower end of a bin, with digits enough to tell it from its neighbours. */
  private static String edge(double value, double width) {
    int digits = (int) Math.ceil(-Math.log10(width)) + 1;
    boolean isPlain = digits <= 6 && Math.abs(value) < 1e7;
    return isPlain
        ? BigDecimal.valueOf(value)
            .setScale(Math.max(0, digits), RoundingMode.HALF_EVEN)
            .toPlainString()
        : String.format(Locale.ROOT, "%.4g", value);
  }

  /** Returns what a legend calls a column of y. */
  private String nameOf(int y) {
    List<String> columns = spec.options().getOrDefault("y", List.of());
    return spec.options().getOrDefault("names", columns).get(y);
  }

  private String intervalLabel() {
    return spec.text("interval_label", spec.text("low", "") + " to " + spec.text("high", ""));
  }

  /** A number alone does not say what it counts. */
  private String seriesName(String group) {
    boolean isNumber = sortKey(group) < Double.MAX_VALUE;
    return isNumber ? spec.text("series", "") + " " + group : group;
  }

  private ChartData tokens() {
    List<@Nullable Object> tokens = table.column(column("token"));
    List<Double> values = numbers(column("value"));
    List<String> lines = spec.has("line") ? texts("line") : List.of();
    limit(tokens.size(), MAX_TOKENS, "tokens");
    Map<String, List<Token>> byLine = new LinkedHashMap<>();
    for (int i = 0; i < tokens.size(); i++) {
      String line = lines.isEmpty() ? "" : spec.text("line", "") + " " + lines.get(i);
      byLine
          .computeIfAbsent(line, l -> new ArrayList<>())
          .add(new Token(text(tokens.get(i)), values.get(i)));
    }
    List<TokenLine> read = new ArrayList<>();
    byLine.forEach((label, own) -> read.add(new TokenLine(label, own)));
    return new ChartData.Tokens(read);
  }

  private static List<String> places(List<String> values) {
    TreeSet<String> places = new TreeSet<>(PLACES);
    places.addAll(values);
    limit(places.size(), MAX_PLACES, "places on an axis");
    return List.copyOf(places);
  }

  private static void limit(int count, int most, String what) {
    if (count > most) {
      throw QueryException.of(
              ErrorCode.U303,
              String.format(
                  Locale.ROOT, "a chart shows at most %,d %s; found %,d", most, what, count))
          .withHint("group or limit the rows of the query");
    }
  }

  private static double sortKey(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      return Double.MAX_VALUE;
    }
  }

  private List<String> texts(String option) {
    return table.column(column(option)).stream().map(ChartReader::text).toList();
  }

  private static String text(@Nullable Object value) {
    return value == null ? "NULL" : ValueText.of(value);
  }

  private List<Double> numbers(int column) {
    List<Double> numbers = new ArrayList<>();
    for (Object value : table.column(column)) {
      if (value != null && !(value instanceof Number)) {
        throw QueryException.of(
            ErrorCode.A208,
            "a chart needs numbers in '"
                + table.names().get(column)
                + "'; found "
                + table.headings().get(column).typeName());
      }
      numbers.add(value instanceof Number number ? number.doubleValue() : Double.NaN);
    }
    return numbers;
  }

  private int column(String option) {
    return index(spec.text(option, ""));
  }

  private int index(String column) {
    int index = table.indexOf(column);
    if (index < 0) {
      throw QueryException.of(ErrorCode.A203, "the chart's column '" + column + "' is not there")
          .withHint(Suggestion.hint(column, "columns", table.names()));
    }
    return index;
  }
}

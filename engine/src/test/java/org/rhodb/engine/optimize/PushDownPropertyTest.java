package org.rhodb.engine.optimize;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.jspecify.annotations.Nullable;
import org.rhodb.engine.plan.Bounds;
import org.rhodb.engine.plan.QueryPlanner;
import org.rhodb.engine.plan.SampleQuery;
import org.rhodb.engine.plan.SchemaSource;
import org.rhodb.engine.row.Column;
import org.rhodb.grammar.SqlRendering;
import org.rhodb.grammar.tree.SqlText;

/**
 * Random queries over random rows give the same result whether a relation gives all its rows or
 * only those within its bounds, as few of them as it may.
 */
class PushDownPropertyTest {
  private static @Nullable Connection connection;
  private static @Nullable QueryPlanner planner;

  @BeforeContainer
  static void open() throws SQLException {
    connection = DriverManager.getConnection("jdbc:duckdb:");
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET threads = 1");
      statement.execute("CREATE TABLE t (layer INTEGER, neuron INTEGER, name VARCHAR)");
      statement.execute("INSERT INTO t VALUES (0, 0, 'a'), (1, 2, 'b'), (2, 1, NULL), (1, 1, 'a')");
      planner = new QueryPlanner(new SampleQuery.RealSchema(functions(statement)));
    }
  }

  /** Every function the store has, overloads and all, as a session tells the planner. */
  private static List<SchemaSource.Function> functions(Statement statement) throws SQLException {
    List<SchemaSource.Function> functions = new ArrayList<>();
    try (ResultSet found =
        statement.executeQuery(
            "SELECT DISTINCT function_name, upper(function_type), coalesce(return_type, ''),"
                + " coalesce(stability, '') = 'VOLATILE', NOT internal FROM duckdb_functions()"
                + " WHERE function_type IN ('scalar', 'aggregate', 'macro')")) {
      while (found.next()) {
        functions.add(
            new SchemaSource.Function(
                found.getString(1),
                SchemaSource.FunctionKind.valueOf(found.getString(2)),
                found.getString(3),
                found.getBoolean(4),
                found.getBoolean(5)));
      }
    }
    return functions;
  }

  @AfterContainer
  static void close() throws SQLException {
    requireNonNull(connection).close();
  }

  @Property(tries = 400, seed = "20260", shrinking = ShrinkingMode.OFF)
  void neverChangesAResult(@ForAll long seed) throws SQLException {
    Random random = new Random(seed);
    String text = new RandomQuery(random).next();
    SampleQuery sample = SampleQuery.of(text);
    OptimizedQuery optimized =
        new Optimizer()
            .optimize(
                requireNonNull(planner).plan(sample.sql(), sample.islands(), sample.values()));
    assertThat(optimized.reason()).as(text).isEmpty();
    try (Statement statement = requireNonNull(connection).createStatement()) {
      for (SampleQuery.Planned island : sample.islands()) {
        List<List<@Nullable Object>> rows = rows(random);
        Bounds bounds = optimized.bounds(island.id());
        create(statement, "all" + island.id(), rows);
        create(statement, "few" + island.id(), within(bounds, rows));
      }
      assertThat(run(statement, sample, "few"))
          .as("%s%n%s", text, optimized.explain())
          .isEqualTo(run(statement, sample, "all"));
    }
  }

  /** A result as sorted rows; of a query that may choose its rows, only how many. */
  private static List<String> run(Statement statement, SampleQuery sample, String prefix)
      throws SQLException {
    Iterator<SampleQuery.Planned> islands = sample.islands().iterator();
    String sql =
        SqlRendering.of(
                sample.sql(),
                placed ->
                    (placed.place() == SqlText.Place.QUERY ? "SELECT * FROM " : "")
                        + prefix
                        + islands.next().id())
            .text();
    List<String> rows = new ArrayList<>();
    try (ResultSet result = statement.executeQuery(sql)) {
      int columns = result.getMetaData().getColumnCount();
      boolean isAnyRows = sql.contains("LIMIT") && !sql.contains("ORDER BY");
      while (result.next()) {
        StringBuilder row = new StringBuilder();
        for (int i = 1; i <= columns && !isAnyRows; i++) {
          row.append(result.getObject(i)).append('|');
        }
        rows.add(row.toString());
      }
    }
    Collections.sort(rows);
    return rows;
  }

  /**
   * Every pair of a few neurons; rho of a few values, some of them bounds of queries, some NULL.
   */
  private static List<List<@Nullable Object>> rows(Random random) {
    double[] values = {-0.9, -0.5, 0.0, 0.3, 0.5, 0.50000001, 0.7, 0.8, (float) 0.8, 0.95};
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (int layer = 0; layer < 2; layer++) {
      for (int neuron = 0; neuron < 3; neuron++) {
        for (int other = 0; other < 5; other++) {
          List<@Nullable Object> row = new ArrayList<>();
          row.add(random.nextBoolean() ? "alias" : "Alias");
          row.add(random.nextBoolean() ? 1000L : 2000L);
          row.add(layer);
          row.add(neuron);
          row.add("caprica");
          row.add(1000L);
          row.add(other % 2);
          row.add(other);
          row.add(random.nextInt(6) == 0 ? null : values[random.nextInt(values.length)]);
          row.add(64L);
          rows.add(row);
        }
      }
    }
    Collections.shuffle(rows, random);
    return rows;
  }

  /** The rows a relation may give at the least, with NULL in every column that is not read. */
  private static List<List<@Nullable Object>> within(
      Bounds bounds, List<List<@Nullable Object>> rows) {
    List<Column> columns = SampleQuery.CORRELATE;
    List<List<@Nullable Object>> kept =
        rows.stream()
            .filter(
                row -> {
                  boolean isIn = true;
                  for (int i = 0; i < columns.size(); i++) {
                    isIn &= bounds.admits(columns.get(i).name(), row.get(i));
                  }
                  return isIn;
                })
            .map(ArrayList<@Nullable Object>::new)
            .collect(Collectors.toList());
    Comparator<List<@Nullable Object>> byRho =
        Comparator.comparing(
            row -> Optional.ofNullable((Double) row.get(8)).orElse(Double.NEGATIVE_INFINITY));
    if (bounds.isBestMatchOnly()) {
      kept.sort(byRho.reversed());
      Set<List<@Nullable Object>> seen = new HashSet<>();
      kept.removeIf(row -> !seen.add(new ArrayList<>(row.subList(0, 6))));
      kept.forEach(
          row -> {
            row.set(6, null);
            row.set(7, null);
          });
    }
    if (bounds.topK() != Bounds.ALL_ROWS) {
      kept.sort(byRho.reversed());
      kept = kept.subList(0, (int) Math.min(bounds.topK(), kept.size()));
    }
    kept = kept.subList(0, (int) Math.min(bounds.rowLimit(), kept.size()));
    for (int i = 0; i < columns.size(); i++) {
      if (!bounds.isUsed(columns.get(i).name())) {
        int index = i;
        kept.forEach(row -> row.set(index, null));
      }
    }
    return kept;
  }

  private static void create(Statement statement, String table, List<List<@Nullable Object>> rows)
      throws SQLException {
    Map<Class<?>, String> quotes = Map.of(String.class, "'");
    statement.execute(
        "CREATE OR REPLACE TABLE "
            + table
            + SampleQuery.CORRELATE.stream()
                .map(column -> column.name() + " " + column.type())
                .collect(Collectors.joining(", ", "(", ")")));
    if (!rows.isEmpty()) {
      statement.execute(
          rows.stream()
              .map(
                  row ->
                      row.stream()
                          .map(
                              value -> {
                                String quote =
                                    value == null ? "" : quotes.getOrDefault(value.getClass(), "");
                                return quote + value + quote;
                              })
                          .collect(Collectors.joining(", ", "(", ")")))
              .collect(Collectors.joining(", ", "INSERT INTO " + table + " VALUES ", "")));
    }
  }
}

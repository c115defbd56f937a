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
import java.util.Locale;
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
        new Optimizer().optimize(requireNonNull(planner).plan(sample.sql(), sample.islands()));
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

  /** Makes queries of every shape that rules look at, and of many they must leave alone. */
  private static final class RandomQuery {
    private final Random random;

    RandomQuery(Random random) {
      this.random = random;
    }

    private String one(String... choices) {
      return choices[random.nextInt(choices.length)];
    }

    String next() {
      return switch (random.nextInt(8)) {
        case 0 -> "@correlate WHERE " + condition(3);
        case 1 -> grouped();
        case 2 -> limited();
        case 3 -> joined();
        case 4 -> "WITH c AS (@correlate) " + twice("c");
        case 5 -> twice("(" + relation(2) + ")");
        case 6 -> subQuery();
        default -> "SELECT " + columns() + " FROM (" + relation(2) + ") AS r WHERE " + condition(2);
      };
    }

    /** A query with all columns of a correlation. */
    private String relation(int depth) {
      String inner = depth == 0 ? "@correlate" : "(" + relation(depth - 1) + ") AS r" + depth;
      return switch (depth == 0 ? 0 : random.nextInt(7)) {
        case 0 -> "SELECT * FROM @correlate";
        case 1 -> "SELECT * FROM " + inner + " WHERE " + condition(2);
        case 2 -> relation(depth - 1) + " UNION ALL " + relation(depth - 1);
        case 3 -> relation(depth - 1) + " EXCEPT " + relation(depth - 1);
        case 4 -> "SELECT DISTINCT * FROM " + inner;
        case 5 ->
            "SELECT model, checkpoint, other_layer AS layer, other_neuron AS neuron, other_model, "
                + "other_checkpoint, layer AS other_layer, neuron AS other_neuron, "
                + one("rho", "-rho AS rho", "rho + 0 AS rho")
                + ", tokens FROM "
                + inner;
        default ->
            "SELECT model, checkpoint, layer, neuron, other_model, other_checkpoint, other_layer, "
                + "other_neuron, rho, rank() OVER (PARTITION BY layer ORDER BY rho) AS tokens FROM "
                + inner;
      };
    }

    private String grouped() {
      String keys =
          one(
              "layer",
              "layer, neuron",
              "model, layer, neuron",
              "other_layer",
              "layer + 0",
              "model");
      String calls =
          one(
              "max(rho)",
              "max(rho), max(layer)",
              "count(DISTINCT neuron)",
              "count(*)",
              "max(rho), count(*)",
              "min(rho)",
              "max(rho) FILTER (WHERE neuron > 1)",
              "max(abs(rho))");
      return "SELECT "
          + keys
          + ", "
          + calls
          + " FROM "
          + one("@correlate", "(" + relation(1) + ") AS r")
          + one("", " WHERE " + condition(1), " WHERE rho > " + number())
          + " GROUP BY "
          + (random.nextInt(6) == 0 ? "ROLLUP(" + keys + ")" : keys)
          + one(
              "",
              " HAVING max(rho) > " + number(),
              " HAVING count(*) > 2",
              keys.equals("layer") || keys.equals("layer, neuron")
                  ? " HAVING layer = 1 AND max(rho) > 0.3"
                  : "");
    }

    private String limited() {
      String order = one(" ORDER BY rho DESC", " ORDER BY rho", " ORDER BY -rho DESC", "");
      return "SELECT rho FROM "
          + one("@correlate", "(" + relation(1) + ") AS r")
          + one("", " WHERE " + condition(1), " WHERE rho > " + number())
          + order
          + " LIMIT "
          + random.nextInt(12)
          + one("", " OFFSET " + random.nextInt(4));
    }

    private String joined() {
      return "SELECT c.rho, c.neuron, t.name FROM "
          + one("@correlate AS c", "(" + relation(1) + ") AS c")
          + one(" JOIN ", " LEFT JOIN ", " RIGHT JOIN ", " FULL JOIN ")
          + "t ON c.layer = t.layer"
          + one("", " AND c.rho > " + number(), " AND t.neuron = 1")
          + one("", " WHERE c.rho > " + number(), " WHERE c.layer = 1 OR t.name = 'a'");
    }

    private String twice(String source) {
      return "SELECT rho, layer FROM "
          + source
          + " AS x WHERE "
          + condition(1)
          + one(" UNION ALL ", " UNION ", " INTERSECT ", " EXCEPT ")
          + "SELECT max(rho), layer FROM "
          + source
          + " AS y WHERE "
          + condition(1)
          + " GROUP BY layer";
    }

    private String subQuery() {
      return one(
          "SELECT * FROM t WHERE layer "
              + one("", "NOT ")
              + "IN (SELECT layer FROM @correlate "
              + "WHERE "
              + condition(1)
              + ")",
          "SELECT * FROM t WHERE EXISTS (SELECT 1 FROM @correlate AS c WHERE c.layer = t.layer AND "
              + "c.rho > "
              + number()
              + ")",
          "SELECT t.*, (SELECT max(rho) FROM @correlate AS c WHERE c.neuron = t.neuron) FROM t",
          "SELECT neuron, (SELECT max(rho) FROM @correlate WHERE layer = 1) FROM @correlate AS c "
              + "WHERE EXISTS (SELECT 1 FROM t WHERE t.neuron = c.neuron) AND "
              + condition(1));
    }

    private String columns() {
      return one("*", "rho", "layer, neuron", "count(*)", "max(rho)", "model, rho AS layer");
    }

    private String condition(int depth) {
      if (depth == 0) {
        return comparison();
      }
      return switch (random.nextInt(5)) {
        case 0 -> comparison();
        case 1 -> "(" + condition(depth - 1) + " OR " + condition(depth - 1) + ")";
        case 2 -> "NOT (" + condition(depth - 1) + ")";
        default -> condition(depth - 1) + " AND " + condition(depth - 1);
      };
    }

    private String comparison() {
      String operator = one("=", "<>", "<", "<=", ">", ">=");
      return switch (random.nextInt(12)) {
        case 0, 1, 2 -> "rho " + operator + " " + number();
        case 3 -> number() + " " + operator + " rho";
        case 4 -> "abs(rho) " + operator + " " + number();
        case 5 -> "rho BETWEEN " + number() + " AND " + number();
        case 6 -> one("layer", "neuron", "other_layer", "checkpoint") + operator + whole();
        case 7 -> one("layer", "other_neuron") + " IN (" + whole() + ", " + whole() + ")";
        case 8 -> "model " + one("=", "<>") + " '" + one("alias", "Alias", "alias ") + "'";
        case 9 -> "model IN ('alias', 'x" + one("", "y") + "')";
        case 10 -> one("rho IS NULL", "rho IS NOT NULL", "layer = neuron", "rho > neuron / 2");
        default -> "(layer = 1) = (rho > " + number() + ")";
      };
    }

    private String number() {
      return one(
          "0.5",
          "0.8",
          "0.7",
          "1/2",
          "CAST(0.8 AS FLOAT)",
          "CAST(0.7 AS FLOAT)",
          "-0.5",
          "0.3 + 0.2",
          "CAST(0.75 AS DECIMAL(2,1))",
          "CAST(0.6 AS INTEGER)",
          "8e-1",
          "0",
          "NULL",
          String.format(Locale.ROOT, "%.3f", random.nextDouble()));
    }

    private String whole() {
      return one(
          "0", "1", "2", "1.0", "0.5", "1 + 1", "3 / 2", "CAST(1.5 AS INTEGER)", "-1", "'1'");
    }
  }
}

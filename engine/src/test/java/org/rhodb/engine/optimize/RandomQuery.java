package org.rhodb.engine.optimize;

import java.util.Locale;
import java.util.Random;

/** Makes queries of every shape that rules look at, and of many they must leave alone. */
final class RandomQuery {
  private final Random random;

  RandomQuery(Random random) {
    this.random = random;
  }

  private String one(String... choices) {
    return choices[random.nextInt(choices.length)];
  }

  /** Returns the next query; {@code @correlate} stands for a relation. */
  String next() {
    return switch (random.nextInt(9)) {
      case 0 -> "@correlate WHERE " + condition(3);
      case 1 -> grouped();
      case 2 -> limited();
      case 3 -> joined();
      case 4 -> "WITH c AS (@correlate) " + twice("c");
      case 5 -> twice("(" + relation(2) + ")");
      case 6 -> subQuery();
      case 7 -> friendly();
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
        one("layer", "layer, neuron", "model, layer, neuron", "other_layer", "layer + 0", "model");
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

  /** A query in the store's own style. */
  private String friendly() {
    String source =
        one(
            "@correlate",
            "(" + relation(1) + ") AS r",
            "(FROM @correlate WHERE " + condition(1) + ") AS r");
    String where = one("", " WHERE " + condition(1));
    int limit = random.nextInt(12);
    return one(
        "FROM " + source + where,
        "FROM " + source + where + " UNION ALL FROM @correlate WHERE " + condition(1),
        "FROM " + source + " SELECT rho" + where + " ORDER BY rho DESC LIMIT " + limit,
        "FROM " + source + " SELECT DISTINCT layer, rho" + where,
        "WITH c AS (FROM " + source + where + ") FROM c SELECT layer, max(rho) GROUP BY ALL",
        "SELECT layer, max(rho) FROM " + source + where + " GROUP BY ALL",
        "SELECT count(*), neuron + 0, max(rho) FROM "
            + source
            + where
            + " GROUP BY ALL ORDER BY ALL",
        "SELECT max(rho) FROM " + source + where + " GROUP BY ALL",
        "SELECT rho, layer, neuron FROM " + source + where + " ORDER BY ALL DESC LIMIT " + limit,
        "SELECT rho FROM " + source + where + " ORDER BY ALL LIMIT " + limit);
  }

  private String columns() {
    return one(
        "*",
        "rho",
        "layer, neuron",
        "count(*)",
        "max(rho)",
        "model, rho AS layer",
        "layer::TEXT, rho::REAL AS r",
        "max(rho::FLOAT8)::STRING");
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
    return switch (random.nextInt(13)) {
      case 0, 1, 2 -> "rho " + operator + " " + number();
      case 3 -> number() + " " + operator + " rho";
      case 4 -> "abs(rho) " + operator + " " + number();
      case 5 -> "rho BETWEEN " + number() + " AND " + number();
      case 6 -> one("layer", "neuron", "other_layer", "checkpoint") + operator + whole();
      case 7 -> one("layer", "other_neuron") + " IN (" + whole() + ", " + whole() + ")";
      case 8 -> "model " + one("=", "<>") + " '" + one("alias", "Alias", "alias ") + "'";
      case 9 -> "model IN ('alias', 'x" + one("", "y") + "')";
      case 10 -> one("rho IS NULL", "rho IS NOT NULL", "layer = neuron", "rho > neuron / 2");
      case 11 -> column() + "::" + type() + " " + operator + " " + whole();
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
        "0.75::" + type(),
        "'0.8'::" + one("FLOAT4", "FLOAT8", "DECIMAL(2,1)"),
        "-0.5::" + one("FLOAT8", "INT2"),
        "(0.3 + 0.2)::REAL::DOUBLE PRECISION",
        "8e-1",
        "0",
        "NULL",
        String.format(Locale.ROOT, "%.3f", random.nextDouble()));
  }

  private String whole() {
    return one(
        "0",
        "1",
        "2",
        "1.0",
        "0.5",
        "1 + 1",
        "3 / 2",
        "CAST(1.5 AS INTEGER)",
        "-1",
        "'1'",
        "2.5::" + one(type(), "UTINYINT", "UBIGINT"),
        "CAST(1 AS UINT8)");
  }

  private String column() {
    return one("layer", "neuron", "rho", "(layer + neuron)", "abs(rho)", "CAST(layer AS INT8)");
  }

  private String type() {
    return one("INT", "INT8", "INT2", "HUGEINT", "FLOAT4", "FLOAT8", "DOUBLE", "DECIMAL(3, 0)");
  }
}

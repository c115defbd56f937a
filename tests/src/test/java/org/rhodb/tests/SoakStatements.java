package org.rhodb.tests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import org.rhodb.grammar.Lexeme;
import org.rhodb.grammar.QueryParser;
import org.rhodb.grammar.StatementText;

/**
 * Gives random statements: those of the scripts, some made up, and about half of them damaged at
 * random. The same seed gives the same statements.
 */
public final class SoakStatements {
  /** Beyond this a statement only fills the log. */
  private static final int LONGEST = 4_000;

  /** What reaches beyond the study: files under names that damage may change, other databases. */
  private static final List<String> OUTSIDE =
      List.of("COPY", "EXPORT", "IMPORT", "ATTACH", "INSTALL", "LOAD ", "HTTP");

  private static final String ODD = "'\"(),;.@=<>*%$?\\\u0000\ud800é☃\n\t-/0";

  private final Random random;
  private final List<String> statements = new ArrayList<>();
  private final List<String> words = new ArrayList<>();

  /** Reads the scripts. */
  public SoakStatements(long seed) throws IOException {
    this.random = new Random(seed);
    for (Script script :
        Stream.of("run", "error", "plan").flatMap(kind -> scripts(kind).stream()).toList()) {
      String text =
          script
              .text()
              .lines()
              .filter(l -> !l.startsWith("--|"))
              .reduce("", (a, b) -> a + b + "\n");
      for (StatementText statement : QueryParser.split(text)) {
        String sql = statement.text().strip();
        if (sql.length() < LONGEST && isInside(sql)) {
          statements.add(sql);
        }
      }
    }
    words.addAll(QueryParser.keywords());
    words.addAll(QueryParser.dslWords());
    words.addAll(List.of("seed0", "seed1", "u", "ref", "nowhere", "layer", "rho", "NULL", "1e999"));
  }

  private static List<Script> scripts(String kind) {
    try {
      return Script.all(kind);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isInside(String sql) {
    String upper = sql.toUpperCase(Locale.ROOT);
    return OUTSIDE.stream().noneMatch(upper::contains);
  }

  /** Returns the next statement, without a semicolon behind it. */
  public String next() {
    String sql = random.nextInt(3) == 0 ? pick(statements) : made();
    for (int damage = random.nextInt(6) - 3; damage > 0; damage--) {
      sql = damaged(sql);
    }
    return isInside(sql) ? sql : next();
  }

  /** Returns a number below a bound, from the same source of chance. */
  public int below(int bound) {
    return random.nextInt(bound);
  }

  private String made() {
    return switch (random.nextInt(16)) {
      case 0 -> "CORRELATE MODELS " + models() + " ON ref" + at() + " WHERE rho > " + rho();
      case 1 ->
          "SELECT layer, count(*), max(rho) FROM (UNIVERSAL NEURONS OF MODELS "
              + models()
              + " ON ref"
              + at()
              + baseline()
              + " WHERE rho > "
              + rho()
              + ") GROUP BY layer ORDER BY layer";
      case 2 -> "PERSIST (SELECT * FROM u) BY LAYER";
      case 3 -> "ABLATE (SELECT * FROM u LIMIT " + random.nextInt(5) + ") ON ref" + using();
      case 4 ->
          "SELECT token, activation FROM ACTIVATIONS OF MODEL seed0 ON ref WHERE layer = "
              + random.nextInt(5)
              + " AND neuron = "
              + random.nextInt(400)
              + " ORDER BY activation DESC LIMIT 3";
      case 5 ->
          "SELECT * FROM (CORRELATE MODELS " + models() + " ON ref) ORDER BY rho DESC LIMIT 2";
      case 6 -> "EXPLAIN " + made();
      case 7 -> "SHOW " + pick(List.of("MODELS", "CHECKPOINTS", "CORPORA", "RUNS", "SETTINGS"));
      case 8 -> "DESCRIBE " + pick(List.of("u", "seed0", "ref", "nowhere"));
      case 9 ->
          "SET "
              + pick(List.of("block_tokens", "batch_tokens", "sketch_rows", "pushdown", "strategy"))
              + " = "
              + pick(List.of("64", "true", "false", "'auto'", "'sketch'", "'dense'", "-1", "1e9"));
      case 10 -> "CREATE OR REPLACE TABLE t" + random.nextInt(3) + " AS " + made();
      case 11 ->
          "SELECT i, sum(i) OVER (ORDER BY i) FROM range(" + random.nextInt(3000) + ") AS r(i)";
      case 12 -> "SELECT * FROM universal_neurons(models := 'seed0, seed1', corpus := 'ref')";
      case 13 -> "INSERT INTO u SELECT * FROM u LIMIT " + random.nextInt(3) + " RETURNING layer";
      case 14 ->
          pick(List.of("BEGIN", "COMMIT", "ROLLBACK", "CHECKPOINT", "VACUUM", "DROP MODEL seed1"));
      default ->
          "CREATE OR REPLACE VIEW v AS SELECT * FROM (UNIVERSAL NEURONS OF MODELS seed0, seed1 ON ref)";
    };
  }

  private String models() {
    return pick(List.of("seed0, seed1", "seed0@50, seed0@2000", "seed0", "seed1, nowhere"));
  }

  private String at() {
    return pick(
        List.of("", " AT CHECKPOINT 2000", " AT CHECKPOINTS (50, 2000)", " AT CHECKPOINT 7"));
  }

  private String baseline() {
    return pick(List.of("", " BASELINE ORTHOGONAL SEED 1", " BASELINE PERMUTATION DRAWS 2"));
  }

  private String using() {
    return pick(
        List.of(
            "", " USING MEAN", " USING ZERO BY LAYER", " USING 1 VERSUS RANDOM 2 DRAWS SEED 3"));
  }

  private String rho() {
    return pick(List.of("0.5", "0.99", "-1", "2", "'x'", "NULL", "0.8 OR true"));
  }

  private String pick(List<String> from) {
    return from.get(random.nextInt(from.size()));
  }

  private String damaged(String sql) {
    if (sql.isEmpty()) {
      return pick(words);
    }
    List<Lexeme> lexemes = QueryParser.lexemes(sql);
    int place = random.nextInt(sql.length() + 1);
    if (lexemes.isEmpty() || random.nextInt(3) == 0) {
      char odd = ODD.charAt(random.nextInt(ODD.length()));
      return sql.substring(0, place) + odd + sql.substring(place);
    }
    Lexeme lexeme = lexemes.get(random.nextInt(lexemes.size()));
    String before = sql.substring(0, lexeme.start());
    String word = sql.substring(lexeme.start(), lexeme.end());
    String behind = sql.substring(lexeme.end());
    return switch (random.nextInt(6)) {
      case 0 -> before + behind;
      case 1 -> before + word + " " + word + behind;
      case 2 -> before + pick(words) + behind;
      case 3 -> before;
      case 4 -> before + word + " " + pick(words) + behind;
      default -> before + random.nextLong() + behind;
    };
  }
}

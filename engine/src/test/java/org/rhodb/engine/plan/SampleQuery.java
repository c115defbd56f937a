package org.rhodb.engine.plan;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.rhodb.engine.row.Column;
import org.rhodb.engine.row.ColumnType;
import org.rhodb.grammar.Lexeme;
import org.rhodb.grammar.Position;
import org.rhodb.grammar.QueryParser;
import org.rhodb.grammar.tree.Ablation;
import org.rhodb.grammar.tree.Checkpoints;
import org.rhodb.grammar.tree.Control;
import org.rhodb.grammar.tree.Island;
import org.rhodb.grammar.tree.Models;
import org.rhodb.grammar.tree.Name;
import org.rhodb.grammar.tree.Parameter;
import org.rhodb.grammar.tree.Screen;
import org.rhodb.grammar.tree.SqlText;

/**
 * A query for tests, written with {@code @correlate}, {@code @universal}, {@code @persist}, {@code
 * @ablate} and {@code @activations} where islands stand.
 */
public record SampleQuery(SqlText sql, List<Planned> islands) {

  /** Columns of CORRELATE MODELS. */
  public static final List<Column> CORRELATE =
      columns(
          "model VARCHAR, checkpoint BIGINT, layer INTEGER, neuron INTEGER, other_model VARCHAR, "
              + "other_checkpoint BIGINT, other_layer INTEGER, other_neuron INTEGER, rho DOUBLE, "
              + "tokens BIGINT");

  /** Columns of UNIVERSAL NEURONS. */
  public static final List<Column> UNIVERSAL =
      columns(
          "model VARCHAR, checkpoint BIGINT, layer INTEGER, neuron INTEGER, others INTEGER, "
              + "rho DOUBLE, min_rho DOUBLE, max_rho DOUBLE, mutual BOOLEAN, baseline DOUBLE, "
              + "excess DOUBLE, tokens BIGINT");

  private static final List<Column> PERSIST =
      columns(
          "model VARCHAR, layer INTEGER, checkpoint BIGINT, next_checkpoint BIGINT, "
              + "universal BIGINT, kept BIGINT, p_persist DOUBLE");
  private static final List<Column> ABLATE =
      columns(
          "model VARCHAR, checkpoint BIGINT, layer INTEGER, selection VARCHAR, draw INTEGER, "
              + "neurons BIGINT, delta_loss DOUBLE, kl DOUBLE");
  private static final List<Column> ACTIVATIONS =
      columns(
          "model VARCHAR, checkpoint BIGINT, layer INTEGER, neuron INTEGER, sequence BIGINT, "
              + "position INTEGER, token_id INTEGER, token VARCHAR, activation DOUBLE");

  private static final Map<String, List<Column>> COLUMNS =
      Map.of(
          "correlate", CORRELATE,
          "universal", UNIVERSAL,
          "persist", PERSIST,
          "ablate", ABLATE,
          "activations", ACTIVATIONS);

  private static final Pattern MARK =
      Pattern.compile(
          "(?i)(FROM|JOIN|,)?(\\s*)(@(correlate|universal|persist|ablate|activations))");

  /** An island of a sample. */
  public record Planned(int id, Island island, List<Column> columns) implements PlannedIsland {
    @Override
    public String describe() {
      return "sample";
    }
  }

  /** Reads a sample. */
  public static SampleQuery of(String text) {
    List<SqlText.PlacedIsland> placed = new ArrayList<>();
    List<Planned> planned = new ArrayList<>();
    Matcher matcher = MARK.matcher(text);
    while (matcher.find()) {
      Position position = Position.of(text, matcher.start(3), matcher.end(3));
      Island island = island(matcher.group(4), position);
      placed.add(
          new SqlText.PlacedIsland(
              island, matcher.group(1) == null ? SqlText.Place.QUERY : SqlText.Place.TABLE));
      planned.add(new Planned(planned.size(), island, COLUMNS.get(matcher.group(4))));
    }
    return new SampleQuery(
        new SqlText(text, Position.of(text, 0, text.length()), placed, parameters(text)), planned);
  }

  private static List<Parameter> parameters(String text) {
    List<Parameter> parameters = new ArrayList<>();
    for (Lexeme lexeme : QueryParser.lexemes(text)) {
      if (lexeme.kind() == Lexeme.Kind.PARAMETER) {
        Position position = Position.of(text, lexeme.start(), lexeme.end());
        parameters.add(new Parameter("", parameters.size() + 1, position));
      }
    }
    return parameters;
  }

  /** Returns NULL for each parameter, of which nothing is concluded. */
  public List<@Nullable Object> values() {
    return Collections.nCopies(sql.parameters().size(), null);
  }

  private static Island island(String kind, Position position) {
    Name pile = new Name("pile", position);
    Models models = new Models.All(position);
    Checkpoints unstated = new Checkpoints.Unstated();
    SqlText input = new SqlText("", Position.of("", 0, 0), List.of(), List.of());
    return switch (kind) {
      case "correlate" -> new Island.Correlate(models, pile, unstated, position);
      case "universal" ->
          new Island.Universal(models, List.of(), pile, unstated, List.of(), position);
      case "persist" -> new Island.Persist(input, false, position);
      case "ablate" ->
          new Island.Ablate(
              input,
              pile,
              new Ablation.Zero(),
              false,
              new Control(Control.Kind.NONE, 0, 0),
              Screen.NONE,
              position);
      case "activations" -> new Island.Activations(models, pile, unstated, position);
      default -> throw new IllegalArgumentException(kind);
    };
  }

  private static List<Column> columns(String list) {
    List<Column> columns = new ArrayList<>();
    for (String column : list.split(", ")) {
      String[] parts = column.split(" ");
      columns.add(new Column(parts[0], ColumnType.valueOf(parts[1]), parts[0]));
    }
    return List.copyOf(columns);
  }

  /** The sample store with other functions. */
  public static final class RealSchema extends SampleSchema {
    private final List<Function> functions;

    /** Creates a store with these functions. */
    public RealSchema(List<Function> functions) {
      this.functions = List.copyOf(functions);
    }

    @Override
    public List<Function> functions() {
      return functions;
    }
  }

  /** A store with one table, {@code t(layer, neuron, name)}, and a few functions. */
  public static class SampleSchema implements SchemaSource {
    @Override
    public long version() {
      return 1;
    }

    @Override
    public List<Table> tables() {
      return List.of(
          new Table(
              "catalog",
              "main",
              "t",
              List.of(
                  new TableColumn("layer", "INTEGER"),
                  new TableColumn("neuron", "INTEGER"),
                  new TableColumn("name", "VARCHAR"))));
    }

    @Override
    public List<Function> functions() {
      return List.of(
          new Function("random", FunctionKind.SCALAR, "DOUBLE", true, false),
          new Function("max", FunctionKind.AGGREGATE, "", false, false),
          new Function("count", FunctionKind.AGGREGATE, "BIGINT", false, false),
          new Function("median", FunctionKind.AGGREGATE, "DOUBLE", false, false),
          new Function("wavg", FunctionKind.MACRO, "", false, false),
          new Function("arg_max", FunctionKind.AGGREGATE, "", false, false),
          new Function("round", FunctionKind.SCALAR, "DOUBLE", false, false));
    }

    @Override
    public boolean isOrderingStandard() {
      return true;
    }
  }
}

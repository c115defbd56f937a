package org.rhodb.engine.plan;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.calcite.plan.Contexts;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.hep.HepPlanner;
import org.apache.calcite.plan.hep.HepProgram;
import org.apache.calcite.prepare.CalciteCatalogReader;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.runtime.CalciteContextException;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParseException;
import org.apache.calcite.sql.parser.SqlParser;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.validate.SqlValidator;
import org.apache.calcite.sql.validate.SqlValidatorUtil;
import org.apache.calcite.sql2rel.SqlToRelConverter;
import org.apache.calcite.sql2rel.StandardConvertletTable;
import org.apache.calcite.util.CancelFlag;
import org.jspecify.annotations.Nullable;
import org.rhodb.grammar.Position;
import org.rhodb.grammar.tree.SqlText;

/**
 * Turns SQL with islands into a plan of relational nodes.
 *
 * <p>Never an error for the user: what the planner cannot read runs as the user wrote it, without
 * push-downs, and {@link PlannedQuery#reason} says why.
 */
public final class QueryPlanner {
  private final SchemaSource schema;
  private @Nullable StaticParts parts;

  /** Creates a planner; asks nothing of the store and loads nothing before the first plan. */
  public QueryPlanner(SchemaSource schema) {
    this.schema = requireNonNull(schema, "schema is null");
  }

  /**
   * Plans a query.
   *
   * @param sql the user's text
   * @param islands one for each of {@link SqlText#islands()}, in that order
   * @param values one for each of {@link SqlText#parameters()}, in that order
   */
  public PlannedQuery plan(
      SqlText sql, List<? extends PlannedIsland> islands, List<? extends @Nullable Object> values) {
    List<PlannedIsland> known = List.copyOf(islands);
    if (known.size() != sql.islands().size()) {
      throw new IllegalArgumentException(
          known.size() + " planned islands for " + sql.islands().size());
    }
    if (values.size() != sql.parameters().size()) {
      throw new IllegalArgumentException(
          values.size() + " values for " + sql.parameters().size() + " parameters");
    }
    if (known.isEmpty()) {
      return PlannedQuery.unplanned(known, "there is no relation to move anything into");
    }
    if (!schema.isOrderingStandard()) {
      return PlannedQuery.unplanned(
          known, "default_collation, default_null_order or default_order is set");
    }
    StaticParts fixed = staticParts();
    fixed.refresh(schema);
    CancelFlag cancelFlag = new CancelFlag(new AtomicBoolean());
    PlanningThread.Outcome<PlannedQuery> outcome =
        PlanningThread.run(cancelFlag, () -> read(fixed, sql, known, values, cancelFlag));
    return outcome.value().orElseGet(() -> PlannedQuery.unplanned(known, outcome.reason()));
  }

  private static PlannedQuery read(
      StaticParts fixed,
      SqlText sql,
      List<PlannedIsland> islands,
      List<? extends @Nullable Object> values,
      CancelFlag cancelFlag)
      throws SqlParseException {
    PlannerText text = PlannerText.of(sql, islands, values, fixed::isAggregate);
    try {
      return convert(fixed, text, islands, cancelFlag);
    } catch (SqlParseException e) {
      SqlParserPos place = e.getPos();
      throw unplannable(
          e,
          text,
          place == null ? 1 : place.getLineNum(),
          place == null ? 1 : place.getColumnNum());
    } catch (CalciteContextException e) {
      throw unplannable(e, text, e.getPosLine(), e.getPosColumn());
    }
  }

  private static PlannedQuery convert(
      StaticParts fixed, PlannerText text, List<PlannedIsland> islands, CancelFlag cancelFlag)
      throws SqlParseException {
    SqlNode parsed = SqlParser.create(text.text(), StaticParts.PARSING).parseQuery();
    MisreadCasts.check(parsed, text.text());
    RelDataTypeFactory types = fixed.types();
    CalciteCatalogReader tables =
        new CalciteCatalogReader(
            StoreSchema.of(fixed.tables(), islands),
            List.of(StoreSchema.DEFAULT_SCHEMA),
            types,
            StaticParts.CASELESS);
    SqlValidator validator =
        SqlValidatorUtil.newValidator(fixed.functions(), tables, types, StaticParts.VALIDATION);
    HepPlanner planner = new HepPlanner(HepProgram.builder().build(), Contexts.of(cancelFlag));
    RelOptCluster cluster = RelOptCluster.create(planner, new RexBuilder(types));
    cluster.setMetadataQuerySupplier(StaticParts::metadataQuery);
    SqlToRelConverter converter =
        new SqlToRelConverter(
            (type, query, path, viewPath) -> {
              throw new UnplannableException("views are planned by the store");
            },
            validator,
            tables,
            cluster,
            StandardConvertletTable.INSTANCE,
            StaticParts.CONVERSION);
    RelNode root =
        BoundParameters.bind(converter.convertQuery(parsed, true, true).rel, text.values());
    PlanChecks.check(root, islands);
    return PlannedQuery.planned(islands, root);
  }

  /**
   * Loads the planner, so that the first statement need not wait for it; about a second, for a
   * background thread.
   */
  public void warm() {
    PlanningThread.run(
        new CancelFlag(new AtomicBoolean()),
        () -> SqlParser.create("SELECT 1", StaticParts.PARSING).parseQuery());
  }

  /** Puts a reason of the planner's library in terms of the user's text. */
  private static UnplannableException unplannable(
      Exception failure, PlannerText text, int line, int column) {
    Throwable deepest = failure;
    while (deepest.getCause() != null && deepest instanceof CalciteContextException) {
      deepest = deepest.getCause();
    }
    String message =
        String.valueOf(deepest.getMessage())
            .lines()
            .findFirst()
            .orElse("")
            .replace("Encountered", "the planner does not read")
            .replaceAll(
                "No match found for function signature (\\w+)\\(.*",
                "the planner does not know $1(..)");
    int place = message.indexOf(" at line ");
    Position position = text.toSource(line, column);
    return new UnplannableException(
        (place < 0 ? message : message.substring(0, place))
            + " (at "
            + position.line()
            + ":"
            + position.column()
            + ")");
  }

  private synchronized StaticParts staticParts() {
    if (parts == null) {
      parts = new StaticParts();
    }
    return parts;
  }
}

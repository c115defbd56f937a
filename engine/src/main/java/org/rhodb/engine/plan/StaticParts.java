package org.rhodb.engine.plan;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.calcite.avatica.util.Casing;
import org.apache.calcite.avatica.util.Quoting;
import org.apache.calcite.config.CalciteConnectionConfig;
import org.apache.calcite.config.CalciteConnectionConfigImpl;
import org.apache.calcite.config.CalciteConnectionProperty;
import org.apache.calcite.config.NullCollation;
import org.apache.calcite.rel.metadata.DefaultRelMetadataProvider;
import org.apache.calcite.rel.metadata.ProxyingMetadataHandlerProvider;
import org.apache.calcite.rel.metadata.RelMetadataQuery;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.SqlOperatorTable;
import org.apache.calcite.sql.parser.SqlParser;
import org.apache.calcite.sql.parser.babel.SqlBabelParserImpl;
import org.apache.calcite.sql.type.SqlTypeCoercionRule;
import org.apache.calcite.sql.validate.SqlConformanceEnum;
import org.apache.calcite.sql.validate.SqlValidator;
import org.apache.calcite.sql2rel.SqlToRelConverter;
import org.jspecify.annotations.Nullable;

/** What every plan needs and no plan changes: the rules of the dialect, types, functions. */
final class StaticParts {
  /** Double quotes for names, whose case is kept and does not matter. */
  static final SqlParser.Config PARSING =
      SqlParser.config()
          .withParserFactory(SqlBabelParserImpl.FACTORY)
          .withConformance(SqlConformanceEnum.LENIENT)
          .withQuoting(Quoting.DOUBLE_QUOTE)
          .withQuotedCasing(Casing.UNCHANGED)
          .withUnquotedCasing(Casing.UNCHANGED)
          .withCaseSensitive(false)
          .withIdentifierMaxLength(1024);

  /** NULLs sort last whatever the direction, as in the store. */
  static final SqlValidator.Config VALIDATION =
      SqlValidator.Config.DEFAULT
          .withConformance(SqlConformanceEnum.LENIENT)
          .withDefaultNullCollation(NullCollation.LAST)
          .withIdentifierExpansion(true)
          .withTypeCoercionRules(SqlTypeCoercionRule.lenientInstance());

  /**
   * Nothing is simplified or computed on the way: the planner's arithmetic is not the store's.
   * Subqueries stay expressions, IN lists become ORs.
   */
  static final SqlToRelConverter.Config CONVERSION =
      SqlToRelConverter.config()
          .withExpand(false)
          .withTrimUnusedFields(false)
          .withInSubQueryThreshold(Integer.MAX_VALUE)
          .withRelBuilderConfigTransform(
              config ->
                  config
                      .withSimplify(false)
                      .withSimplifyLimit(false)
                      .withSimplifyValues(false)
                      .withPruneInputOfAggregate(false)
                      .withPushJoinCondition(false)
                      .withAggregateUnique(true)
                      .withRemoveRedundantDistinct(false));

  /** Names compare without regard to case. */
  static final CalciteConnectionConfig CASELESS = caseless();

  private final RelDataTypeFactory types = StoreTypes.newFactory();
  private @Nullable StoreFunctions functions;
  private Set<String> aggregates = Set.of();
  private List<SchemaSource.Table> tables = List.of();
  private long version;

  /** Returns the factory of types. */
  RelDataTypeFactory types() {
    return types;
  }

  /** Reads the store's tables and functions, if the catalog's version has changed. */
  synchronized void refresh(SchemaSource schema) {
    long current = schema.version();
    if (functions == null || version != current) {
      functions = new StoreFunctions(schema.functions(), types);
      aggregates =
          schema.functions().stream()
              .filter(f -> f.kind() == SchemaSource.FunctionKind.AGGREGATE)
              .map(f -> f.name().toLowerCase(Locale.ROOT))
              .collect(Collectors.toUnmodifiableSet());
      tables = List.copyOf(SeriesTables.beside(schema.tables(), schema.functions()));
      version = current;
    }
  }

  /** Returns the store's functions as last read. */
  synchronized SqlOperatorTable functions() {
    return requireNonNull(functions, "functions are not read");
  }

  /** Returns whether the store, as last read, has an aggregate of a name in lower case. */
  synchronized boolean isAggregate(String name) {
    return aggregates.contains(name);
  }

  /** Returns the store's tables as last read. */
  synchronized List<SchemaSource.Table> tables() {
    return tables;
  }

  /** Returns a new source of metadata that works by reflection, not by compiling classes. */
  static RelMetadataQuery metadataQuery() {
    return new ReflectiveMetadataQuery();
  }

  private static CalciteConnectionConfig caseless() {
    Properties properties = new Properties();
    properties.setProperty(CalciteConnectionProperty.CASE_SENSITIVE.camelName(), "false");
    return new CalciteConnectionConfigImpl(properties);
  }

  private static final class ReflectiveMetadataQuery extends RelMetadataQuery {
    ReflectiveMetadataQuery() {
      super(new ProxyingMetadataHandlerProvider(DefaultRelMetadataProvider.INSTANCE));
    }
  }
}

package org.rhodb.shell.serve;

import org.apache.arrow.flight.sql.SqlInfoBuilder;
import org.apache.arrow.flight.sql.impl.FlightSql;
import org.rhodb.grammar.QueryParser;

/** What the server says of itself and of its SQL when a client asks. */
final class ServerFacts {
  private ServerFacts() {}

  /** Returns the facts; the same for every client. */
  static SqlInfoBuilder of(ServeOptions options) {
    SqlInfoBuilder facts = new SqlInfoBuilder();
    addServer(facts, options);
    addWords(facts, !options.isReadOnly());
    addSupport(facts);
    return facts;
  }

  private static void addServer(SqlInfoBuilder facts, ServeOptions options) {
    facts
        .withFlightSqlServerName("RhoDB")
        .withFlightSqlServerVersion(options.version())
        .withFlightSqlServerArrowVersion(arrowVersion())
        .withFlightSqlServerReadOnly(options.isReadOnly())
        .withFlightSqlServerSql(true)
        .withFlightSqlServerSubstrait(false)
        .withFlightSqlServerCancel(true)
        .withFlightSqlServerBulkIngestion(false)
        .withFlightSqlServerTransaction(
            FlightSql.SqlSupportedTransaction.SQL_SUPPORTED_TRANSACTION_TRANSACTION)
        .withFlightSqlServerStatementTimeout(0)
        .withFlightSqlServerTransactionTimeout(Math.toIntExact(options.idle().toMillis()));
  }

  private static void addWords(SqlInfoBuilder facts, boolean isWritable) {
    facts
        .withSqlIdentifierQuoteChar("\"")
        .withSqlSearchStringEscape("\\")
        .withSqlExtraNameCharacters("")
        .withSqlSchemaTerm("schema")
        .withSqlCatalogTerm("")
        .withSqlProcedureTerm("")
        .withSqlDdlCatalog(false)
        .withSqlDdlSchema(isWritable)
        .withSqlDdlTable(isWritable)
        .withSqlIdentifierCase(
            FlightSql.SqlSupportedCaseSensitivity.SQL_CASE_SENSITIVITY_CASE_INSENSITIVE)
        .withSqlQuotedIdentifierCase(
            FlightSql.SqlSupportedCaseSensitivity.SQL_CASE_SENSITIVITY_CASE_INSENSITIVE)
        .withSqlAllTablesAreSelectable(true)
        .withSqlNullOrdering(FlightSql.SqlNullOrdering.SQL_NULLS_SORTED_AT_END)
        .withSqlKeywords(QueryParser.dslWords().toArray(String[]::new))
        .withSqlNumericFunctions(new String[] {"ABS", "CEIL", "FLOOR", "ROUND", "SQRT", "LN"})
        .withSqlStringFunctions(new String[] {"CONCAT", "LENGTH", "LOWER", "UPPER", "REPLACE"})
        .withSqlSystemFunctions(new String[] {"COALESCE", "IFNULL", "VERSION"})
        .withSqlDatetimeFunctions(new String[] {"NOW", "DATE_TRUNC", "EXTRACT"});
  }

  private static void addSupport(SqlInfoBuilder facts) {
    facts
        .withSqlSupportsColumnAliasing(true)
        .withSqlNullPlusNullIsNull(true)
        .withSqlSupportsTableCorrelationNames(true)
        .withSqlSupportsDifferentTableCorrelationNames(false)
        .withSqlSupportsExpressionsInOrderBy(true)
        .withSqlSupportsOrderByUnrelated(true)
        .withSqlSupportsLikeEscapeClause(true)
        .withSqlSupportsNonNullableColumns(true)
        .withSqlSupportsIntegrityEnhancementFacility(true)
        .withSqlCatalogAtStart(true)
        .withSqlSelectForUpdateSupported(false)
        .withSqlStoredProceduresSupported(false)
        .withSqlCorrelatedSubqueriesSupported(true)
        .withSqlTransactionsSupported(true)
        .withSqlDataDefinitionCausesTransactionCommit(false)
        .withSqlDataDefinitionsInTransactionsIgnored(false)
        .withSqlBatchUpdatesSupported(true)
        .withSqlSavepointsSupported(false)
        .withSqlNamedParametersSupported(true)
        .withSqlSupportedGroupBy(FlightSql.SqlSupportedGroupBy.SQL_GROUP_BY_UNRELATED)
        .withSqlSupportedUnions(
            FlightSql.SqlSupportedUnions.SQL_UNION, FlightSql.SqlSupportedUnions.SQL_UNION_ALL)
        .withSqlSubQueriesSupported(
            FlightSql.SqlSupportedSubqueries.SQL_SUBQUERIES_IN_COMPARISONS,
            FlightSql.SqlSupportedSubqueries.SQL_SUBQUERIES_IN_EXISTS,
            FlightSql.SqlSupportedSubqueries.SQL_SUBQUERIES_IN_INS,
            FlightSql.SqlSupportedSubqueries.SQL_SUBQUERIES_IN_QUANTIFIEDS)
        .withSqlOuterJoinSupportLevel(FlightSql.SqlOuterJoinsSupportLevel.SQL_FULL_OUTER_JOINS)
        .withSqlDefaultTransactionIsolation(
            FlightSql.SqlTransactionIsolationLevel.SQL_TRANSACTION_REPEATABLE_READ_VALUE);
  }

  private static String arrowVersion() {
    String version =
        org.apache.arrow.vector.VectorSchemaRoot.class.getPackage().getImplementationVersion();
    return version == null ? "unknown" : version;
  }
}

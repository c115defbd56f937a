package org.rhodb.shell.serve;

import com.google.protobuf.Any;
import com.google.protobuf.Message;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.UnaryOperator;
import org.apache.arrow.flight.sql.SqlInfoBuilder;
import org.apache.arrow.flight.sql.impl.FlightSql;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.Schema;
import org.rhodb.engine.QueryResult;
import org.rhodb.grammar.StatementText;

/** Answers the calls about what exists: schemas, tables, keys, types, the server itself. */
final class MetadataProducer extends SqlProducer {
  private final SqlInfoBuilder facts;

  MetadataProducer(
      ClientSessions sessions,
      RunningStatements running,
      BufferAllocator allocator,
      Executor executor,
      SqlInfoBuilder facts) {
    super(sessions, running, allocator, executor);
    this.facts = facts;
  }

  @Override
  public void getStreamSqlInfo(
      FlightSql.CommandGetSqlInfo command, CallContext context, ServerStreamListener listener) {
    facts.send(command.getInfoList(), listener);
  }

  @Override
  public void getStreamTypeInfo(
      FlightSql.CommandGetXdbcTypeInfo request,
      CallContext context,
      ServerStreamListener listener) {
    rows(request, MetadataQueries.types(request), Schemas.GET_TYPE_INFO_SCHEMA, context, listener);
  }

  @Override
  public void getStreamCatalogs(CallContext context, ServerStreamListener listener) {
    rows(
        FlightSql.CommandGetCatalogs.getDefaultInstance(),
        MetadataQueries.catalogs(),
        Schemas.GET_CATALOGS_SCHEMA,
        context,
        listener);
  }

  @Override
  public void getStreamSchemas(
      FlightSql.CommandGetDbSchemas command, CallContext context, ServerStreamListener listener) {
    rows(command, MetadataQueries.schemas(command), Schemas.GET_SCHEMAS_SCHEMA, context, listener);
  }

  @Override
  public void getStreamTables(
      FlightSql.CommandGetTables command, CallContext context, ServerStreamListener listener) {
    MetadataQueries.Query query = MetadataQueries.tables(command);
    if (command.getIncludeSchema()) {
      rows(command, query, Schemas.GET_TABLES_SCHEMA, context, listener, DescribedTables::new);
    } else {
      rows(command, query, Schemas.GET_TABLES_SCHEMA_NO_SCHEMA, context, listener);
    }
  }

  @Override
  public void getStreamTableTypes(CallContext context, ServerStreamListener listener) {
    rows(
        FlightSql.CommandGetTableTypes.getDefaultInstance(),
        MetadataQueries.tableTypes(),
        Schemas.GET_TABLE_TYPES_SCHEMA,
        context,
        listener);
  }

  @Override
  public void getStreamPrimaryKeys(
      FlightSql.CommandGetPrimaryKeys command, CallContext context, ServerStreamListener listener) {
    rows(
        command,
        MetadataQueries.primaryKeys(command),
        Schemas.GET_PRIMARY_KEYS_SCHEMA,
        context,
        listener);
  }

  @Override
  public void getStreamExportedKeys(
      FlightSql.CommandGetExportedKeys command,
      CallContext context,
      ServerStreamListener listener) {
    rows(
        command,
        MetadataQueries.exportedKeys(command),
        Schemas.GET_EXPORTED_KEYS_SCHEMA,
        context,
        listener);
  }

  @Override
  public void getStreamImportedKeys(
      FlightSql.CommandGetImportedKeys command,
      CallContext context,
      ServerStreamListener listener) {
    rows(
        command,
        MetadataQueries.importedKeys(command),
        Schemas.GET_IMPORTED_KEYS_SCHEMA,
        context,
        listener);
  }

  @Override
  public void getStreamCrossReference(
      FlightSql.CommandGetCrossReference command,
      CallContext context,
      ServerStreamListener listener) {
    rows(
        command,
        MetadataQueries.crossReference(command),
        Schemas.GET_CROSS_REFERENCE_SCHEMA,
        context,
        listener);
  }

  private void rows(
      Message ticket,
      MetadataQueries.Query query,
      Schema schema,
      CallContext context,
      ServerStreamListener listener) {
    rows(ticket, query, schema, context, listener, UnaryOperator.identity());
  }

  private void rows(
      Message ticket,
      MetadataQueries.Query query,
      Schema schema,
      CallContext context,
      ServerStreamListener listener,
      UnaryOperator<QueryResult> change) {
    stream(
        context,
        listener,
        "",
        Any.pack(ticket),
        () -> {
          ClientSession session = sessions().of(context);
          StatementText text = session.one(query.sql());
          return session.execution(
              engine -> change.apply(engine.execute(text, query.parameters(), Duration.ZERO)));
        },
        Optional.of(schema));
  }
}

package org.rhodb.engine.plan;

import static java.util.Objects.requireNonNull;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.calcite.jdbc.CalciteSchema;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.schema.Table;
import org.apache.calcite.schema.impl.AbstractSchema;
import org.apache.calcite.schema.impl.AbstractTable;

/** The store's tables and a statement's islands, where the validator looks names up. */
final class StoreSchema {
  /** The schema that islands stand in; its tables are named i0, i1, .. */
  static final String ISLAND_SCHEMA = "rhodb_island";

  /** The schema that unqualified names are looked up in. */
  static final String DEFAULT_SCHEMA = "main";

  private static final String TEMPORARY_DATABASE = "temp";

  private StoreSchema() {}

  /** Returns a new root: each schema on its own, and again inside its database. */
  static CalciteSchema of(List<SchemaSource.Table> tables, List<PlannedIsland> islands) {
    Map<String, Map<String, Map<String, Table>>> databases = new TreeMap<>();
    for (SchemaSource.Table table : tables) {
      databases
          .computeIfAbsent(table.database(), d -> new TreeMap<>())
          .computeIfAbsent(table.schema(), s -> new HashMap<>())
          .put(table.name(), new StoreTable(table));
    }
    CalciteSchema root = CalciteSchema.createRootSchema(false, false);
    databases.forEach(
        (database, schemas) -> {
          CalciteSchema within = root.add(database, new AbstractSchema());
          schemas.forEach((schema, content) -> within.add(schema, new FixedSchema(content)));
        });
    unqualified(databases).forEach((schema, content) -> root.add(schema, new FixedSchema(content)));
    Map<String, Table> islandTables = new HashMap<>();
    islands.forEach(island -> islandTables.put(tableName(island), new IslandTable(island)));
    root.add(ISLAND_SCHEMA, new FixedSchema(islandTables));
    return root;
  }

  /** Returns the name of an island's table. */
  static String tableName(PlannedIsland island) {
    return "i" + island.id();
  }

  /**
   * Returns what a name without a database means: the temporary table, else the only one of that
   * name. A name that stands in several databases is left out, so that nothing is planned with the
   * wrong one.
   */
  private static Map<String, Map<String, Table>> unqualified(
      Map<String, Map<String, Map<String, Table>>> databases) {
    Map<String, Map<String, Table>> merged = new TreeMap<>();
    Map<String, Set<String>> ambiguous = new TreeMap<>();
    databases.forEach(
        (database, schemas) ->
            schemas.forEach(
                (schema, tables) -> {
                  Map<String, Table> known = merged.computeIfAbsent(schema, s -> new HashMap<>());
                  tables.forEach(
                      (name, table) -> {
                        if (known.putIfAbsent(name, table) != null) {
                          ambiguous.computeIfAbsent(schema, s -> new HashSet<>()).add(name);
                        }
                      });
                }));
    ambiguous.forEach(
        (schema, names) -> requireNonNull(merged.get(schema)).keySet().removeAll(names));
    databases
        .getOrDefault(TEMPORARY_DATABASE, Map.of())
        .forEach((schema, tables) -> requireNonNull(merged.get(schema)).putAll(tables));
    return merged;
  }

  /** A schema of given tables. */
  private static final class FixedSchema extends AbstractSchema {
    private final Map<String, Table> tables;

    FixedSchema(Map<String, Table> tables) {
      this.tables = Map.copyOf(tables);
    }

    @Override
    protected Map<String, Table> getTableMap() {
      return tables;
    }
  }

  /** A table or view of the store: columns, nothing else. */
  private static final class StoreTable extends AbstractTable {
    private final SchemaSource.Table table;

    StoreTable(SchemaSource.Table table) {
      this.table = table;
    }

    @Override
    public RelDataType getRowType(RelDataTypeFactory typeFactory) {
      RelDataTypeFactory.Builder builder = typeFactory.builder();
      for (SchemaSource.TableColumn column : table.columns()) {
        builder.add(column.name(), StoreTypes.of(column.type(), typeFactory));
      }
      return builder.build();
    }
  }
}

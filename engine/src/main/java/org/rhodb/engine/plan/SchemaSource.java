package org.rhodb.engine.plan;

import static java.util.Objects.requireNonNull;

import java.util.List;

/** What the store holds, as far as planning needs it; asked only for statements with islands. */
public interface SchemaSource {

  /** Returns a number that changes whenever a table, a view, a macro or a function may have. */
  long version();

  /** Returns every table and view that SQL can name. */
  List<Table> tables();

  /** Returns every function and macro that SQL can call; overloads may repeat a name. */
  List<Function> functions();

  /**
   * Returns whether text compares byte by byte, NULLs sort last and ORDER BY means ascending: the
   * settings default_collation, default_null_order and default_order are as delivered.
   */
  boolean isOrderingStandard();

  /**
   * A table or view.
   *
   * @param database the catalog it is in, such as {@code catalog}
   * @param schema such as {@code main}
   */
  record Table(String database, String schema, String name, List<TableColumn> columns) {
    public Table {
      requireNonNull(database, "database is null");
      requireNonNull(schema, "schema is null");
      requireNonNull(name, "name is null");
      columns = List.copyOf(columns);
    }
  }

  /**
   * A column of a table.
   *
   * @param type the store's name of its type, such as {@code DECIMAL(18,3)} or {@code INTEGER[]}
   */
  record TableColumn(String name, String type) {
    public TableColumn {
      requireNonNull(name, "name is null");
      requireNonNull(type, "type is null");
    }
  }

  /** Kinds of function that an expression can call. */
  enum FunctionKind {
    /** One value a row. */
    SCALAR,
    /** One value a group. */
    AGGREGATE,
    /** Text that replaces the call; its value may be anything. */
    MACRO
  }

  /**
   * A function or macro.
   *
   * @param returnType the store's name of the type; empty: unknown or depends on the arguments
   * @param isVolatile whether two calls with the same arguments may differ, as for random()
   * @param isUserDefined whether it is the user's own rather than delivered with the store
   */
  record Function(
      String name,
      FunctionKind kind,
      String returnType,
      boolean isVolatile,
      boolean isUserDefined) {
    public Function {
      requireNonNull(name, "name is null");
      requireNonNull(kind, "kind is null");
      requireNonNull(returnType, "returnType is null");
    }
  }
}

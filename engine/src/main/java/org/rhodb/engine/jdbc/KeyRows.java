package org.rhodb.engine.jdbc;

import java.sql.DatabaseMetaData;

/** Queries of the store's catalog that give keys and indexes as JDBC's specification wants them. */
final class KeyRows {
  private static final String SCHEMA =
      " database_name = current_database() AND schema_name LIKE ? ESCAPE '\\'";

  /** Columns of getPrimaryKeys. */
  static final String PRIMARY =
      "TABLE_CAT VARCHAR, TABLE_SCHEM VARCHAR, TABLE_NAME VARCHAR, COLUMN_NAME VARCHAR,"
          + " KEY_SEQ SMALLINT, PK_NAME VARCHAR";

  /** Rows of getPrimaryKeys; parameters: schema pattern, table. */
  static final String PRIMARY_QUERY =
      "SELECT NULL, schema_name, table_name, unnest(constraint_column_names) AS name,"
          + " unnest(range(1, len(constraint_column_names) + 1))::SMALLINT, constraint_name"
          + " FROM duckdb_constraints() WHERE"
          + SCHEMA
          + " AND table_name = ? AND constraint_type = 'PRIMARY KEY' ORDER BY name";

  /** Columns of getImportedKeys, getExportedKeys and getCrossReference. */
  static final String FOREIGN =
      "PKTABLE_CAT VARCHAR, PKTABLE_SCHEM VARCHAR, PKTABLE_NAME VARCHAR, PKCOLUMN_NAME VARCHAR,"
          + " FKTABLE_CAT VARCHAR, FKTABLE_SCHEM VARCHAR, FKTABLE_NAME VARCHAR,"
          + " FKCOLUMN_NAME VARCHAR, KEY_SEQ SMALLINT, UPDATE_RULE SMALLINT,"
          + " DELETE_RULE SMALLINT, FK_NAME VARCHAR, PK_NAME VARCHAR, DEFERRABILITY SMALLINT";

  /**
   * Rows of the three; a foreign key lies in the schema of the table it points to. Parameters:
   * schema pattern, patterns of the table that is pointed to and of the one that points.
   */
  static final String FOREIGN_QUERY =
      "SELECT NULL, f.schema_name AS ps, f.referenced_table AS pt,"
          + " unnest(f.referenced_column_names), NULL, f.schema_name AS fs, f.table_name AS ft,"
          + " unnest(f.constraint_column_names),"
          + " unnest(range(1, len(f.constraint_column_names) + 1))::SMALLINT AS seq, "
          + DatabaseMetaData.importedKeyRestrict
          + "::SMALLINT, "
          + DatabaseMetaData.importedKeyRestrict
          + "::SMALLINT, f.constraint_name, (SELECT min(p.constraint_name)"
          + " FROM duckdb_constraints() p WHERE p.database_name = f.database_name"
          + " AND p.schema_name = f.schema_name AND p.table_name = f.referenced_table"
          + " AND p.constraint_type IN ('PRIMARY KEY', 'UNIQUE')"
          + " AND p.constraint_column_names = f.referenced_column_names), "
          + DatabaseMetaData.importedKeyNotDeferrable
          + "::SMALLINT FROM duckdb_constraints() f WHERE f.constraint_type = 'FOREIGN KEY' AND"
          + SCHEMA
          + " AND f.referenced_table LIKE ? ESCAPE '\\' AND f.table_name LIKE ? ESCAPE '\\'";

  /** Columns of getIndexInfo. */
  static final String INDEX =
      "TABLE_CAT VARCHAR, TABLE_SCHEM VARCHAR, TABLE_NAME VARCHAR, NON_UNIQUE BOOLEAN,"
          + " INDEX_QUALIFIER VARCHAR, INDEX_NAME VARCHAR, TYPE SMALLINT,"
          + " ORDINAL_POSITION SMALLINT, COLUMN_NAME VARCHAR, ASC_OR_DESC VARCHAR,"
          + " CARDINALITY BIGINT, PAGES BIGINT, FILTER_CONDITION VARCHAR";

  /**
   * Rows of getIndexInfo: indexes, and those behind keys. Parameters: schema pattern, table,
   * whether only unique ones are asked for.
   */
  static final String INDEX_QUERY =
      "SELECT NULL, schema_name, table_name, NOT is_unique AS other, NULL, name AS index_name, "
          + DatabaseMetaData.tableIndexOther
          + "::SMALLINT, unnest(range(1, len(columns) + 1))::SMALLINT AS seq,"
          + " trim(unnest(columns), ' \"'), NULL, 0::BIGINT, 0::BIGINT, NULL FROM ("
          + "SELECT database_name, schema_name, table_name, is_unique, index_name AS name,"
          + " string_split(trim(expressions, '[]'), ',') AS columns FROM duckdb_indexes()"
          + " UNION ALL SELECT database_name, schema_name, table_name, true, constraint_name,"
          + " constraint_column_names FROM duckdb_constraints()"
          + " WHERE constraint_type IN ('PRIMARY KEY', 'UNIQUE')) WHERE"
          + SCHEMA
          + " AND table_name = ? AND (is_unique OR NOT ?) ORDER BY other, index_name, seq";

  private KeyRows() {}
}

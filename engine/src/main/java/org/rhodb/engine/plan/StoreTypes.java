package org.rhodb.engine.plan;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.calcite.jdbc.JavaTypeFactoryImpl;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rel.type.RelDataTypeSystem;
import org.apache.calcite.rel.type.RelDataTypeSystemImpl;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.jspecify.annotations.Nullable;
import org.rhodb.engine.row.ColumnType;

/**
 * The store's types as the planner's. A type the planner does not know becomes ANY, of which
 * nothing is concluded.
 */
final class StoreTypes {
  private static final Map<String, SqlTypeName> SIMPLE =
      Map.ofEntries(
          Map.entry("BOOLEAN", SqlTypeName.BOOLEAN),
          Map.entry("TINYINT", SqlTypeName.TINYINT),
          Map.entry("SMALLINT", SqlTypeName.SMALLINT),
          Map.entry("INTEGER", SqlTypeName.INTEGER),
          Map.entry("BIGINT", SqlTypeName.BIGINT),
          Map.entry("UTINYINT", SqlTypeName.SMALLINT),
          Map.entry("USMALLINT", SqlTypeName.INTEGER),
          Map.entry("UINTEGER", SqlTypeName.BIGINT),
          Map.entry("FLOAT", SqlTypeName.REAL),
          Map.entry("DOUBLE", SqlTypeName.DOUBLE),
          Map.entry("VARCHAR", SqlTypeName.VARCHAR),
          Map.entry("JSON", SqlTypeName.VARCHAR),
          Map.entry("UUID", SqlTypeName.VARCHAR),
          Map.entry("BLOB", SqlTypeName.VARBINARY),
          Map.entry("DATE", SqlTypeName.DATE),
          Map.entry("TIME", SqlTypeName.TIME),
          Map.entry("TIMESTAMP", SqlTypeName.TIMESTAMP));

  private static final int MAX_DECIMAL_DIGITS = 38;

  /**
   * Other names of types. Source: DuckDB 2.0, documentation of its data types, and {@code
   * duckdb_types()}.
   */
  private static final Map<String, String> ALIASES =
      Map.ofEntries(
          Map.entry("BOOL", "BOOLEAN"),
          Map.entry("LOGICAL", "BOOLEAN"),
          Map.entry("INT1", "TINYINT"),
          Map.entry("INT2", "SMALLINT"),
          Map.entry("SHORT", "SMALLINT"),
          Map.entry("INT4", "INTEGER"),
          Map.entry("SIGNED", "INTEGER"),
          Map.entry("INT8", "BIGINT"),
          Map.entry("LONG", "BIGINT"),
          Map.entry("INT128", "HUGEINT"),
          Map.entry("UINT8", "UTINYINT"),
          Map.entry("UINT16", "USMALLINT"),
          Map.entry("UINT32", "UINTEGER"),
          Map.entry("UINT64", "UBIGINT"),
          Map.entry("FLOAT4", "FLOAT"),
          Map.entry("FLOAT8", "DOUBLE"),
          Map.entry("TEXT", "VARCHAR"),
          Map.entry("STRING", "VARCHAR"),
          Map.entry("BPCHAR", "VARCHAR"),
          Map.entry("NVARCHAR", "VARCHAR"),
          Map.entry("BYTEA", "BLOB"),
          Map.entry("DATETIME", "TIMESTAMP"));

  private StoreTypes() {}

  /** Returns a new factory of the planner's types with the store's rules of arithmetic. */
  static RelDataTypeFactory newFactory() {
    return new JavaTypeFactoryImpl(new StoreTypeSystem()) {
      @Override
      public Charset getDefaultCharset() {
        return StandardCharsets.UTF_8;
      }
    };
  }

  /** Returns the type of an island's column, nullable. */
  static RelDataType of(ColumnType type, RelDataTypeFactory factory) {
    return switch (type) {
      case VARCHAR -> of("VARCHAR", factory);
      case BOOLEAN -> of("BOOLEAN", factory);
      case INTEGER -> of("INTEGER", factory);
      case BIGINT -> of("BIGINT", factory);
      case DOUBLE -> of("DOUBLE", factory);
    };
  }

  /** Returns the planner's name of a type; empty where it is the store's, too, or there is none. */
  static Optional<String> planned(String name) {
    String whole = ALIASES.getOrDefault(name, name);
    SqlTypeName simple = SIMPLE.get(whole);
    if (simple != null) {
      return simple.getName().equals(name) ? Optional.empty() : Optional.of(simple.getName());
    }
    return isWide(whole) ? Optional.of("DECIMAL(" + MAX_DECIMAL_DIGITS + ", 0)") : Optional.empty();
  }

  /** Whether a type's values are whole numbers beyond BIGINT. */
  private static boolean isWide(String name) {
    return name.equals("HUGEINT") || name.equals("UBIGINT") || name.equals("UHUGEINT");
  }

  /** Returns the type of the store's name, such as {@code DECIMAL(18,3)}, nullable. */
  static RelDataType of(String name, RelDataTypeFactory factory) {
    String upper = name.toUpperCase(Locale.ROOT);
    RelDataType type;
    SqlTypeName simple = SIMPLE.get(upper);
    if (simple == SqlTypeName.VARCHAR) {
      type =
          factory.createTypeWithCharsetAndCollation(
              factory.createSqlType(simple),
              StandardCharsets.UTF_8,
              org.apache.calcite.sql.SqlCollation.IMPLICIT);
    } else if (simple != null) {
      type = factory.createSqlType(simple);
    } else if (isWide(upper)) {
      type = factory.createSqlType(SqlTypeName.DECIMAL, MAX_DECIMAL_DIGITS, 0);
    } else if (upper.startsWith("DECIMAL(") && upper.endsWith(")")) {
      type = decimal(upper.substring("DECIMAL(".length(), upper.length() - 1), factory);
    } else if (upper.startsWith("ENUM(")) {
      type = of("VARCHAR", factory);
    } else {
      type = factory.createSqlType(SqlTypeName.ANY);
    }
    return factory.createTypeWithNullability(type, true);
  }

  private static RelDataType decimal(String digits, RelDataTypeFactory factory) {
    int comma = digits.indexOf(',');
    int precision = Integer.parseInt(digits.substring(0, comma).strip());
    int scale = Integer.parseInt(digits.substring(comma + 1).strip());
    return factory.createSqlType(SqlTypeName.DECIMAL, precision, scale);
  }

  /** What arithmetic gives in the store: 7/2 is 3.5, an average is DOUBLE. */
  private static final class StoreTypeSystem extends RelDataTypeSystemImpl {
    @Override
    public int getMaxPrecision(SqlTypeName typeName) {
      return typeName == SqlTypeName.DECIMAL
          ? MAX_DECIMAL_DIGITS
          : RelDataTypeSystem.DEFAULT.getMaxPrecision(typeName);
    }

    @Override
    public int getMaxScale(SqlTypeName typeName) {
      return typeName == SqlTypeName.DECIMAL
          ? MAX_DECIMAL_DIGITS
          : RelDataTypeSystem.DEFAULT.getMaxScale(typeName);
    }

    @Override
    public RelDataType deriveAvgAggType(RelDataTypeFactory factory, RelDataType argument) {
      return of("DOUBLE", factory);
    }

    @Override
    public RelDataType deriveSumType(RelDataTypeFactory factory, RelDataType argument) {
      return of(SqlTypeUtil.isIntType(argument) ? "HUGEINT" : "DOUBLE", factory);
    }

    @Override
    public org.apache.calcite.rel.type.@Nullable RelDataType deriveDecimalDivideType(
        RelDataTypeFactory factory, RelDataType dividend, RelDataType divisor) {
      boolean isExact = SqlTypeUtil.isExactNumeric(dividend) && SqlTypeUtil.isExactNumeric(divisor);
      return isExact ? of("DOUBLE", factory) : null;
    }

    /** IN lists of texts of several lengths are not padded with blanks. */
    @Override
    public boolean shouldConvertRaggedUnionTypesToVarying() {
      return true;
    }
  }
}

package org.rhodb.engine.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.SqlAggFunction;
import org.apache.calcite.sql.SqlBasicFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlOperatorTable;
import org.apache.calcite.sql.SqlSyntax;
import org.apache.calcite.sql.fun.SqlLibraryOperators;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.type.SqlReturnTypeInference;
import org.apache.calcite.sql.validate.SqlNameMatcher;
import org.apache.calcite.util.Optionality;
import org.rhodb.engine.plan.SchemaSource.FunctionKind;

/**
 * The store's functions as the validator's: standard SQL's own first, then every other function of
 * the store, which takes any arguments.
 *
 * <p>Macros are left out: one may hide an aggregate or a subquery, so a statement that calls one is
 * not planned. A user's function or macro hides the standard one of its name.
 */
final class StoreFunctions implements SqlOperatorTable {
  /** Functions that turn one row into several or none, whatever the catalog calls them. */
  private static final Set<String> ROW_MAKERS = Set.of("unnest", "generate_subscripts");

  private final Map<String, List<SqlOperator>> byName = new HashMap<>();
  private final Set<String> hidden = new HashSet<>();

  StoreFunctions(List<SchemaSource.Function> functions, RelDataTypeFactory types) {
    Map<String, List<SchemaSource.Function>> overloads = new HashMap<>();
    for (SchemaSource.Function function : functions) {
      String name = function.name().toLowerCase(Locale.ROOT);
      if (function.isUserDefined()) {
        hidden.add(name);
      }
      overloads.computeIfAbsent(name, n -> new ArrayList<>()).add(function);
    }
    overloads.forEach(
        (name, list) -> {
          boolean isOpaque = list.stream().anyMatch(f -> f.kind() == FunctionKind.MACRO);
          if (!isOpaque && !ROW_MAKERS.contains(name)) {
            byName.put(name, List.of(operator(name, list, types)));
          }
        });
  }

  private static SqlOperator operator(
      String name, List<SchemaSource.Function> overloads, RelDataTypeFactory types) {
    Set<RelDataType> results = new HashSet<>();
    overloads.forEach(f -> results.add(StoreTypes.of(f.returnType(), types)));
    RelDataType result = results.size() == 1 ? results.iterator().next() : StoreTypes.of("", types);
    SqlReturnTypeInference inference = ReturnTypes.explicit(result);
    String upper = name.toUpperCase(Locale.ROOT);
    if (overloads.stream().anyMatch(f -> f.kind() == FunctionKind.AGGREGATE)) {
      return new StoreAggregate(upper, inference);
    }
    boolean isVolatile = overloads.stream().anyMatch(SchemaSource.Function::isVolatile);
    return SqlBasicFunction.create(upper, inference, OperandTypes.VARIADIC)
        .withFunctionType(SqlFunctionCategory.USER_DEFINED_FUNCTION)
        .withDeterministic(!isVolatile);
  }

  @Override
  public void lookupOperatorOverloads(
      SqlIdentifier name,
      SqlFunctionCategory category,
      SqlSyntax syntax,
      List<SqlOperator> operators,
      SqlNameMatcher matcher) {
    boolean isNamed = syntax == SqlSyntax.FUNCTION || syntax == SqlSyntax.FUNCTION_STAR;
    String key = name.isSimple() ? name.getSimple().toLowerCase(Locale.ROOT) : "";
    int before = operators.size();
    if (!isNamed || !hidden.contains(key)) {
      SqlStdOperatorTable.instance()
          .lookupOperatorOverloads(name, category, syntax, operators, matcher);
    }
    boolean isStandard = operators.size() > before;
    if (isNamed && !isStandard) {
      operators.addAll(byName.getOrDefault(key, List.of()));
    }
    if (syntax == SqlSyntax.BINARY && name.getSimple().equals("::")) {
      operators.add(SqlLibraryOperators.INFIX_CAST);
    }
  }

  @Override
  public List<SqlOperator> getOperatorList() {
    return SqlStdOperatorTable.instance().getOperatorList();
  }

  /** An aggregate of the store that standard SQL lacks; nothing is concluded from it. */
  private static final class StoreAggregate extends SqlAggFunction {
    StoreAggregate(String name, SqlReturnTypeInference inference) {
      super(
          name,
          null,
          SqlKind.OTHER_FUNCTION,
          inference,
          null,
          OperandTypes.VARIADIC,
          SqlFunctionCategory.USER_DEFINED_FUNCTION,
          false,
          false,
          Optionality.OPTIONAL);
    }
  }
}

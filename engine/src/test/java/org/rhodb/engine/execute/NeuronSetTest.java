package org.rhodb.engine.execute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;
import org.rhodb.engine.row.Column;
import org.rhodb.engine.row.ColumnType;

class NeuronSetTest {
  private static final List<Column> COLUMNS =
      List.of(
          new Column("rho", ColumnType.DOUBLE, ""),
          new Column("Neuron", ColumnType.INTEGER, ""),
          new Column("layer", ColumnType.DOUBLE, ""),
          new Column("checkpoint", ColumnType.BIGINT, ""),
          new Column("model", ColumnType.VARCHAR, ""));

  private final TestCatalog catalog = new TestCatalog();

  @BeforeEach
  void addModels() {
    catalog.add("Alias", TestCatalog.config(3, 8), 10, 20);
    catalog.add("battlestar", TestCatalog.config(2, 4), 10);
  }

  @Test
  void takesEveryNeuronOnceWhateverTheCaseOfItsModel() {
    NeuronSet set =
        read(
            row(0.5, 7L, 2.0, 20L, "alias"),
            row(null, 7L, 2.0, 20L, "ALIAS"),
            row(0.6, 1L, 0.0, 20L, "Alias"),
            row(0.6, 3L, 1.0, 10L, "battlestar"));
    assertThat(set.members()).hasSize(2);
    NeuronSet.Members alias = set.members("Alias", 20).orElseThrow();
    assertThat(alias.size()).isEqualTo(2);
    assertThat(alias.layer(2).stream()).containsExactly(7);
    assertThat(alias.layer(0).stream()).containsExactly(1);
    assertThat(alias.layer(1).isEmpty()).isTrue();
    assertThat(set.members("Alias", 10)).isEmpty();
    assertThat(set.models()).extracting("name").containsExactly("Alias", "battlestar");
  }

  @Test
  void isEmptyWithoutRows() {
    assertThat(read().isEmpty()).isTrue();
    assertThat(read().members()).isEmpty();
  }

  @Test
  void namesTheColumnsThatAreMissingAndThoseThatAreThere() {
    List<Column> columns = List.of(COLUMNS.get(0), COLUMNS.get(1), COLUMNS.get(4));
    assertThatThrownBy(() -> NeuronSet.read(columns, TestRows.source(List.of()), catalog))
        .hasMessage("the neurons lack columns 'checkpoint', 'layer'")
        .isInstanceOfSatisfying(
            QueryException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.A211);
              assertThat(e.hint()).isEqualTo("columns there are: rho, Neuron, model");
            });
  }

  @Test
  void refusesWhatTheModelDoesNotHave() {
    refuses(
        ErrorCode.A201, "unknown model 'gamma' among the neurons", row(1.0, 0L, 0.0, 10L, "gamma"));
    refuses(ErrorCode.A202, "model 'Alias' has no checkpoint 30", row(1.0, 0L, 0.0, 30L, "alias"));
    refuses(
        ErrorCode.A212,
        "Alias@10 has no layer 3: its layers are 0 to 2",
        row(1.0, 0L, 3.0, 10L, "alias"));
    refuses(
        ErrorCode.A212,
        "Alias@10 has no neuron 8 in layer 2: its neurons are 0 to 7",
        row(1.0, 8L, 2.0, 10L, "alias"));
    refuses(
        ErrorCode.A212,
        "Alias@10 has no neuron -1 in layer 2: its neurons are 0 to 7",
        row(1.0, -1L, 2.0, 10L, "alias"));
  }

  @Test
  void refusesNullsAndFractionsByTheNameOfTheirColumn() {
    refuses(
        ErrorCode.A211, "column 'layer' of the neurons is NULL", row(1.0, 0L, null, 10L, "alias"));
    refuses(ErrorCode.A211, "column 'model' of the neurons is NULL", row(1.0, 0L, 0.0, 10L, null));
    refuses(
        ErrorCode.A208,
        "column 'layer' of the neurons holds 0.5; it takes whole numbers",
        row(1.0, 0L, 0.5, 10L, "alias"));
  }

  @Test
  void refusesColumnsOfTheWrongType() {
    List<Column> columns =
        List.of(
            new Column("model", ColumnType.BIGINT, ""),
            new Column("checkpoint", ColumnType.BIGINT, ""),
            new Column("layer", ColumnType.INTEGER, ""),
            new Column("neuron", ColumnType.INTEGER, ""));
    assertThatThrownBy(() -> NeuronSet.read(columns, TestRows.source(List.of()), catalog))
        .hasMessage("column 'model' of the neurons is BIGINT; it must be text");
  }

  private NeuronSet read(@Nullable Object[]... rows) {
    return NeuronSet.read(
        COLUMNS, TestRows.source(Stream.of(rows).map(Arrays::asList).toList()), catalog);
  }

  private void refuses(ErrorCode code, String message, @Nullable Object[] row) {
    assertThatThrownBy(() -> read(row))
        .hasMessage(message)
        .isInstanceOfSatisfying(QueryException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  private static @Nullable Object[] row(@Nullable Object... values) {
    return values;
  }
}

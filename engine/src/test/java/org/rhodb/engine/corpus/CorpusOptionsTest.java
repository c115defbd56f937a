package org.rhodb.engine.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;
import org.rhodb.grammar.Position;
import org.rhodb.grammar.tree.Literal;
import org.rhodb.grammar.tree.Name;

final class CorpusOptionsTest {
  private static final Position NAME = new Position(10, 14, 2, 3);
  private static final Position VALUE = new Position(17, 21, 2, 10);

  @Test
  void fillsInDefaultsForText() {
    assertThat(read(Map.of(), CorpusContent.TEXT))
        .isEqualTo(
            new CorpusOptions(
                "",
                "gpt2",
                512,
                Long.MAX_VALUE,
                true,
                true,
                Set.of(TokenRole.BOS, TokenRole.PADDING)));
    assertThat(read(Map.of(), CorpusContent.RECORDS).column()).isEqualTo("text");
  }

  @Test
  void addsNothingToIdsOfNoTokenizer() {
    CorpusOptions options = read(Map.of(), CorpusContent.IDS);
    assertThat(options.tokenizer()).isEqualTo("none");
    assertThat(options.isBosAdded()).isFalse();
    assertThat(options.isSeparated()).isFalse();
    assertThat(read(Map.of("tokenizer", "gpt2"), CorpusContent.IDS).isBosAdded()).isTrue();
  }

  @Test
  void readsEveryOption() {
    Map<String, Object> with =
        Map.of(
            "COLUMN",
            "body",
            "tokenizer",
            "bytes",
            "context",
            64L,
            "tokens",
            5e6,
            "bos",
            false,
            "separator",
            false,
            "mask",
            "bos, NEWLINE,padding");
    assertThat(read(with, CorpusContent.RECORDS))
        .isEqualTo(
            new CorpusOptions(
                "body",
                "bytes",
                64,
                5_000_000,
                false,
                false,
                Set.of(TokenRole.BOS, TokenRole.NEWLINE, TokenRole.PADDING)));
    assertThat(read(Map.of("mask", ""), CorpusContent.TEXT).masked())
        .containsExactly(TokenRole.PADDING);
  }

  @Test
  void pointsAtTheNameOfAnUnknownOption() {
    assertThatThrownBy(() -> read(Map.of("contxt", 64L), CorpusContent.TEXT))
        .isInstanceOfSatisfying(
            QueryException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.A207);
              assertThat(e).hasMessage("unknown option 'contxt'");
              assertThat(e.position()).contains(NAME);
              assertThat(e.hint()).startsWith("did you mean 'context'?  options: column, ");
            });
    assertRefused("column", "text", CorpusContent.TEXT, NAME, "JSONL and Parquet");
    assertRefused("column", "text", CorpusContent.IDS, NAME, "JSONL and Parquet");
  }

  @Test
  void pointsAtAValueThatAnOptionCannotTake() {
    assertRefused("context", 1L, CorpusContent.TEXT, VALUE, "2 to 1048576; found 1");
    assertRefused("context", 2.5, CorpusContent.TEXT, VALUE, "whole number; found '2.5'");
    assertRefused("context", "64", CorpusContent.TEXT, VALUE, "whole number; found '64'");
    assertRefused("tokens", 0L, CorpusContent.TEXT, VALUE, "at least 1; found 0");
    assertRefused("tokens", 1e300, CorpusContent.TEXT, VALUE, "whole number");
    assertRefused("bos", 1L, CorpusContent.TEXT, VALUE, "true or false; found '1'");
    assertRefused("bos", true, CorpusContent.IDS, VALUE, "end-of-text token");
    assertRefused("separator", true, CorpusContent.IDS, VALUE, "end-of-text token");
    assertRefused("mask", "bos,,padding", CorpusContent.TEXT, VALUE, "found ''");
    assertRefused("mask", "eos", CorpusContent.TEXT, VALUE, "found 'eos'");
    assertRefused("mask", true, CorpusContent.TEXT, VALUE, "text in quotes");
    assertRefused("tokenizer", "gpt3", CorpusContent.TEXT, VALUE, "unknown tokenizer 'gpt3'");
    assertRefused("tokenizer", "none", CorpusContent.TEXT, VALUE, "unknown tokenizer 'none'");
  }

  private static void assertRefused(
      String option, Object value, CorpusContent kind, Position at, String what) {
    assertThatThrownBy(() -> read(Map.of(option, value), kind))
        .isInstanceOfSatisfying(
            QueryException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.A207);
              assertThat(e.position()).contains(at);
            })
        .hasMessageContaining(what);
  }

  private static CorpusOptions read(Map<String, Object> with, CorpusContent kind) {
    Map<Name, Literal> options = new LinkedHashMap<>();
    with.forEach((name, value) -> options.put(new Name(name, NAME), new Literal(value, VALUE)));
    return CorpusOptions.read(options, kind);
  }
}

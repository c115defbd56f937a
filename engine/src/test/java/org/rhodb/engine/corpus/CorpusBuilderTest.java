package org.rhodb.engine.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;

final class CorpusBuilderTest {
  private static final byte CONTENT = TokenRole.CONTENT.code();
  private static final byte BOS = TokenRole.BOS.code();
  private static final byte SEPARATOR = TokenRole.SEPARATOR.code();
  private static final byte NEWLINE = TokenRole.NEWLINE.code();
  private static final byte PADDING = TokenRole.PADDING.code();

  @Test
  void packsDocumentsWithBosSeparatorNewlineAndPadding() {
    List<TokenBatch> sequences = pack(options(4, 1000, true, true), text("ab\n"), text("cd"));
    assertThat(sequences).hasSize(2);
    assertThat(sequences.get(0).ids()).containsExactly(256, 'a', 'b', '\n');
    assertThat(sequences.get(0).roles()).containsExactly(BOS, CONTENT, CONTENT, NEWLINE);
    assertThat(sequences.get(1).ids()).containsExactly(256, 256, 'c', 'd');
    assertThat(sequences.get(1).roles()).containsExactly(BOS, SEPARATOR, CONTENT, CONTENT);
  }

  @Test
  void padsTheLastSequenceWithEndOfText() {
    List<TokenBatch> sequences = pack(options(4, 1000, true, true), text("abcd"));
    assertThat(sequences.get(1).ids()).containsExactly(256, 'd', 256, 256);
    assertThat(sequences.get(1).roles()).containsExactly(BOS, CONTENT, PADDING, PADDING);
    assertThat(sequences.get(1).firstSequence()).isEqualTo(1);
  }

  @Test
  void beginsNoSequenceWithoutContent() {
    assertThat(pack(options(4, 1000, true, true), text("abc"))).hasSize(1);
  }

  @Test
  void refusesACorpusWithoutTokens() {
    assertThatThrownBy(() -> pack(options(4, 10, true, true), text("")))
        .isInstanceOfSatisfying(
            QueryException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.X407));
  }

  @Test
  void refusesIdsBeyondTheVocabulary() {
    assertThatThrownBy(
            () -> pack(options(4, 10, true, true), new Documents.Ids(new int[] {1, 257})))
        .hasMessageContaining("token 1 of the corpus has id 257")
        .hasMessageContaining("0 to 256");
  }

  @Test
  void tellsGivenEndOfTextByItsPosition() {
    List<TokenBatch> sequences =
        pack(options(3, 10, false, false), new Documents.Ids(new int[] {256, 5, 256, 6}));
    assertThat(sequences.get(0).roles()).containsExactly(BOS, CONTENT, SEPARATOR);
    assertThat(sequences.get(1).roles()).containsExactly(CONTENT, PADDING, PADDING);
  }

  @Test
  void countsTheVocabularyOfGivenIds() {
    CorpusOptions none = new CorpusOptions("", "none", 4, 100, false, false, Set.of());
    CorpusBuilder builder =
        CorpusBuilder.of(documents(new Documents.Ids(new int[] {7, 300, 2})), none);
    TokenBatch only = builder.next();
    assertThat(only).isNotNull();
    assertThat(only.ids()).containsExactly(7, 300, 2, 0);
    assertThat(builder.next()).isNull();
    assertThat(builder.dVocab()).isEqualTo(301);
  }

  @Property(tries = 500)
  void holdsExactlyTheTokensOfTheDocuments(
      @ForAll @Size(max = 6) List<@StringLength(max = 30) String> texts,
      @ForAll @IntRange(min = 2, max = 17) int context,
      @ForAll @IntRange(min = 1, max = 150) int limit,
      @ForAll boolean isBosAdded,
      @ForAll boolean isSeparated) {
    Tokenizer bytes = Tokenizer.named("bytes");
    List<Integer> stream = new ArrayList<>();
    for (String text : texts) {
      int[] ids = bytes.encode(text);
      if (ids.length > 0 && !stream.isEmpty() && isSeparated) {
        stream.add(256);
      }
      for (int id : ids) {
        stream.add(id);
      }
    }
    Documents.Piece[] pieces =
        texts.stream()
            .flatMap(
                t ->
                    List.of(
                        new Documents.Text(t.substring(0, t.length() / 2), false),
                        new Documents.Text(t.substring(t.length() / 2), true))
                        .stream())
            .toArray(Documents.Piece[]::new);
    if (stream.isEmpty()) {
      assertThatThrownBy(() -> pack(options(context, limit, isBosAdded, isSeparated), pieces))
          .isInstanceOf(QueryException.class);
      return;
    }
    List<TokenBatch> sequences = pack(options(context, limit, isBosAdded, isSeparated), pieces);
    List<Integer> content = new ArrayList<>();
    int tokens = 0;
    for (TokenBatch sequence : sequences) {
      for (int p = 0; p < context; p++) {
        int role = sequence.roles()[p];
        assertThat(role == BOS).isEqualTo(isBosAdded && p == 0);
        tokens += role == PADDING ? 0 : 1;
        if (role != BOS && role != PADDING) {
          content.add(sequence.ids()[p]);
        }
      }
    }
    int perSequence = context - (isBosAdded ? 1 : 0);
    int all = stream.size() + (isBosAdded ? (stream.size() + perSequence - 1) / perSequence : 0);
    assertThat(tokens).isEqualTo(Math.min(limit, all));
    assertThat(stream.subList(0, content.size())).isEqualTo(content);
    assertThat(sequences).hasSize((tokens + context - 1) / context);
  }

  private static Documents.Piece text(String text) {
    return new Documents.Text(text);
  }

  private static CorpusOptions options(int context, long tokens, boolean bos, boolean separator) {
    return new CorpusOptions("", "bytes", context, tokens, bos, separator, Set.of());
  }

  private static List<TokenBatch> pack(CorpusOptions options, Documents.Piece... pieces) {
    List<TokenBatch> sequences = new ArrayList<>();
    try (CorpusBuilder builder = CorpusBuilder.of(documents(pieces), options)) {
      for (TokenBatch next = builder.next(); next != null; next = builder.next()) {
        sequences.add(next);
      }
    }
    return sequences;
  }

  private static Documents documents(Documents.Piece... pieces) {
    Iterator<Documents.Piece> iterator = Arrays.asList(pieces).iterator();
    return new Documents() {
      @Override
      public boolean hasNext() {
        return iterator.hasNext();
      }

      @Override
      public Documents.Piece next() {
        return iterator.next();
      }

      @Override
      public void close() {}
    };
  }
}

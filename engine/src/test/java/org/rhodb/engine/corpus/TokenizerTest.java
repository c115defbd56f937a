package org.rhodb.engine.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.rhodb.engine.error.QueryException;

final class TokenizerTest {
  private static final Tokenizer GPT2 = Tokenizer.named("gpt2");
  private static final Tokenizer BYTES = Tokenizer.named("bytes");

  @Test
  void givesThePublishedIdsOfGpt2() {
    assertThat(GPT2.encode("Hello world")).containsExactly(15496, 995);
    assertThat(GPT2.encode("\n")).containsExactly(198);
    assertThat(GPT2.encode("The quick brown fox jumps over the lazy dog"))
        .containsExactly(464, 2068, 7586, 21831, 18045, 625, 262, 16931, 3290);
    assertThat(GPT2.dVocab()).isEqualTo(50257);
    assertThat(GPT2.endOfText()).isEqualTo(50256);
  }

  @Test
  void treatsNamesOfSpecialTokensInTextAsText() {
    assertThat(GPT2.encode("<|endoftext|>")).hasSizeGreaterThan(1).doesNotContain(50256);
  }

  @Test
  void givesTheBytesOfUtf8() {
    assertThat(BYTES.encode("aé€😀\n"))
        .containsExactly(toInts("aé€😀\n".getBytes(StandardCharsets.UTF_8)));
    assertThat(BYTES.dVocab()).isEqualTo(257);
    assertThat(BYTES.endOfText()).isEqualTo(256);
  }

  @Test
  void encodesUnpairedSurrogatesAsReplacementCharacter() {
    assertThat(BYTES.encode("a\uD800b")).containsExactly(BYTES.encode("a\uFFFDb"));
    assertThat(BYTES.encode("\uDC00\uD83D")).containsExactly(BYTES.encode("\uFFFD\uFFFD"));
    assertThat(GPT2.encode("a\uD800b")).containsExactly(GPT2.encode("a\uFFFDb"));
  }

  @Test
  void writesPartsOfCharactersAsEscapes() {
    assertThat(BYTES.text('a')).isEqualTo("a");
    assertThat(BYTES.text(0xC3)).isEqualTo("\\xc3");
    assertThat(BYTES.text(256)).isEqualTo("<|endoftext|>");
    assertThat(GPT2.text(995)).isEqualTo(" world");
    assertThat(GPT2.text(50256)).isEqualTo("<|endoftext|>");
    // The first three of the four bytes of an emoji are one token.
    int[] emoji = GPT2.encode("😀");
    assertThat(IntStream.of(emoji).mapToObj(GPT2::text).collect(Collectors.joining()))
        .isEqualTo("\\xf0\\x9f\\x98\\x80");
  }

  @Test
  void knowsItsNewline() {
    for (Tokenizer tokenizer : List.of(GPT2, BYTES)) {
      assertThat(
              IntStream.range(0, tokenizer.dVocab()).filter(id -> tokenizer.text(id).equals("\n")))
          .containsExactly(tokenizer.newline());
    }
  }

  @Test
  void refusesUnknownNames() {
    assertThatThrownBy(() -> Tokenizer.named("gpt-2"))
        .isInstanceOfSatisfying(
            QueryException.class,
            e -> {
              assertThat(e).hasMessage("unknown tokenizer 'gpt-2'");
              assertThat(e.hint()).isEqualTo("did you mean 'gpt2'?  tokenizers: bytes, gpt2");
            });
  }

  @Property(tries = 300)
  void piecesGiveTheIdsOfTheWhole(
      @ForAll("texts") String text, @ForAll("tokenizers") String name, @ForAll long seed) {
    Tokenizer tokenizer = Tokenizer.named(name);
    Random random = new Random(seed);
    List<Integer> ids = new ArrayList<>();
    Tokenizer.Encoder encoder = tokenizer.encoder();
    for (int i = 0; i < text.length(); ) {
      int end = Math.min(text.length(), i + 1 + random.nextInt(40));
      encoder.add(text.substring(i, end), ids::add);
      i = end;
    }
    encoder.finish(ids::add);
    assertThat(ids).containsExactlyElementsOf(boxed(tokenizer.encode(text)));
  }

  @Test
  void piecesOfALongTextGiveTheIdsOfOneCall() {
    // Longer than the encoder's chunk, with everything GPT-2's splitting looks at.
    String[] parts = {
      "word", " don't", "we'll", "  ", "\n", "\n\n ", "12345", " 7", "é", "日本語", "。", "!?", "'",
      "'s", "\t", "\u00A0", "\u2003", "٣", "½", "e\u0301", "😀", "...", "</p>", "\r\n", "_x", "a1b2"
    };
    Random random = new Random(7);
    StringBuilder text = new StringBuilder();
    while (text.length() < 300_000) {
      text.append(parts[random.nextInt(parts.length)]);
    }
    var encoding =
        com.knuddels.jtokkit.Encodings.newLazyEncodingRegistry()
            .getEncoding(com.knuddels.jtokkit.api.EncodingType.R50K_BASE);
    assertThat(GPT2.encode(text.toString()))
        .isEqualTo(encoding.encodeOrdinary(text.toString()).toArray());
  }

  @Test
  void refusesWordsWithoutEnd() {
    Tokenizer.Encoder encoder = GPT2.encoder();
    String letters = "a".repeat(1 << 20);
    assertThatThrownBy(
            () -> {
              for (int i = 0; i < 5; i++) {
                encoder.add(letters, id -> {});
              }
            })
        .isInstanceOf(QueryException.class)
        .hasMessageContaining("4194304 characters without a word boundary");
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.strings()
        .withChars(" \n\t'’aszdmtlvre019.,!?éß日\u0301\u00A0\u2003\uD83D\uDE00")
        .ofMaxLength(400);
  }

  @Provide
  Arbitrary<String> tokenizers() {
    return Arbitraries.of("bytes", "gpt2");
  }

  private static int[] toInts(byte[] bytes) {
    return IntStream.range(0, bytes.length).map(i -> bytes[i] & 0xff).toArray();
  }

  private static List<Integer> boxed(int[] ids) {
    return IntStream.of(ids).boxed().toList();
  }
}

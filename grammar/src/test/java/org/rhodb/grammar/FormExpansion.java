package org.rhodb.grammar;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Function from a form, as help shows it, to every text of that form: each optional part without
 * and with it, each alternative once.
 */
final class FormExpansion {
  /** What stands for the words that users choose. */
  private static final Map<String, String> VALUES =
      Map.ofEntries(
          Map.entry("name", "a"),
          Map.entry("'source'", "'folder'"),
          Map.entry("step", "1000"),
          Map.entry("option", "context"),
          Map.entry("value", "512"),
          Map.entry("model", "a"),
          Map.entry("corpus", "pile"),
          Map.entry("query", "SELECT * FROM u"),
          Map.entry("n", "3"),
          Map.entry("first", "0"),
          Map.entry("last", "3"),
          Map.entry("statement", "SELECT 1"));

  /** What stands for three dots behind such a word and a comma. */
  private static final Map<String, String> FURTHER =
      Map.of("name", "b", "model", "b", "step", "2000", "value", "tokens = 9");

  private static final Map<String, StatementHelp> CLAUSES =
      Map.of("models", StatementHelp.MODELS, "checkpoints", StatementHelp.CHECKPOINTS);

  private final List<String> words;
  private int next;
  private String chosen = "";

  private FormExpansion(String form) {
    words = List.of(form.replaceAll("([\\[\\]{}(),@])", " $1 ").strip().split("\\s+"));
  }

  /** Returns the texts of a form. */
  static List<String> of(StatementHelp help) {
    List<String> texts = new FormExpansion(help.syntax()).alternatives();
    return texts.stream()
        .map(text -> text.replaceAll(" *@ *", "@").replaceAll("\\s+", " ").strip())
        .toList();
  }

  /** Reads up to the bracket that closes, or the end. */
  private List<String> alternatives() {
    List<String> all = new ArrayList<>(sequence());
    while (next < words.size() && words.get(next).equals("|")) {
      next++;
      all.addAll(sequence());
    }
    return all;
  }

  private List<String> sequence() {
    List<String> texts = List.of("");
    while (next < words.size() && !List.of("]", "}", "|").contains(words.get(next))) {
      texts = joined(texts, part(words.get(next++)));
    }
    return texts;
  }

  private List<String> part(String word) {
    if (word.equals("[") || word.equals("{")) {
      List<String> inner = new ArrayList<>(alternatives());
      next++;
      if (word.equals("[")) {
        inner.add("");
      }
      return inner;
    }
    if (CLAUSES.containsKey(word)) {
      return of(CLAUSES.get(word));
    }
    if (word.equals("...")) {
      return List.of(FURTHER.get(chosen));
    }
    // The step after @ is no list of its own.
    boolean isStepOfModel = word.equals("step") && words.get(next - 2).equals("@");
    chosen = FURTHER.containsKey(word) && !isStepOfModel ? word : chosen;
    return List.of(VALUES.getOrDefault(word, word));
  }

  private static List<String> joined(List<String> left, List<String> right) {
    List<String> texts = new ArrayList<>();
    for (String l : left) {
      right.forEach(r -> texts.add(l + " " + r));
    }
    return texts;
  }
}

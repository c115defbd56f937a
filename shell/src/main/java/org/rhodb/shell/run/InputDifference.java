package org.rhodb.shell.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** What two runs were made from and differ in: why their results may differ. */
final class InputDifference {
  private final Map<String, Object> first;
  private final Map<String, Object> second;
  private final List<String> sentences = new ArrayList<>();

  private InputDifference(Map<String, Object> first, Map<String, Object> second) {
    this.first = first;
    this.second = second;
  }

  /**
   * Returns a sentence for each thing that differs.
   *
   * @param first what {@code run.json} says of one run
   * @param second and of the other
   */
  static List<String> between(Map<String, Object> first, Map<String, Object> second) {
    InputDifference difference = new InputDifference(first, second);
    difference.compare();
    return List.copyOf(difference.sentences);
  }

  private void compare() {
    if (!of(first, "query", "name").equals(of(second, "query", "name"))) {
      sentences.add(
          "query " + of(first, "query", "name") + " became " + of(second, "query", "name"));
    } else if (!of(first, "query", "sha256").equals(of(second, "query", "sha256"))) {
      sentences.add("the text of the query differs");
    }
    compare("parameter %s", first.get("parameters"), second.get("parameters"));
    compare("model %s", weights(first), weights(second));
    compare("corpus %s", corpora(first), corpora(second));
    compare("%s", machine(first), machine(second));
  }

  private void compare(String what, Object before, Object after) {
    Map<String, String> one = texts(before);
    Map<String, String> other = texts(after);
    TreeSet<String> names = new TreeSet<>(one.keySet());
    names.addAll(other.keySet());
    for (String name : names) {
      String was = one.get(name);
      String is = other.get(name);
      String subject = String.format(Locale.ROOT, what, name);
      if (was == null || is == null) {
        sentences.add(subject + " is only in the " + (was == null ? "second" : "first"));
      } else if (!was.equals(is)) {
        sentences.add(subject + ": " + was + " became " + is);
      }
    }
  }

  private static Map<String, String> texts(Object map) {
    Map<String, String> texts = new TreeMap<>();
    RunFolder.map(map)
        .forEach((name, value) -> texts.put(String.valueOf(name), String.valueOf(value)));
    return texts;
  }

  private static Map<String, String> weights(Map<String, Object> run) {
    Map<String, String> weights = new TreeMap<>();
    RunFolder.map(run.get("models"))
        .forEach(
            (reference, model) ->
                weights.put(
                    String.valueOf(reference),
                    shortened(RunFolder.map(model).get("weights_sha256"))));
    return weights;
  }

  /** Corpora by name, where the database knew it. */
  private static Map<String, String> corpora(Map<String, Object> run) {
    Map<String, String> corpora = new TreeMap<>();
    RunFolder.map(run.get("corpora"))
        .forEach(
            (hash, corpus) -> {
              Object name = RunFolder.map(corpus).get("name");
              corpora.put(name == null ? shortened(hash) : name.toString(), shortened(hash));
            });
    return corpora;
  }

  /** What may change a result by rounding, and seeds; not threads, which change nothing. */
  private static Map<String, String> machine(Map<String, Object> run) {
    Map<String, String> machine = new TreeMap<>();
    for (String name : List.of("rhodb", "device", "seeds")) {
      machine.put(name, of(run, "environment", name));
    }
    return machine;
  }

  private static String of(Map<String, Object> run, String part, String name) {
    return String.valueOf(RunFolder.map(run.get(part)).get(name));
  }

  private static String shortened(Object hash) {
    String text = String.valueOf(hash);
    return text.substring(0, Math.min(12, text.length()));
  }
}

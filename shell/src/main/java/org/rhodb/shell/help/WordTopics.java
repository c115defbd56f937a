package org.rhodb.shell.help;

import java.util.Arrays;
import java.util.List;
import org.rhodb.grammar.QueryParser;
import org.rhodb.grammar.StatementHelp;
import org.rhodb.grammar.WordHelp;

/** Words of the language: what each says, and the forms it stands in. */
final class WordTopics {
  private WordTopics() {}

  static List<HelpTopic> all() {
    return QueryParser.dslWords().stream().map(WordTopics::topic).toList();
  }

  private static HelpTopic topic(String word) {
    String meaning = WordHelp.of(word).orElse("");
    return new HelpTopic(word, List.of(), meaning, () -> text(word, meaning));
  }

  private static String text(String word, String meaning) {
    StringBuilder text = new StringBuilder(word + ": " + meaning + "\n");
    Arrays.stream(StatementHelp.values())
        .filter(help -> List.of(help.syntax().split("[^A-Z0-9]+")).contains(word))
        .forEach(help -> text.append("  ").append(HelpText.wrap(help.syntax(), 4, 2)).append('\n'));
    return text.toString();
  }
}

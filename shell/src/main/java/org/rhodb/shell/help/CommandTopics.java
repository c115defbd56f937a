package org.rhodb.shell.help;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Commands of the command line with their options, from the commands' own annotations. */
final class CommandTopics {
  private static final String BENCH =
      """
      rhodb bench [NAME [ARGUMENTS]]: benchmarks, each table measured in one run
      Without a name it lists them with what they take. They stand among the tests of a clone, are
      built on first use, and are run by the launcher, so that no other command loads them.
      """;

  /** Commands of which there is more to say than their options. */
  private static final Set<String> EXPLAINED = Set.of("serve");

  private CommandTopics() {}

  private static String more(String command) {
    return EXPLAINED.contains(command) ? "\n" + HelpText.read(command + ".txt") : "";
  }

  /** Returns the command itself and those under it. */
  static List<HelpTopic> commands(CommandLine root) {
    List<HelpTopic> topics = new ArrayList<>();
    for (CommandLine line : lines(root)) {
      String name = line.getCommandSpec().qualifiedName();
      topics.add(
          new HelpTopic(
              name,
              List.of(line.getCommandName()),
              String.join(" ", line.getCommandSpec().usageMessage().description()),
              () -> line.getUsageMessage() + more(line.getCommandName())));
    }
    topics.add(
        new HelpTopic(
            "profile",
            List.of("profiles", "config"),
            "settings of the shell kept under a name",
            () -> HelpText.read("profile.txt")));
    topics.add(
        new HelpTopic("rhodb bench", List.of("bench"), "benchmarks, run by name", () -> BENCH));
    return topics;
  }

  /** Returns every option of every command, under all its names. */
  static List<HelpTopic> options(CommandLine root) {
    Map<String, StringBuilder> texts = new LinkedHashMap<>();
    Map<String, OptionSpec> options = new LinkedHashMap<>();
    for (CommandLine line : lines(root)) {
      CommandSpec command = line.getCommandSpec();
      for (OptionSpec option : command.options()) {
        options.putIfAbsent(option.longestName(), option);
        texts
            .computeIfAbsent(option.longestName(), name -> new StringBuilder())
            .append(form(command, option))
            .append(HelpText.wrap(String.join(" ", option.description()), 4, 4))
            .append('\n');
      }
    }
    List<HelpTopic> topics = new ArrayList<>();
    options.forEach(
        (name, option) ->
            topics.add(
                new HelpTopic(
                    name,
                    Arrays.stream(option.names()).filter(n -> !n.equals(name)).toList(),
                    String.join(" ", option.description()),
                    () -> String.valueOf(texts.get(name)))));
    return topics;
  }

  private static String form(CommandSpec command, OptionSpec option) {
    boolean isFlag = option.arity().max() == 0;
    return command.qualifiedName()
        + " "
        + String.join(", ", option.names())
        + (isFlag ? "" : " " + option.paramLabel())
        + "\n    ";
  }

  private static List<CommandLine> lines(CommandLine root) {
    List<CommandLine> lines = new ArrayList<>(List.of(root));
    lines.addAll(root.getSubcommands().values());
    return lines;
  }
}

package org.rhodb.shell.help;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.rhodb.engine.error.Suggestion;
import org.rhodb.shell.session.DotCommand;
import picocli.CommandLine;

/** What there is help on, by groups, and the way from a word to what there is to say on it. */
public final class Help {
  private static final int NAME_WIDTH = 13;

  /** Dot commands of which there is more to say than a line, and where it is said. */
  private static final Map<String, String> EXPLAINED = Map.of(".plot", "plot.txt");

  private final List<HelpGroup> groups;

  /**
   * Gathers what exists.
   *
   * @param dotCommands of the prompt
   * @param line the command line, made only if something is asked that nothing else explains
   */
  public Help(List<DotCommand> dotCommands, Supplier<CommandLine> line) {
    groups =
        List.of(
            new HelpGroup("statements", "", StatementTopics::all),
            new HelpGroup("functions", "", FunctionTopics::all),
            new HelpGroup("tables", "", TableTopics::all),
            new HelpGroup("columns", "", ColumnTopics::all),
            new HelpGroup("words", "", WordTopics::all),
            new HelpGroup("settings", SettingTopics.INTRODUCTION, SettingTopics::all),
            new HelpGroup("errors", "", ErrorTopics::all),
            new HelpGroup("dot commands", "", () -> dots(dotCommands)),
            new HelpGroup("formats", FormatTopics.INTRODUCTION, FormatTopics::all),
            new HelpGroup("saved queries", SavedQueryTopics.INTRODUCTION, SavedQueryTopics::all),
            new HelpGroup("charts", ChartTopics.INTRODUCTION, ChartTopics::all),
            new HelpGroup("jdbc", JdbcTopics.INTRODUCTION, JdbcTopics::all),
            new HelpGroup("commands", "", () -> CommandTopics.commands(line.get())),
            new HelpGroup("options", "", () -> CommandTopics.options(line.get())));
  }

  private static List<HelpTopic> dots(List<DotCommand> commands) {
    return commands.stream()
        .map(
            command ->
                new HelpTopic(
                    (command.name() + " " + command.argument()).strip(),
                    List.of(command.name()),
                    command.description(),
                    () -> dotText(command)))
        .toList();
  }

  private static String dotText(DotCommand command) {
    String more = EXPLAINED.get(command.name());
    String line = HelpText.entry(dot(command), command.description()).strip() + "\n";
    return more == null ? line : line + "\n" + HelpText.read(more);
  }

  private static String dot(DotCommand command) {
    return (command.name() + " " + command.argument()).strip();
  }

  /** Returns every group with the names in it. */
  public List<HelpGroup> groups() {
    return groups;
  }

  /** Returns the names of all groups and topics, for completion. */
  public List<String> names() {
    List<String> names = new ArrayList<>();
    for (HelpGroup group : groups) {
      names.add(group.name());
      group.topics().get().forEach(topic -> names.add(topic.name()));
    }
    return names;
  }

  /** Returns the list of all topics, a paragraph a group. */
  public String contents() {
    StringBuilder text = new StringBuilder();
    for (HelpGroup group : groups) {
      String start = String.format(Locale.ROOT, "%-" + NAME_WIDTH + "s ", group.name());
      String names =
          group.topics().get().stream().map(HelpTopic::name).collect(Collectors.joining(", "));
      text.append(start).append(HelpText.wrap(names, NAME_WIDTH + 1, start.length())).append('\n');
    }
    return text.toString();
  }

  /** Returns what there is to say on a topic, whatever the case, or nothing. */
  public Optional<String> find(String topic) {
    String wanted = topic.strip().replaceAll("\\s+", " ").toLowerCase(Locale.ROOT);
    List<String> found = new ArrayList<>();
    for (HelpGroup group : groups) {
      if (group.name().equals(wanted)) {
        found.add(group.text());
      }
    }
    for (HelpGroup group : groups) {
      if (isWorthAsking(group, wanted, found)) {
        group.topics().get().stream()
            .filter(t -> t.isCalled(wanted))
            .forEach(t -> found.add(t.text().get()));
      }
    }
    if (found.isEmpty()) {
      groups.stream()
          .flatMap(group -> group.topics().get().stream())
          .filter(t -> isMeant(t, wanted))
          .forEach(t -> found.add(t.text().get()));
    }
    return found.isEmpty() ? Optional.empty() : Optional.of(String.join("\n", found));
  }

  /** Returns whether a word that is no topic's name is part of this one's: its start, no dots. */
  private static boolean isMeant(HelpTopic topic, String wanted) {
    return topic.beginsWith(wanted)
        || wanted.equals(topic.name().replace(" ", ""))
        || topic.isCalled("." + wanted)
        || topic.isCalled("--" + wanted);
  }

  /** The command line is slow to make, and its names are no words of the language. */
  private static boolean isWorthAsking(HelpGroup group, String wanted, List<String> found) {
    boolean isOfCommandLine = group.name().equals("commands") || group.name().equals("options");
    return !isOfCommandLine || found.isEmpty() || wanted.startsWith("-");
  }

  /** Returns what to say where there is no help: the nearest name and the groups. */
  public String hint(String wanted) {
    String near =
        Suggestion.nearest(wanted, allNames()).map(n -> "did you mean '" + n + "'?  ").orElse("");
    return near
        + "topics: "
        + groups.stream().map(HelpGroup::name).collect(Collectors.joining(", "))
        + ", or a name from one of these lists";
  }

  private List<String> allNames() {
    List<String> names = new ArrayList<>();
    for (HelpGroup group : groups) {
      names.add(group.name());
      group.topics().get().forEach(topic -> names.addAll(topic.names()));
    }
    return names;
  }
}

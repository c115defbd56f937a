package org.rhodb.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.rhodb.engine.Engine;
import org.rhodb.engine.Options;
import org.rhodb.engine.QueryResult;
import org.rhodb.engine.Session;
import org.rhodb.engine.catalog.CatalogTable;
import org.rhodb.engine.corpus.CorpusOption;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.jdbc.RhoDriver;
import org.rhodb.engine.relation.Relation;
import org.rhodb.engine.row.Column;
import org.rhodb.engine.settings.Setting;
import org.rhodb.grammar.QueryParser;
import org.rhodb.grammar.StatementHelp;
import org.rhodb.grammar.StatementText;
import org.rhodb.grammar.WordHelp;
import org.rhodb.shell.chart.ChartKind;
import org.rhodb.shell.command.DotCommands;
import org.rhodb.shell.format.Formats;
import org.rhodb.shell.help.Help;
import org.rhodb.shell.help.HelpGroup;
import org.rhodb.shell.help.HelpTopic;
import org.rhodb.shell.saved.FrontMatterKey;
import org.rhodb.shell.session.DotCommand;
import org.rhodb.shell.session.Interruption;
import org.rhodb.shell.session.Screen;
import org.rhodb.shell.session.Surroundings;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** Whatever exists has its help: nothing is added without it. */
class HelpTest {
  private static final CommandLine LINE =
      new CommandTree(surroundings(), new Interruption()).line();
  private static final List<DotCommand> DOTS = DotCommands.all(() -> LINE);
  private static final Help HELP = new Help(DOTS, () -> LINE);

  @TempDir Path folder;

  private static Surroundings surroundings() {
    return new Surroundings(
        java.io.InputStream.nullInputStream(),
        java.io.Writer.nullWriter(),
        java.io.OutputStream.nullOutputStream(),
        java.io.Writer.nullWriter(),
        false,
        false,
        false,
        Screen.UNKNOWN,
        Map.of(),
        Path.of("").toAbsolutePath(),
        java.util.Optional.empty());
  }

  private static String on(String topic) {
    return HELP.find(topic).orElseThrow(() -> new AssertionError("no help on " + topic));
  }

  @ParameterizedTest
  @EnumSource
  void explainsEveryStatement(StatementHelp statement) {
    String text = on(statement.title());
    assertThat(text).startsWith(statement.title() + ": " + statement.synopsis() + "\n");
    assertThat(words(text))
        .contains(words(statement.syntax()))
        .contains(words(statement.example()));
  }

  static Stream<Relation> relations() {
    return Relation.all().stream();
  }

  @ParameterizedTest
  @MethodSource("relations")
  void explainsEveryRelationItsColumnsAndItsFunction(Relation relation) {
    String statement = words(on(relation.help().title()));
    for (Column column : relation.columns()) {
      assertThat(statement).contains(column.name() + " " + column.type());
      assertThat(statement).contains(words(column.description()));
      assertThat(words(on(column.name())))
          .contains(relation.help().title() + " " + words(column.description()));
    }
    String function = words(on(relation.function()));
    relation
        .parameters()
        .forEach(p -> assertThat(function).contains(p.key() + " " + p.type() + " "));
  }

  @Test
  void explainsEveryFunctionThatSqlHasHereAndNotElsewhere() throws SQLException {
    String functions = "SELECT DISTINCT function_name FROM duckdb_functions()";
    Set<String> ours = new TreeSet<>();
    try (Engine engine = Engine.open(Options.inMemory());
        Session session = engine.openSession();
        QueryResult result = session.execute(functions)) {
      while (result.next()) {
        ours.add(String.valueOf(result.value(0)));
      }
    }
    try (Connection plain = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = plain.createStatement();
        ResultSet result = statement.executeQuery(functions)) {
      while (result.next()) {
        ours.remove(result.getString(1));
      }
    }
    assertThat(ours).contains("universal_neurons", "settings").hasSizeGreaterThan(5);
    Set<String> named = names("functions");
    assertThat(ours).allMatch(f -> named.contains(f) || named.contains(f + "()"));
  }

  @Test
  void explainsEveryTableAndColumnOfTheCatalog() {
    Map<String, List<String>> columns = new LinkedHashMap<>();
    try (Engine engine = Engine.open(Options.inMemory());
        Session session = engine.openSession();
        QueryResult result =
            session.execute(
                "SELECT table_name, column_name FROM duckdb_columns()"
                    + " WHERE schema_name = 'rhodb' ORDER BY table_name, column_index")) {
      while (result.next()) {
        columns
            .computeIfAbsent(String.valueOf(result.value(0)), t -> new ArrayList<>())
            .add(String.valueOf(result.value(1)));
      }
    }
    assertThat(columns.keySet()).contains("models", "runs", "origins");
    columns.forEach(
        (table, own) -> {
          CatalogTable known = CatalogTable.of(table).orElseThrow(() -> new AssertionError(table));
          assertThat(known.columns().keySet()).as(table).containsExactlyElementsOf(own);
          assertThat(words(on("rhodb." + table))).contains(own);
        });
    assertThat(columns).hasSameSizeAs(CatalogTable.values());
  }

  static Stream<String> dslWords() {
    return QueryParser.dslWords().stream();
  }

  @ParameterizedTest
  @MethodSource("dslWords")
  void explainsEveryWordOfTheGrammar(String word) {
    assertThat(on(word)).contains(WordHelp.of(word).orElseThrow());
  }

  @ParameterizedTest
  @EnumSource
  void explainsEverySetting(Setting setting) {
    assertThat(words(on(setting.key())))
        .contains(words(setting.description()), setting.defaultValue());
    assertThat(words(on("settings"))).contains(setting.key() + " " + words(setting.description()));
  }

  @ParameterizedTest
  @EnumSource
  void explainsEveryErrorCode(ErrorCode code) {
    assertThat(on(code.name()).lines().toList())
        .hasSize(3)
        .allMatch(line -> !line.isBlank())
        .noneMatch(line -> line.contains("*"));
    assertThat(on("errors")).contains(code.name());
  }

  @ParameterizedTest
  @EnumSource
  void explainsEveryOptionOfACorpus(CorpusOption option) {
    assertThat(words(on("create corpus"))).contains(option.key() + " " + option.description());
  }

  @Test
  void explainsEveryDotCommand() {
    assertThat(DOTS).isNotEmpty();
    for (DotCommand command : DOTS) {
      assertThat(words(on(command.name()))).contains(command.description());
    }
  }

  @Test
  void explainsEveryCommandAndOptionOfTheCommandLine() {
    List<CommandLine> lines = new ArrayList<>(List.of(LINE));
    lines.addAll(LINE.getSubcommands().values());
    assertThat(lines).hasSizeGreaterThan(5);
    for (CommandLine line : lines) {
      assertThat(on(line.getCommandSpec().qualifiedName())).contains("Usage: ");
      assertThat(line.getCommandSpec().usageMessage().description()).isNotEmpty();
      for (OptionSpec option : line.getCommandSpec().options()) {
        for (String name : option.names()) {
          assertThat(words(on(name)))
              .contains(line.getCommandSpec().qualifiedName())
              .contains(words(String.join(" ", option.description())));
        }
      }
    }
  }

  @Test
  void explainsWhatTheLauncherDoesItself() throws IOException {
    String launcher = Files.readString(Path.of("../rhodb"), StandardCharsets.UTF_8);
    List<String> commands =
        Pattern.compile("\\$\\{1:-}\" = (\\w+)")
            .matcher(launcher)
            .results()
            .map(match -> match.group(1))
            .toList();
    assertThat(commands).contains("bench");
    commands.forEach(command -> assertThat(on(command)).contains("rhodb " + command));
  }

  @Test
  void explainsEveryFormat() {
    Formats.all().forEach(f -> assertThat(words(on(f.name()))).contains(f.description()));
  }

  @ParameterizedTest
  @EnumSource
  void explainsEveryKeyOfASavedQuery(FrontMatterKey key) {
    assertThat(words(on(key.path()))).contains(key.description());
  }

  @ParameterizedTest
  @EnumSource
  void explainsEveryChartAndItsOptions(ChartKind kind) {
    String text = on(kind.key());
    kind.options().forEach(option -> assertThat(text).contains("  " + option + " "));
  }

  @Test
  void explainsEveryKeyOfAJdbcUrl() {
    DriverPropertyInfo[] keys = new RhoDriver().getPropertyInfo("jdbc:rhodb:", null);
    assertThat(keys).hasSizeGreaterThan(2);
    for (DriverPropertyInfo key : keys) {
      assertThat(on(key.name)).contains("key of JDBC URLs");
      assertThat(on("jdbc")).contains(key.name);
    }
  }

  @Test
  void everyTopicIsFoundUnderAllItsNamesAndFitsAPage() {
    for (HelpGroup group : HELP.groups()) {
      assertThat(on(group.name())).isNotBlank();
      for (HelpTopic topic : group.topics().get()) {
        assertThat(topic.synopsis()).as(topic.name()).isNotBlank();
        assertThat(topic.text().get()).endsWith("\n").isNotBlank();
        assertThat(topic.text().get().lines()).allMatch(line -> line.length() <= 110);
        assertThat(on(topic.name())).contains(topic.text().get());
        topic.aliases().forEach(alias -> assertThat(on(alias)).contains(topic.text().get()));
      }
    }
  }

  @Test
  void examplesAreStatements() {
    int examples = 0;
    for (HelpTopic topic : HELP.groups().get(0).topics().get()) {
      String text = topic.text().get();
      int start = text.indexOf("for example:\n");
      if (start >= 0) {
        for (StatementText statement : QueryParser.split(text.substring(start + 13))) {
          assertThat(QueryParser.parse(statement)).isNotNull();
          examples++;
        }
      }
    }
    assertThat(examples).isGreaterThan(StatementHelp.values().length);
  }

  @ParameterizedTest
  @CsvSource({"once, .once", "read-only, --read-only"})
  void findsATopicByTheWordInItsName(String word, String topic) {
    assertThat(CommandRun.of(folder, "help", word).output())
        .contains(topic)
        .isEqualTo(CommandRun.of(folder, "help", "--", topic).output());
  }

  @ParameterizedTest
  @CsvSource({
    "corelate, correlate",
    "a23, A203",
    "memory_limt, memory_limit",
    "--reed-only, --read-only",
    "min_roh, min_rho",
    "heatmp, heatmap"
  })
  void suggestsWhatWasProbablyMeant(String wanted, String meant) {
    CommandRun run = CommandRun.of(folder, "help", "--", wanted);
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.errors()).contains("no help on '" + wanted + "'", "did you mean '" + meant);
    assertThat(run.output()).isEmpty();
  }

  @Test
  void listsAllThereIsByGroups() {
    String contents = words(CommandRun.of(folder, "help").output());
    for (HelpGroup group : HELP.groups()) {
      assertThat(contents).contains(group.name());
      group.topics().get().forEach(t -> assertThat(contents).contains(t.name()));
    }
  }

  private static Set<String> names(String group) {
    return HELP.groups().stream()
        .filter(g -> g.name().equals(group))
        .flatMap(g -> g.topics().get().stream())
        .map(HelpTopic::name)
        .collect(Collectors.toSet());
  }

  /** Returns the text on one line, for what help breaks into lines. */
  private static String words(String text) {
    return Arrays.stream(text.split("\\s+")).collect(Collectors.joining(" "));
  }
}

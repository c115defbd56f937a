package org.rhodb.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.execute.ablate.AblateExec;
import org.rhodb.engine.execute.activation.ActivationScanExec;
import org.rhodb.engine.execute.correlate.CorrelateExec;
import org.rhodb.engine.execute.correlate.UniversalExec;
import org.rhodb.engine.execute.persist.PersistExec;
import org.rhodb.engine.row.Column;
import org.rhodb.engine.settings.Setting;
import org.rhodb.grammar.Lexeme;
import org.rhodb.grammar.QueryParser;
import org.rhodb.grammar.StatementText;
import org.rhodb.grammar.SyntaxException;
import org.rhodb.shell.chart.ChartKind;
import org.rhodb.shell.format.Formats;
import org.rhodb.shell.format.OutputFormat;
import org.rhodb.shell.help.HelpText;
import org.rhodb.shell.session.DotCommand;

/** What exists is documented and tested, and what is documented exists. */
final class ReferenceTest {
  /** Errors that no script can meet in memory, and the test that meets them. */
  private static final Map<ErrorCode, String> TESTED_ELSEWHERE = new EnumMap<>(ErrorCode.class);

  static {
    TESTED_ELSEWHERE.put(ErrorCode.S102, "grammar/src/test");
    TESTED_ELSEWHERE.put(ErrorCode.S103, "grammar/src/test");
    TESTED_ELSEWHERE.put(ErrorCode.S104, "grammar/src/test");
    TESTED_ELSEWHERE.put(ErrorCode.S106, "shell/src/test");
    TESTED_ELSEWHERE.put(ErrorCode.A213, "shell/src/test");
    TESTED_ELSEWHERE.put(ErrorCode.U301, "connectors/src/test");
    TESTED_ELSEWHERE.put(ErrorCode.U303, "engine/src/test");
    TESTED_ELSEWHERE.put(ErrorCode.U304, "connectors/src/test");
    TESTED_ELSEWHERE.put(ErrorCode.U305, "engine/src/test");
    TESTED_ELSEWHERE.put(ErrorCode.X402, "engine/src/test");
    TESTED_ELSEWHERE.put(ErrorCode.X403, "connectors/src/test");
    TESTED_ELSEWHERE.put(ErrorCode.X404, "connectors/src/test");
    TESTED_ELSEWHERE.put(ErrorCode.X405, "connectors/src/test");
    TESTED_ELSEWHERE.put(ErrorCode.X406, "engine/src/test");
    TESTED_ELSEWHERE.put(ErrorCode.X407, "connectors/src/test");
    TESTED_ELSEWHERE.put(ErrorCode.X408, "connectors/src/test");
    TESTED_ELSEWHERE.put(ErrorCode.X409, "engine/src/test");
    TESTED_ELSEWHERE.put(ErrorCode.X410, "tests/src/test");
    TESTED_ELSEWHERE.put(ErrorCode.R501, "engine/src/test");
    TESTED_ELSEWHERE.put(ErrorCode.R502, "engine/src/test");
    TESTED_ELSEWHERE.put(ErrorCode.R503, "engine/src/test");
    TESTED_ELSEWHERE.put(ErrorCode.R504, "engine/src/test");
    TESTED_ELSEWHERE.put(ErrorCode.R505, "engine/src/test");
    TESTED_ELSEWHERE.put(ErrorCode.R506, "engine/src/test");
    TESTED_ELSEWHERE.put(ErrorCode.R507, "engine/src/test");
    TESTED_ELSEWHERE.put(ErrorCode.R508, "engine/src/test");
    TESTED_ELSEWHERE.put(ErrorCode.R509, "tests/src/test");
    TESTED_ELSEWHERE.put(ErrorCode.R510, "engine/src/test");
    TESTED_ELSEWHERE.put(ErrorCode.R511, "shell/src/test");
    TESTED_ELSEWHERE.put(ErrorCode.R512, "shell/src/test");
    TESTED_ELSEWHERE.put(ErrorCode.R513, "tests/src/test");
    TESTED_ELSEWHERE.put(ErrorCode.B901, "engine/src/test");
  }

  @Test
  void meetsEveryErrorInAScriptOrATest() throws IOException {
    String scripts = read(Path.of("src/test/resources/script"), ".sql");
    for (ErrorCode code : ErrorCode.values()) {
      String elsewhere = TESTED_ELSEWHERE.get(code);
      if (elsewhere == null) {
        assertThat(scripts).as("a script that meets %s", code).contains("error " + code);
      } else {
        String tests = read(Script.PROJECT.resolve(elsewhere), ".java", ".txt", ".sql");
        boolean isMet = tests.contains(code.name()) || code.name().startsWith("S");
        assertThat(isMet).as("a test in %s that meets %s", elsewhere, code).isTrue();
      }
    }
  }

  @Test
  void listsTheColumnsOfEveryRelationInTheReadme() throws IOException {
    String readme = Files.readString(Script.PROJECT.resolve("README.md"), StandardCharsets.UTF_8);
    for (List<Column> columns :
        List.of(
            CorrelateExec.COLUMNS,
            UniversalExec.COLUMNS,
            PersistExec.COLUMNS,
            AblateExec.COLUMNS,
            ActivationScanExec.COLUMNS)) {
      assertThat(readme)
          .contains(columns.stream().map(Column::name).collect(Collectors.joining(", ")));
      assertThat(columns).allMatch(c -> !c.description().isBlank());
    }
  }

  @Test
  void namesEverySettingInTheReadme() throws IOException {
    String readme = Files.readString(Script.PROJECT.resolve("README.md"), StandardCharsets.UTF_8);
    for (Setting setting : Setting.values()) {
      assertThat(readme).contains("`" + setting.key() + "`");
    }
  }

  @Test
  void explainsEveryPictureAndFormatInHelp() throws IOException {
    String plot = HelpText.read("plot.txt");
    for (ChartKind kind : ChartKind.values()) {
      assertThat(plot).contains("  " + kind.key() + " ");
      assertThat(kind.options()).allMatch(option -> plot.contains(option + "="));
    }
    String seen =
        Transcript.all().stream()
            .map(Transcript::text)
            .collect(Collectors.joining())
            .replaceAll("\n {10,}", " "); // help breaks long lines
    for (OutputFormat format : Formats.all()) {
      assertThat(seen).contains(" " + format.name() + " ").contains(format.description());
    }
    for (DotCommand command : Transcript.dotCommands()) {
      assertThat(seen).contains("  " + command.name() + " ").contains(command.description());
    }
  }

  @Test
  void parsesEverySqlBlockOfTheReadme() throws IOException {
    String readme = Files.readString(Script.PROJECT.resolve("README.md"), StandardCharsets.UTF_8);
    String[] parts = readme.split("```sql\n", -1);
    assertThat(parts.length).isGreaterThan(1);
    for (int i = 1; i < parts.length; i++) {
      String block = parts[i].substring(0, parts[i].indexOf("```"));
      for (StatementText statement : QueryParser.split(block)) {
        try {
          assertThat(QueryParser.parse(statement)).isNotNull();
        } catch (SyntaxException e) {
          throw new AssertionError("README: " + statement.text() + ": " + e.getMessage(), e);
        }
      }
    }
  }

  @Test
  void namesOnlyClassesAndFilesThatExistInTheReadme() throws IOException {
    String readme = Files.readString(Script.PROJECT.resolve("README.md"), StandardCharsets.UTF_8);
    List<String> named =
        Pattern.compile("`([a-z]+/[A-Za-z0-9_./-]+\\.(?:java|g4|sql|csv|md))`")
            .matcher(readme)
            .results()
            .map(m -> m.group(1))
            .toList();
    assertThat(named).hasSizeGreaterThan(10);
    assertThat(named).allMatch(f -> Files.exists(Script.PROJECT.resolve(f)));
  }

  @Test
  void highlightsEveryWordOfTheLanguage() {
    for (String statement :
        List.of(
            "CORRELATE MODELS a, b ON c AT ALL CHECKPOINTS",
            "UNIVERSAL NEURONS OF ALL MODELS REFERENCE a ON c BASELINE ORTHOGONAL DRAWS 2 SEED 3",
            "ABLATE (SELECT 1) ON c USING MEAN BY LAYER VERSUS RANDOM 3 DRAWS SEED 1")) {
      assertThat(QueryParser.lexemes(statement))
          .anyMatch(l -> l.kind() == Lexeme.Kind.DSL_WORD)
          .noneMatch(l -> l.kind() == Lexeme.Kind.ERROR);
    }
    assertThat(QueryParser.dslWords()).contains("CORRELATE", "UNIVERSAL", "PERSIST", "ABLATE");
  }

  private static String read(Path folder, String... endings) throws IOException {
    StringBuilder text = new StringBuilder();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        for (String ending : endings) {
          if (file.toString().endsWith(ending)) {
            text.append(Files.readString(file, StandardCharsets.UTF_8));
          }
        }
      }
    }
    return text.toString();
  }
}

package org.rhodb.shell.prompt;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;
import org.jspecify.annotations.Nullable;
import org.rhodb.engine.QueryResult;
import org.rhodb.engine.Session;
import org.rhodb.engine.catalog.CheckpointEntry;
import org.rhodb.engine.catalog.CorpusEntry;
import org.rhodb.engine.catalog.ModelEntry;
import org.rhodb.engine.error.QueryException;
import org.rhodb.engine.row.Column;
import org.rhodb.engine.settings.Setting;
import org.rhodb.grammar.QueryParser;
import org.rhodb.shell.session.DotCommand;
import org.rhodb.shell.session.ShellSession;

/**
 * Completes what may stand at the cursor ({@link CompletionPlace}), from the grammar and from what
 * the catalog holds: models, corpora, their steps, tables, columns, functions, settings.
 *
 * <p>What the catalog holds is read when Tab is pressed, and again only after {@link #forget}.
 */
final class CatalogCompleter implements Completer {
  private static final String TABLES =
      "SELECT DISTINCT table_name FROM information_schema.tables ORDER BY ALL LIMIT 2000";
  private static final String COLUMNS =
      "SELECT DISTINCT column_name FROM information_schema.columns"
          + " WHERE table_schema <> 'information_schema' ORDER BY ALL LIMIT 5000";

  private static final String FUNCTIONS =
      "SELECT DISTINCT function_name FROM duckdb_functions()"
          + " WHERE regexp_full_match(function_name, '[a-z][a-z0-9_]*') ORDER BY ALL LIMIT 5000";

  /** Groups of what needs quotes where it is not a plain word. */
  private static final Set<String> NAMED = Set.of("model", "corpus", "table", "column");

  private static final Pattern PLAIN_NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  private final ShellSession shell;
  private final Session session;
  private List<Candidate> names = List.of();

  CatalogCompleter(ShellSession shell) {
    this.shell = shell;
    this.session = shell.session();
  }

  /** Forgets what the catalog held, because a statement may have changed it. */
  void forget() {
    names = List.of();
  }

  @Override
  public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
    String word = line.word().substring(0, line.wordCursor());
    if (line.line().stripLeading().startsWith(".")) {
      completeDotCommand(line.line().substring(0, line.cursor()).stripLeading(), candidates);
      return;
    }
    CompletionPlace place =
        CompletionPlace.behind(line.line().substring(0, line.cursor() - word.length()));
    List<Candidate> found = new ArrayList<>();
    addAt(place, word, found);
    boolean isQuoted = word.startsWith("\"");
    for (Candidate one : found) {
      if (NAMED.contains(one.group())) {
        candidates.add(inSql(one, isQuoted));
      } else if (!isQuoted) {
        candidates.add(one);
      }
    }
  }

  /** Returns a name as a statement must write it. */
  private static Candidate inSql(Candidate name, boolean isQuoted) {
    if (!isQuoted && PLAIN_NAME.matcher(name.value()).matches()) {
      return name;
    }
    String text = '"' + name.value().replace("\"", "\"\"") + '"';
    return candidate(text, name.group(), name.descr());
  }

  private void addAt(CompletionPlace place, String word, List<Candidate> candidates) {
    boolean isLower = !word.isEmpty() && word.equals(word.toLowerCase(Locale.ROOT));
    switch (place.kind()) {
      case WORDS -> addWords(candidates, place.words(), isLower);
      case MODEL -> addModels(candidates);
      case CORPUS -> addCorpora(candidates);
      case STEP -> addSteps(candidates, place.words());
      case SETTING -> addSettings(candidates);
      case TABLE -> {
        addNames(candidates, TABLES, "table");
        addWords(
            candidates, List.of("CORRELATE MODELS", "UNIVERSAL NEURONS", "ACTIVATIONS"), isLower);
      }
      case NEW_NAME -> {
        // Nobody knows it but the user.
      }
      case ANY -> addAny(candidates, place.words(), isLower);
    }
  }

  private void completeDotCommand(String typed, List<Candidate> candidates) {
    int space = typed.indexOf(' ');
    for (DotCommand command : shell.dotCommands()) {
      if (space < 0) {
        candidates.add(candidate(command.name(), "command", command.description()));
      } else if (command.name().equalsIgnoreCase(typed.substring(0, space))) {
        for (String choice : command.choices(typed.substring(space).stripLeading(), shell)) {
          candidates.add(candidate(choice, "argument", null));
        }
      }
    }
  }

  private void addAny(List<Candidate> found, List<String> relations, boolean isLower) {
    for (String relation : relations) {
      for (Column column : RelationWords.columns(relation)) {
        found.add(candidate(column.name(), "column", column.description()));
      }
    }
    if (names.isEmpty()) {
      List<Candidate> read = new ArrayList<>();
      addNames(read, TABLES, "table");
      addNames(read, COLUMNS, "column");
      addNames(read, FUNCTIONS, "function");
      names = read;
    }
    found.addAll(names);
    addModels(found);
    addWords(found, QueryParser.dslWords(), isLower);
    addWords(found, QueryParser.keywords(), isLower);
  }

  private void addModels(List<Candidate> found) {
    for (ModelEntry model : session.catalog().models()) {
      found.add(candidate(model.name(), "model", model.checkpoints().size() + " checkpoints"));
    }
  }

  private void addCorpora(List<Candidate> found) {
    for (CorpusEntry corpus : session.catalog().corpora()) {
      found.add(candidate(corpus.name(), "corpus", corpus.tokens() + " tokens"));
    }
  }

  /** Adds the steps of some models; of all if the catalog knows none of them. */
  private void addSteps(List<Candidate> found, List<String> models) {
    Set<Long> steps = new TreeSet<>();
    Set<Long> all = new TreeSet<>();
    for (ModelEntry model : session.catalog().models()) {
      for (CheckpointEntry checkpoint : model.checkpoints()) {
        all.add(checkpoint.step());
        if (models.contains(model.name().toLowerCase(Locale.ROOT))) {
          steps.add(checkpoint.step());
        }
      }
    }
    for (Long step : steps.isEmpty() ? all : steps) {
      // Sorted as numbers are: by their order here, not as texts.
      found.add(
          new Candidate(
              step.toString(),
              step.toString(),
              "checkpoint",
              null,
              null,
              null,
              true,
              found.size()));
    }
  }

  private static void addSettings(List<Candidate> found) {
    for (Setting setting : Setting.values()) {
      found.add(candidate(setting.key(), "setting", setting.description()));
    }
  }

  private static void addWords(List<Candidate> found, List<String> words, boolean isLower) {
    for (String word : words) {
      String text = isLower ? word.toLowerCase(Locale.ROOT) : word;
      found.add(candidate(text, "keyword", null));
    }
  }

  private void addNames(List<Candidate> found, String sql, String group) {
    try (QueryResult result = session.execute(sql)) {
      while (result.next()) {
        found.add(candidate(String.valueOf(result.value(0)), group, null));
      }
    } catch (QueryException e) {
      // Completion offers what it can; the next statement will say what is wrong.
      found.add(candidate("SHOW", "keyword", null));
    }
  }

  private static Candidate candidate(String text, String group, @Nullable String description) {
    // Behind an option's = stands its value, behind a folder's / what is in it, not a space.
    boolean isComplete = !text.endsWith("=") && !text.endsWith("/");
    return new Candidate(text, text, group, description, null, null, isComplete);
  }
}

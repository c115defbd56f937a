package org.rhodb.shell.prompt;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
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
import org.rhodb.engine.settings.Setting;
import org.rhodb.grammar.QueryParser;
import org.rhodb.shell.session.DotCommand;

/**
 * Completes words from the grammar and from what the catalog holds: models, corpora, steps, tables,
 * columns, settings.
 *
 * <p>What the catalog holds is read when Tab is pressed, and again only after {@link #forget}.
 */
final class CatalogCompleter implements Completer {
  private static final String TABLES =
      "SELECT DISTINCT table_name FROM information_schema.tables ORDER BY ALL LIMIT 2000";
  private static final String COLUMNS =
      "SELECT DISTINCT column_name FROM information_schema.columns"
          + " WHERE table_schema <> 'information_schema' ORDER BY ALL LIMIT 5000";

  private final Session session;
  private final List<DotCommand> dotCommands;
  private List<Candidate> names = List.of();

  CatalogCompleter(Session session, List<DotCommand> dotCommands) {
    this.session = session;
    this.dotCommands = List.copyOf(dotCommands);
  }

  /** Forgets what the catalog held, because a statement may have changed it. */
  void forget() {
    names = List.of();
  }

  @Override
  public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
    String word = line.word().substring(0, line.wordCursor());
    if (line.line().stripLeading().startsWith(".")) {
      for (DotCommand command : dotCommands) {
        candidates.add(candidate(command.name(), "command", command.description()));
      }
      return;
    }
    if (names.isEmpty()) {
      names = readNames();
    }
    candidates.addAll(names);
    boolean isLower = !word.isEmpty() && word.equals(word.toLowerCase(Locale.ROOT));
    for (List<String> keywords : List.of(QueryParser.dslWords(), QueryParser.keywords())) {
      for (String keyword : keywords) {
        String text = isLower ? keyword.toLowerCase(Locale.ROOT) : keyword;
        candidates.add(candidate(text, "keyword", null));
      }
    }
  }

  private List<Candidate> readNames() {
    List<Candidate> found = new ArrayList<>();
    Set<Long> steps = new TreeSet<>();
    for (ModelEntry model : session.catalog().models()) {
      found.add(candidate(model.name(), "model", model.checkpoints().size() + " checkpoints"));
      model.checkpoints().stream().map(CheckpointEntry::step).forEach(steps::add);
    }
    for (CorpusEntry corpus : session.catalog().corpora()) {
      found.add(candidate(corpus.name(), "corpus", corpus.tokens() + " tokens"));
    }
    steps.forEach(step -> found.add(candidate(step.toString(), "checkpoint", null)));
    for (Setting setting : Setting.values()) {
      found.add(candidate(setting.key(), "setting", setting.description()));
    }
    addNames(found, TABLES, "table");
    addNames(found, COLUMNS, "column");
    return found;
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
    return new Candidate(text, text, group, description, null, null, true);
  }
}

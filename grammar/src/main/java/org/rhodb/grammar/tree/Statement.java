package org.rhodb.grammar.tree;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.rhodb.grammar.Position;

/** One statement of a script. */
public sealed interface Statement {

  /** Where it stands, without the closing semicolon. */
  Position position();

  /** Calls the visitor's method for this kind. */
  <R> R accept(Visitor<R> visitor);

  /** One method a kind, so that a new kind does not compile until every stage handles it. */
  interface Visitor<R> {
    /** Visits CREATE MODEL. */
    R visit(CreateModel statement);

    /** Visits CREATE CORPUS. */
    R visit(CreateCorpus statement);

    /** Visits DROP MODEL and DROP CORPUS. */
    R visit(Drop statement);

    /** Visits SHOW. */
    R visit(Show statement);

    /** Visits DESCRIBE of one name. */
    R visit(Describe statement);

    /** Visits SET and RESET. */
    R visit(SetSetting statement);

    /** Visits INGEST ACTIVATIONS. */
    R visit(Ingest statement);

    /** Visits EXPLAIN. */
    R visit(Explain statement);

    /** Visits SQL, with or without islands. */
    R visit(Sql statement);
  }

  /** Kinds of catalog object that DSL statements create and drop. */
  enum ObjectKind {
    /** A model with its checkpoints. */
    MODEL,
    /** A corpus. */
    CORPUS
  }

  /** What SHOW lists. */
  enum Listing {
    /** Models. */
    MODELS,
    /** Checkpoints of every model. */
    CHECKPOINTS,
    /** Corpora. */
    CORPORA,
    /** Operator runs. */
    RUNS,
    /** Settings. */
    SETTINGS
  }

  /**
   * {@code CREATE [OR REPLACE] MODEL [IF NOT EXISTS] alias FROM 'source' [CHECKPOINTS (..)]}.
   *
   * @param source a {@link String} literal
   * @param steps {@link Long} literals; empty: every checkpoint found
   */
  record CreateModel(
      Name name,
      boolean isOrReplace,
      boolean isIfNotExists,
      Literal source,
      List<Literal> steps,
      Position position)
      implements Statement {
    public CreateModel {
      requireNonNull(name, "name is null");
      requireNonNull(source, "source is null");
      steps = List.copyOf(steps);
      requireNonNull(position, "position is null");
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /**
   * {@code CREATE [OR REPLACE] CORPUS [IF NOT EXISTS] pile FROM 'source' WITH (name = value, ..)}.
   *
   * @param source a {@link String} literal
   * @param options by name in lower case, in the order written
   */
  record CreateCorpus(
      Name name,
      boolean isOrReplace,
      boolean isIfNotExists,
      Literal source,
      Map<Name, Literal> options,
      Position position)
      implements Statement {
    public CreateCorpus {
      requireNonNull(name, "name is null");
      requireNonNull(source, "source is null");
      options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
      requireNonNull(position, "position is null");
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /** {@code DROP MODEL [IF EXISTS] alias}. */
  record Drop(ObjectKind kind, Name name, boolean isIfExists, Position position)
      implements Statement {
    public Drop {
      requireNonNull(kind, "kind is null");
      requireNonNull(name, "name is null");
      requireNonNull(position, "position is null");
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /** {@code SHOW MODELS}. */
  record Show(Listing listing, Position position) implements Statement {
    public Show {
      requireNonNull(listing, "listing is null");
      requireNonNull(position, "position is null");
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /**
   * {@code DESCRIBE name}: a model or a corpus, or else a table.
   *
   * @param sql the whole statement, for the store when the name is neither
   */
  record Describe(Name name, SqlText sql, Position position) implements Statement {
    public Describe {
      requireNonNull(name, "name is null");
      requireNonNull(sql, "sql is null");
      requireNonNull(position, "position is null");
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /**
   * {@code SET name = value} or {@code RESET name}: ours, or else the store's.
   *
   * @param values empty: reset to the default
   * @param sql the whole statement, for the store when the setting is not ours
   */
  record SetSetting(Name name, List<Literal> values, SqlText sql, Position position)
      implements Statement {
    public SetSetting {
      requireNonNull(name, "name is null");
      values = List.copyOf(values);
      requireNonNull(sql, "sql is null");
      requireNonNull(position, "position is null");
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /**
   * {@code INGEST ACTIVATIONS OF MODELS a, b AT CHECKPOINT 1000 ON corpus LAYERS 0 TO 3 AS
   * FLOAT16}.
   *
   * @param layers lowest and highest layer, {@link Long} literals; empty: all layers
   * @param type FLOAT16 or FLOAT32
   */
  record Ingest(
      Models models,
      Checkpoints checkpoints,
      Name corpus,
      List<Literal> layers,
      StoredType type,
      Position position)
      implements Statement {
    public Ingest {
      requireNonNull(models, "models is null");
      requireNonNull(checkpoints, "checkpoints is null");
      requireNonNull(corpus, "corpus is null");
      layers = List.copyOf(layers);
      requireNonNull(type, "type is null");
      requireNonNull(position, "position is null");
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /** Number formats of stored activations. */
  enum StoredType {
    /** IEEE half precision: half the bytes, 11 significant bits. */
    FLOAT16,
    /** IEEE single precision: exactly what the model computed. */
    FLOAT32
  }

  /**
   * {@code EXPLAIN [ANALYZE] statement}.
   *
   * @param isAnalyze whether the statement also runs
   */
  record Explain(boolean isAnalyze, Statement statement, Position position) implements Statement {
    public Explain {
      requireNonNull(statement, "statement is null");
      requireNonNull(position, "position is null");
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /**
   * Everything else: DuckDB's SQL, with or without islands.
   *
   * @param persistsText whether the text is stored and run later (CREATE VIEW, CREATE MACRO), so
   *     that islands in it must become calls that carry all their parameters
   */
  record Sql(SqlText sql, boolean persistsText, Position position) implements Statement {
    public Sql {
      requireNonNull(sql, "sql is null");
      requireNonNull(position, "position is null");
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }
  }
}

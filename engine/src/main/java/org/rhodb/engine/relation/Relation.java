package org.rhodb.engine.relation;

import static java.util.Objects.requireNonNull;
import static org.rhodb.engine.relation.RelationParameter.BASELINE;
import static org.rhodb.engine.relation.RelationParameter.BY_LAYER;
import static org.rhodb.engine.relation.RelationParameter.CHECKPOINTS;
import static org.rhodb.engine.relation.RelationParameter.CORPUS;
import static org.rhodb.engine.relation.RelationParameter.DRAWS;
import static org.rhodb.engine.relation.RelationParameter.EACH;
import static org.rhodb.engine.relation.RelationParameter.ESTIMATE;
import static org.rhodb.engine.relation.RelationParameter.MODELS;
import static org.rhodb.engine.relation.RelationParameter.NEURONS;
import static org.rhodb.engine.relation.RelationParameter.REFERENCE;
import static org.rhodb.engine.relation.RelationParameter.REPLACEMENT;
import static org.rhodb.engine.relation.RelationParameter.RHO;
import static org.rhodb.engine.relation.RelationParameter.SEED;
import static org.rhodb.engine.relation.RelationParameter.TOP;
import static org.rhodb.engine.relation.RelationParameter.VERSUS;

import java.util.List;
import org.rhodb.engine.execute.ablate.AblateExec;
import org.rhodb.engine.execute.activation.ActivationScanExec;
import org.rhodb.engine.execute.correlate.CorrelateExec;
import org.rhodb.engine.execute.correlate.UniversalExec;
import org.rhodb.engine.execute.persist.PersistExec;
import org.rhodb.engine.row.Column;
import org.rhodb.grammar.StatementHelp;

/**
 * A relation: what it gives, and how SQL calls it as a table function.
 *
 * @param function the name SQL calls it by, such as {@code universal_neurons}
 * @param help what its own words say of it
 * @param columns its columns, in order
 * @param parameters what the function takes by name
 */
public record Relation(
    String function, StatementHelp help, List<Column> columns, List<RelationParameter> parameters) {

  private static final List<Relation> ALL =
      List.of(
          new Relation(
              RelationName.CORRELATE,
              StatementHelp.CORRELATE,
              CorrelateExec.COLUMNS,
              List.of(MODELS, CORPUS, CHECKPOINTS, RHO)),
          new Relation(
              RelationName.UNIVERSAL,
              StatementHelp.UNIVERSAL,
              UniversalExec.COLUMNS,
              List.of(MODELS, CORPUS, CHECKPOINTS, REFERENCE, BASELINE, DRAWS, SEED, RHO)),
          new Relation(
              RelationName.PERSIST,
              StatementHelp.PERSIST,
              PersistExec.COLUMNS,
              List.of(NEURONS, BY_LAYER)),
          new Relation(
              RelationName.ABLATE,
              StatementHelp.ABLATE,
              AblateExec.COLUMNS,
              List.of(
                  NEURONS,
                  CORPUS,
                  REPLACEMENT,
                  BY_LAYER,
                  VERSUS,
                  DRAWS,
                  SEED,
                  EACH,
                  ESTIMATE,
                  TOP)),
          new Relation(
              RelationName.ACTIVATIONS,
              StatementHelp.ACTIVATIONS,
              ActivationScanExec.COLUMNS,
              List.of(MODELS, CORPUS, CHECKPOINTS)));

  public Relation {
    requireNonNull(function, "function is null");
    requireNonNull(help, "help is null");
    columns = List.copyOf(columns);
    parameters = List.copyOf(parameters);
  }

  /** Returns every relation there is. */
  public static List<Relation> all() {
    return ALL;
  }
}

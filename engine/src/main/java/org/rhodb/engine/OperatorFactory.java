package org.rhodb.engine;

import java.util.List;
import java.util.function.Function;
import org.rhodb.engine.analyze.IslandAnalysis;
import org.rhodb.engine.analyze.QueryAnalysis;
import org.rhodb.engine.execute.ExecutionContext;
import org.rhodb.engine.execute.NeuronInput;
import org.rhodb.engine.execute.Operator;
import org.rhodb.engine.execute.ablate.AblateExec;
import org.rhodb.engine.execute.activation.ActivationScanExec;
import org.rhodb.engine.execute.correlate.CorrelateExec;
import org.rhodb.engine.execute.correlate.UniversalExec;
import org.rhodb.engine.execute.persist.PersistExec;
import org.rhodb.engine.plan.Bounds;
import org.rhodb.engine.row.Column;
import org.rhodb.grammar.tree.Island;

/** Gives each island its operator. */
final class OperatorFactory {

  /** Returns the columns of a relation, whatever its operator may leave out. */
  static List<Column> columns(Island island) {
    return island.accept(new Columns());
  }

  /**
   * Returns an operator that has not run yet.
   *
   * @param bounds what the query drops anyway
   * @param input gives the neurons that the input query of PERSIST or ABLATE selects
   * @param context what it will run with
   */
  Operator operator(
      IslandAnalysis analysis,
      Bounds bounds,
      Function<QueryAnalysis, NeuronInput> input,
      ExecutionContext context) {
    return analysis.accept(new Making(bounds, input, context));
  }

  /** Makes the operator of each kind. */
  private record Making(
      Bounds bounds, Function<QueryAnalysis, NeuronInput> input, ExecutionContext context)
      implements IslandAnalysis.Visitor<Operator> {
    @Override
    public Operator visit(IslandAnalysis.Correlate analysis) {
      return new CorrelateExec(analysis, bounds);
    }

    @Override
    public Operator visit(IslandAnalysis.Universal analysis) {
      return new UniversalExec(analysis, bounds);
    }

    @Override
    public Operator visit(IslandAnalysis.Persist analysis) {
      return new PersistExec(input.apply(analysis.input()), analysis.isByLayer());
    }

    @Override
    public Operator visit(IslandAnalysis.Ablate analysis) {
      return new AblateExec(
          input.apply(analysis.input()),
          analysis.corpus(),
          analysis.ablation(),
          analysis.isByLayer(),
          analysis.control(),
          analysis.screen(),
          bounds,
          context.networks(),
          context.activations());
    }

    @Override
    public Operator visit(IslandAnalysis.Activations analysis) {
      return new ActivationScanExec(
          analysis.checkpoints(), analysis.corpus(), bounds, context.activations());
    }
  }

  /** The columns of each kind. */
  private static final class Columns implements Island.Visitor<List<Column>> {
    @Override
    public List<Column> visit(Island.Correlate island) {
      return CorrelateExec.COLUMNS;
    }

    @Override
    public List<Column> visit(Island.Universal island) {
      return UniversalExec.COLUMNS;
    }

    @Override
    public List<Column> visit(Island.Persist island) {
      return PersistExec.COLUMNS;
    }

    @Override
    public List<Column> visit(Island.Ablate island) {
      return AblateExec.COLUMNS;
    }

    @Override
    public List<Column> visit(Island.Activations island) {
      return ActivationScanExec.COLUMNS;
    }
  }
}

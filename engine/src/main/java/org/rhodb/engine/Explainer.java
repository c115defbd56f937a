package org.rhodb.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.rhodb.engine.analyze.QueryAnalysis;
import org.rhodb.engine.catalog.RunRecord;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;
import org.rhodb.engine.execute.ExecutionContext;
import org.rhodb.engine.execute.FlopCount;
import org.rhodb.engine.execute.MemoryBudget;
import org.rhodb.engine.execute.NeuronInput;
import org.rhodb.engine.execute.Operator;
import org.rhodb.engine.execute.OperatorPlan;
import org.rhodb.engine.origin.RunLog;
import org.rhodb.engine.row.CountText;
import org.rhodb.engine.store.SqlCursor;
import org.rhodb.engine.store.SqlRequest;
import org.rhodb.grammar.StatementText;
import org.rhodb.grammar.tree.SqlText;
import org.rhodb.grammar.tree.Statement;

/**
 * Writes EXPLAIN: the plan before and after each phase that changed it, what each operator would do
 * and cost, the store's plan for the rest; with ANALYZE, also what happened.
 */
final class Explainer {
  /** What an EXPLAIN of ours gives. */
  static final List<ResultColumn> COLUMNS =
      List.of(new ResultColumn("plan", "VARCHAR", "one line of the plan"));

  private final Engine engine;
  private final Session session;
  private final StatementText text;
  private final QueryRunner queries;
  private final List<String> lines = new ArrayList<>();
  private final List<Double> estimates = new ArrayList<>();

  Explainer(Engine engine, Session session, StatementText text, QueryRunner queries) {
    this.engine = engine;
    this.session = session;
    this.text = text;
    this.queries = queries;
  }

  QueryResult explain(Statement.Explain explain) {
    Statement inner = explain.statement();
    if (inner instanceof Statement.Sql sql) {
      if (sql.sql().islands().isEmpty()) {
        return queries.run(whole(explain));
      }
      QueryAnalysis analysis = engine.analyze(sql.sql());
      explainIslands(analysis);
      explainInStore(analysis);
    } else if (inner instanceof Statement.Ingest ingest) {
      ExecutionContext context = queries.context();
      Operator operator = engine.ingest(ingest, context);
      append(operator, operator.plan(context));
    } else {
      throw QueryException.at(
              inner.position(), ErrorCode.U303, "this statement has no plan to explain")
          .withHint("EXPLAIN takes queries and INGEST");
    }
    if (!estimates.isEmpty()) {
      engine
          .rates(session.settings())
          .ifPresent(rates -> lines.addAll(List.of("", rates.describe())));
    }
    if (explain.isAnalyze()) {
      analyze(inner);
    }
    List<List<@Nullable Object>> rows = new ArrayList<>();
    lines.forEach(line -> rows.add(List.of(line)));
    return FixedResult.rows(COLUMNS, rows);
  }

  /** EXPLAIN runs no relation: an input query that does is not read. */
  private NeuronInput unread(QueryAnalysis input) {
    NeuronInput neurons = () -> queries.neurons(input);
    return queries.runsRelation(input) ? neurons.unplanned() : neurons;
  }

  /** Returns an EXPLAIN of SQL without islands as what the store runs. */
  static SqlText whole(Statement.Explain explain) {
    SqlText inner = ((Statement.Sql) explain.statement()).sql();
    return new SqlText(inner.script(), explain.position(), List.of(), inner.parameters());
  }

  /** Explains a query's islands, then the queries that are the input of one. */
  private void explainIslands(QueryAnalysis analysis) {
    CompiledQuery query = queries.compile(analysis);
    query.optimized().explain().lines().forEach(lines::add);
    ExecutionContext context = queries.context();
    for (int i = 0; i < query.islands().size(); i++) {
      lines.add("");
      lines.add("operator " + i + ": " + query.islands().get(i).describe());
      Operator operator = query.operator(i, this::unread, context);
      append(operator, query.plan(i, operator, context));
      for (QueryAnalysis input : query.islands().get(i).inputs()) {
        lines.add("  input: " + input.sql().text().strip().replaceAll("\\s+", " "));
        int first = lines.size();
        if (!input.islands().isEmpty()) {
          explainIslands(input);
        }
        lines.subList(first, lines.size()).replaceAll(line -> "    " + line);
      }
    }
  }

  private void explainInStore(QueryAnalysis analysis) {
    List<Long> plans = new ArrayList<>();
    try {
      SqlRequest request =
          queries.registered(queries.compile(analysis), plans, queries.context(), this::unread);
      lines.add("");
      lines.add("store:");
      appendStorePlan(request);
    } finally {
      plans.forEach(engine.plans()::remove);
    }
  }

  private void append(Operator operator, OperatorPlan plan) {
    lines.add("  " + operator.synopsis());
    lines.add("  plan: " + plan.chosen());
    lines.add(
        String.format(
            Locale.ROOT,
            "  cost: %s, %s, %s read, %s at most in tensors, on %s",
            CountText.of(plan.forwardPasses(), "forward pass"),
            FlopCount.format(plan.flops()),
            MemoryBudget.format(plan.bytes()),
            MemoryBudget.format(plan.peakBytes()),
            plan.device()));
    estimates.add(plan.seconds());
    plan.notes().forEach(note -> lines.add("  " + note));
  }

  private void appendStorePlan(SqlRequest request) {
    SqlRequest explain =
        new SqlRequest(
            "EXPLAIN " + request.sql(),
            request.parameters(),
            (start, end) -> request.positions().locate(Math.max(0, start - 8), end - 8),
            request.limit());
    try (SqlCursor cursor = session.run(explain)) {
      while (cursor.next()) {
        Object plan = cursor.value(cursor.columns().size() - 1);
        String.valueOf(plan).lines().forEach(line -> lines.add("  " + line));
      }
    }
  }

  private void analyze(Statement inner) {
    long rows = 0;
    long started = System.nanoTime();
    List<RunRecord> runs;
    QueryRunner runner =
        new QueryRunner(engine, session, text, queries.parameters(), queries.limit());
    try (RunLog log = session.hearRuns();
        QueryResult result = inner.accept(new StatementRunner(engine, session, text, runner))) {
      while (result.next()) {
        rows++;
      }
      runs = log.runs();
    }
    lines.add("");
    lines.add(
        String.format(
            Locale.ROOT,
            "ran: %s in %.3f s",
            CountText.of(rows, "row"),
            (System.nanoTime() - started) / 1e9));
    for (RunRecord run : runs) {
      lines.add(
          String.format(
              Locale.ROOT,
              "  %s: %s in %.3f s; %s over %,d tokens, %s, %s read, on %s; %s",
              run.operator(),
              CountText.of(run.rows(), "row"),
              run.seconds(),
              CountText.of(run.forwardPasses(), "forward pass"),
              run.tokens(),
              FlopCount.format(run.flops()),
              MemoryBudget.format(run.bytes()),
              run.device(),
              run.detail()));
    }
    List<Double> seconds = runner.planned().isEmpty() ? estimates : runner.planned();
    double estimated = seconds.stream().mapToDouble(Double::doubleValue).sum();
    if (!runs.isEmpty() && !Double.isNaN(estimated)) {
      lines.add(
          String.format(
              Locale.ROOT,
              "  operators: estimated %.3g s, took %.3g s",
              estimated,
              runs.stream().mapToDouble(RunRecord::seconds).sum()));
    }
  }
}

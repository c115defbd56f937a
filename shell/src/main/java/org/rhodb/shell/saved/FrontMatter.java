package org.rhodb.shell.saved;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import org.rhodb.shell.chart.ChartSpec;

/**
 * What a saved query says about itself.
 *
 * @param title a few words
 * @param question what it answers: the title of its picture
 * @param source paper and figure; may be empty
 * @param about how to read the result; may be empty
 * @param cost what a run takes; may be empty
 * @param engine oldest version of the engine that runs it; empty: any
 * @param models pinned models
 * @param corpus pinned corpus
 * @param seed value of {@code $seed}
 * @param parameters in their order, {@code seed} not among them
 * @param expectations what the result must be
 * @param chart what to draw of it
 */
public record FrontMatter(
    String title,
    String question,
    String source,
    String about,
    String cost,
    String engine,
    List<ModelPin> models,
    Optional<CorpusPin> corpus,
    Optional<Long> seed,
    List<Parameter> parameters,
    Expectations expectations,
    Optional<ChartSpec> chart) {

  public FrontMatter {
    requireNonNull(title, "title is null");
    requireNonNull(question, "question is null");
    models = List.copyOf(models);
    parameters = List.copyOf(parameters);
    requireNonNull(expectations, "expectations is null");
  }
}

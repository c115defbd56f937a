package org.rhodb.engine.analyze;

import java.util.List;
import java.util.Locale;
import org.rhodb.engine.catalog.CheckpointEntry;
import org.rhodb.engine.catalog.CorpusEntry;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;

/**
 * Whether a model can read a corpus: every id in its vocabulary, every sequence within its context.
 */
public final class CorpusFit {
  private CorpusFit() {}

  /** Returns A210 if the checkpoint cannot read the corpus; empty if it can. */
  public static List<QueryException> check(CheckpointEntry checkpoint, CorpusEntry corpus) {
    if (corpus.dVocab() > checkpoint.config().dVocab()) {
      return List.of(
          QueryException.of(
                  ErrorCode.A210,
                  String.format(
                      Locale.ROOT,
                      "corpus '%s' has token ids up to %d; the vocabulary of '%s' ends at %d",
                      corpus.name(),
                      corpus.dVocab() - 1,
                      checkpoint.model(),
                      checkpoint.config().dVocab() - 1))
              .withHint("create the corpus with the model's tokenizer"));
    }
    if (corpus.context() > checkpoint.config().nCtx()) {
      return List.of(
          QueryException.of(
                  ErrorCode.A210,
                  String.format(
                      Locale.ROOT,
                      "corpus '%s' has sequences of %d tokens; '%s' takes at most %d",
                      corpus.name(),
                      corpus.context(),
                      checkpoint.model(),
                      checkpoint.config().nCtx()))
              .withHint("create the corpus with context = " + checkpoint.config().nCtx()));
    }
    return List.of();
  }
}

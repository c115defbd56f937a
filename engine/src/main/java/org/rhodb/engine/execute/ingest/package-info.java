/**
 * Runs {@code INGEST ACTIVATIONS}: checkpoints and a corpus come in, files of activations go out,
 * and are read again in place of running a model.
 *
 * <p>Front door: {@link org.rhodb.engine.execute.ingest.IngestExec} writes, {@link
 * org.rhodb.engine.execute.ingest.IngestedActivations} reads; both go by {@link
 * org.rhodb.engine.execute.ingest.IngestLayout}. Knows neither where the files are nor who reads
 * them.
 */
@org.jspecify.annotations.NullMarked
package org.rhodb.engine.execute.ingest;

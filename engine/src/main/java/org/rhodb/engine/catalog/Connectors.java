package org.rhodb.engine.catalog;

import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;

/**
 * The connectors on the class path, and which of them reads a source.
 *
 * @param models for CREATE MODEL
 * @param corpora for CREATE CORPUS
 */
public record Connectors(List<ModelConnector> models, List<CorpusConnector> corpora) {

  public Connectors {
    models = List.copyOf(models);
    corpora = List.copyOf(corpora);
  }

  /** Returns what {@code META-INF/services} lists, as seen by the class loader of this class. */
  public static Connectors load() {
    ClassLoader loader = Connectors.class.getClassLoader();
    return new Connectors(
        ServiceLoader.load(ModelConnector.class, loader).stream()
            .map(ServiceLoader.Provider::get)
            .toList(),
        ServiceLoader.load(CorpusConnector.class, loader).stream()
            .map(ServiceLoader.Provider::get)
            .toList());
  }

  /**
   * Returns the first connector that reads a model source.
   *
   * @throws QueryException U302 if none does
   */
  public ModelConnector model(String source, Path folder) {
    return models.stream()
        .filter(connector -> connector.reads(source, folder))
        .findFirst()
        .orElseThrow(
            () ->
                QueryException.of(ErrorCode.U302, "no connector reads models from '" + source + "'")
                    .withHint(
                        "name a folder in Hugging Face layout, or one of checkpoint-<step> folders"));
  }

  /**
   * Returns the connector of that name, as the catalog stores it.
   *
   * @throws QueryException U302 if it is not on the class path
   */
  public ModelConnector modelNamed(String name) {
    return models.stream()
        .filter(connector -> connector.name().equals(name))
        .findFirst()
        .orElseThrow(
            () -> QueryException.of(ErrorCode.U302, "connector '" + name + "' is not installed"));
  }

  /**
   * Returns the connector that reads a corpus source, by its ending.
   *
   * @throws QueryException U302 if none does
   */
  public CorpusConnector corpus(String source) {
    return corpora.stream()
        .filter(connector -> connector.reads(source))
        .findFirst()
        .orElseThrow(
            () ->
                QueryException.of(
                        ErrorCode.U302, "no connector reads a corpus from '" + source + "'")
                    .withHint(
                        "files or globs that end in "
                            + corpora.stream()
                                .map(CorpusConnector::endings)
                                .collect(Collectors.joining(", "))));
  }
}

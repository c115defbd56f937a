package org.rhodb.connector.ids;

import java.nio.file.Path;
import java.util.List;
import org.rhodb.connector.file.FileDocuments;
import org.rhodb.connector.file.SourceFiles;
import org.rhodb.engine.catalog.CorpusConnector;
import org.rhodb.engine.corpus.CorpusContent;
import org.rhodb.engine.corpus.CorpusOptions;
import org.rhodb.engine.corpus.Documents;

/** Connector for token ids that were made elsewhere. */
public final class IdsConnector implements CorpusConnector {
  private static final String RAW = ".u16";
  private static final List<String> ENDINGS = List.of(".npy", RAW);

  @Override
  public String name() {
    return "ids";
  }

  @Override
  public String endings() {
    return String.join(", ", ENDINGS);
  }

  @Override
  public CorpusContent content() {
    return CorpusContent.IDS;
  }

  @Override
  public boolean reads(String source) {
    return SourceFiles.endsIn(source, ENDINGS);
  }

  @Override
  public Documents open(String source, Path folder, CorpusOptions options, TableReader tables) {
    return new FileDocuments(
        SourceFiles.list(source, folder),
        path ->
            SourceFiles.endsIn(path.toString(), List.of(RAW))
                ? IdsReader.openRaw(path)
                : IdsReader.openNpy(path));
  }
}

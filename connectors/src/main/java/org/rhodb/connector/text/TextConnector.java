package org.rhodb.connector.text;

import java.nio.file.Path;
import java.util.List;
import org.rhodb.connector.file.FileDocuments;
import org.rhodb.connector.file.SourceFiles;
import org.rhodb.engine.catalog.CorpusConnector;
import org.rhodb.engine.corpus.CorpusContent;
import org.rhodb.engine.corpus.CorpusOptions;
import org.rhodb.engine.corpus.Documents;

/** Connector for text files, one document a file. */
public final class TextConnector implements CorpusConnector {
  private static final List<String> ENDINGS = List.of(".txt", ".txt.gz");

  @Override
  public String name() {
    return "text";
  }

  @Override
  public String endings() {
    return String.join(", ", ENDINGS);
  }

  @Override
  public CorpusContent content() {
    return CorpusContent.TEXT;
  }

  @Override
  public boolean reads(String source) {
    return SourceFiles.endsIn(source, ENDINGS);
  }

  @Override
  public Documents open(String source, Path folder, CorpusOptions options, TableReader tables) {
    return new FileDocuments(SourceFiles.list(source, folder), TextReader::new);
  }
}

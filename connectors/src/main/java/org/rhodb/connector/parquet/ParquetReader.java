package org.rhodb.connector.parquet;

import java.nio.file.Path;
import java.util.Map;
import org.rhodb.connector.file.FileKind;
import org.rhodb.connector.file.MappedFile;
import org.rhodb.engine.catalog.CorpusConnector.CloseableTexts;
import org.rhodb.engine.catalog.CorpusConnector.TableReader;
import org.rhodb.engine.corpus.Documents;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;

/** Reads the text column of one Parquet file through the store. */
final class ParquetReader implements Documents {
  private static final String MAGIC = "PAR1";

  private final CloseableTexts texts;

  ParquetReader(Path path, String column, TableReader tables) {
    checkMagic(path);
    this.texts = tables.texts("parquet", path, column, Map.of());
  }

  private static void checkMagic(Path path) {
    try (MappedFile file = MappedFile.open(path)) {
      FileKind.refuseImpostor(file);
      byte[] head = file.head();
      for (int i = 0; i < MAGIC.length(); i++) {
        if (i >= head.length || head[i] != MAGIC.charAt(i)) {
          throw QueryException.of(ErrorCode.X407, "'" + path + "' is not a Parquet file");
        }
      }
    }
  }

  @Override
  public boolean hasNext() {
    return texts.hasNext();
  }

  @Override
  public Piece next() {
    return new Text(texts.next());
  }

  @Override
  public void close() {
    texts.close();
  }
}

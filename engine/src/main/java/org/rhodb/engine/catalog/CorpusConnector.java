package org.rhodb.engine.catalog;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.Map;
import org.rhodb.engine.corpus.CorpusContent;
import org.rhodb.engine.corpus.CorpusOptions;
import org.rhodb.engine.corpus.Documents;

/** Connector for corpora: turns the text after FROM into documents or into token ids. */
public interface CorpusConnector {

  /** Returns the connector's name: {@code text}, {@code jsonl}, {@code parquet}, {@code ids}. */
  String name();

  /** Returns the endings of files it reads, lower case, with their dot, for error messages. */
  String endings();

  /** Returns what its files hold, which decides the options that apply. */
  CorpusContent content();

  /** Returns whether this connector reads such files, by their ending. */
  boolean reads(String source);

  /**
   * Opens the files of a source in the order of their paths. Caller closes.
   *
   * @param source a path or glob; relative to {@code folder}
   * @param tables reads columnar files, for connectors that need it
   * @throws org.rhodb.engine.error.QueryException X401, X407, A207
   */
  Documents open(String source, Path folder, CorpusOptions options, TableReader tables);

  /** Reads one text column of a columnar file through the store. */
  interface TableReader {
    /**
     * Returns the values of a column, file order kept; NULLs are passed over.
     *
     * @param format {@code parquet}
     * @throws org.rhodb.engine.error.QueryException X407, with the columns there are when it is
     *     missing
     */
    CloseableTexts texts(String format, Path file, String column, Map<String, String> options);
  }

  /** Texts that hold a resource. */
  interface CloseableTexts extends AutoCloseable, Iterator<String> {
    @Override
    void close();
  }
}

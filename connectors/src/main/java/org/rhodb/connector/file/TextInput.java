package org.rhodb.connector.file;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;

/**
 * Opens text files: strict UTF-8, unpacked if their name ends in .gz, a byte order mark dropped.
 */
public final class TextInput {
  private static final int BUFFER = 1 << 16;

  private TextInput() {}

  /** Returns a reader that fails with {@code CharacterCodingException} on what is not UTF-8. */
  public static Reader strictUtf8(InputStream bytes) {
    return new InputStreamReader(
        bytes,
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT));
  }

  /**
   * Opens a file. Caller closes.
   *
   * @throws QueryException X401 if it cannot be read, X407 if it is UTF-16, X408 if it is a git-LFS
   *     pointer
   */
  public static BufferedReader open(Path path) {
    InputStream bytes = null;
    try {
      bytes = new BufferedInputStream(Files.newInputStream(path), BUFFER);
      if (path.toString().toLowerCase(Locale.ROOT).endsWith(".gz")) {
        bytes = new BufferedInputStream(new GZIPInputStream(bytes, BUFFER), BUFFER);
      }
      bytes.mark(512);
      byte[] head = bytes.readNBytes(512);
      bytes.reset();
      check(path, head);
      BufferedReader reader = new BufferedReader(strictUtf8(bytes), BUFFER);
      reader.mark(1);
      if (reader.read() != '\uFEFF') {
        reader.reset();
      }
      return reader;
    } catch (IOException e) {
      close(bytes);
      throw Unreadable.file(path, e);
    } catch (QueryException e) {
      close(bytes);
      throw e;
    }
  }

  private static void check(Path path, byte[] head) {
    if (FileKind.of(head) == FileKind.LFS_POINTER) {
      throw QueryException.of(
              ErrorCode.X408, "'" + path + "' is " + FileKind.LFS_POINTER.description())
          .withHint("fetch the file itself: git lfs pull");
    }
    if (head.length >= 2
        && ((head[0] == (byte) 0xFF && head[1] == (byte) 0xFE)
            || (head[0] == (byte) 0xFE && head[1] == (byte) 0xFF))) {
      throw QueryException.of(ErrorCode.X407, "'" + path + "' is UTF-16, not UTF-8 text")
          .withHint("convert it: iconv -f utf-16 -t utf-8");
    }
  }

  private static void close(@Nullable InputStream bytes) {
    if (bytes == null) {
      return;
    }
    try {
      bytes.close();
    } catch (IOException e) {
      // The file is being refused already; that it does not close adds nothing.
    }
  }
}

package org.rhodb.shell.session;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;

/** Function from files and streams to the text of a script, which must be UTF-8. */
public final class ScriptFile {
  private ScriptFile() {}

  /**
   * Reads a file.
   *
   * @throws QueryException X401 if it cannot be read, S103 if it is not UTF-8
   */
  public static String read(Path file) {
    try {
      return decode(Files.readAllBytes(file), "'" + file + "'");
    } catch (NoSuchFileException e) {
      throw QueryException.of(ErrorCode.X401, "no file '" + file + "'").withCause(e);
    } catch (IOException e) {
      String reason = Files.isDirectory(file) ? "it is a folder" : FileReason.of(e);
      throw QueryException.of(ErrorCode.X401, "cannot read '" + file + "': " + reason).withCause(e);
    }
  }

  /**
   * Reads a stream to its end.
   *
   * @throws QueryException X401 if it cannot be read, S103 if it is not UTF-8
   */
  public static String read(InputStream input) {
    try {
      return decode(input.readAllBytes(), "standard input");
    } catch (IOException e) {
      throw QueryException.of(ErrorCode.X401, "cannot read standard input: " + e.getMessage())
          .withCause(e);
    }
  }

  private static String decode(byte[] bytes, String name) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    try {
      String text =
          StandardCharsets.UTF_8
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(buffer)
              .toString();
      return text.startsWith("\ufeff") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw QueryException.of(
              ErrorCode.S103, name + " is not UTF-8 text, from byte " + buffer.position() + " on")
          .withCause(e);
    }
  }
}

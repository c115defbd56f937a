package org.rhodb.connector.file;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;

/** What a file is by its first bytes, whatever its name says. */
public enum FileKind {
  /** Nothing in it. */
  EMPTY("an empty file"),
  /** A few lines that stand for a file kept elsewhere. */
  LFS_POINTER("a git-LFS pointer, not the file it stands for"),
  /** A web page, as a download without permission leaves it. */
  HTML("an HTML page"),
  /** An XML document, as object stores answer with when they refuse. */
  XML("an XML document"),
  /** A zip archive, which torch.save writes since PyTorch 1.6. */
  ZIP("a zip archive"),
  /** What torch.save wrote before. */
  LEGACY_TORCH("a legacy torch.save file"),
  /** Some other pickle. */
  PICKLE("a bare pickle"),
  /** A tar archive, which torch.save wrote before that. */
  TAR("a tar archive"),
  /** A gzip file. */
  GZIP("a gzip file"),
  /** A llama.cpp model. */
  GGUF("a GGUF file"),
  /** A Keras or TensorFlow model. */
  HDF5("an HDF5 file"),
  /** Anything else. */
  UNKNOWN("unknown");

  private final String description;

  FileKind(String description) {
    this.description = description;
  }

  /** Returns what it is, with its article. */
  public String description() {
    return description;
  }

  /** Returns the kind of a file with these first bytes; 512 are enough. */
  public static FileKind of(byte[] head) {
    if (head.length == 0) {
      return EMPTY;
    }
    String text = new String(head, StandardCharsets.ISO_8859_1);
    String folded = text.stripLeading().toLowerCase(Locale.ROOT);
    if (text.startsWith("version https://git-lfs.github.com/spec/")) {
      return LFS_POINTER;
    }
    if (folded.startsWith("<!doctype html") || folded.startsWith("<html")) {
      return HTML;
    }
    if (folded.startsWith("<?xml") || folded.startsWith("<error>")) {
      return XML;
    }
    if (text.startsWith("PK\3\4") || text.startsWith("PK\5\6")) {
      return ZIP;
    }
    // PROTO 2, LONG1 of ten bytes: torch.save's magic number 0x1950a86a20f9469cfc6c.
    if (text.startsWith("\u0080\2\u008A\nl\u00FC\u009CF\u00F9 j\u00A8P\u0019")) {
      return LEGACY_TORCH;
    }
    if (head.length > 1 && text.charAt(0) == 0x80 && text.charAt(1) <= 5) {
      return PICKLE;
    }
    if (text.length() > 262 && text.startsWith("ustar", 257)) {
      return TAR;
    }
    if (text.startsWith("\u001F\u008B")) {
      return GZIP;
    }
    if (text.startsWith("GGUF")) {
      return GGUF;
    }
    return text.startsWith("\u0089HDF\r\n\u001A\n") ? HDF5 : UNKNOWN;
  }

  /**
   * Refuses a file that is no model file at all.
   *
   * @throws QueryException X408 for an LFS pointer, a web page or an XML document
   */
  public static void refuseImpostor(MappedFile file) {
    FileKind kind = of(file.head());
    String message = "'" + file.path() + "' is " + kind.description();
    if (kind == LFS_POINTER) {
      throw QueryException.of(ErrorCode.X408, message)
          .withHint("fetch the file itself: git lfs pull, or download it from the hub");
    }
    if (kind == HTML || kind == XML) {
      throw QueryException.of(ErrorCode.X408, message)
          .withHint("download it again: the server answered with a page instead of the file");
    }
  }
}

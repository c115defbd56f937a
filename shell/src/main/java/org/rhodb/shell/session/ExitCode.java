package org.rhodb.shell.session;

import java.util.Set;
import org.rhodb.engine.error.ErrorCode;

/** What the command tells the process that started it. */
public final class ExitCode {
  /** All went well. */
  public static final int OK = 0;

  /** A statement failed. */
  public static final int QUERY_FAILED = 1;

  /** The command line cannot be understood. */
  public static final int USAGE = 2;

  /** The database is locked or cannot be opened. */
  public static final int DATABASE = 3;

  /** A model or file was refused. */
  public static final int INPUT_REFUSED = 4;

  /** The user interrupted it; 128 + SIGINT, as shells do. */
  public static final int INTERRUPTED = 130;

  private static final Set<ErrorCode> DATABASE_CODES =
      Set.of(ErrorCode.R503, ErrorCode.R508, ErrorCode.R512);

  /** Codes of models that are readable and not known here; all X codes are about files anyway. */
  private static final Set<ErrorCode> MODEL_CODES =
      Set.of(ErrorCode.U301, ErrorCode.U302, ErrorCode.U304);

  private ExitCode() {}

  /** Returns the exit code of an error. */
  public static int of(ErrorCode code) {
    if (DATABASE_CODES.contains(code)) {
      return DATABASE;
    }
    if (code == ErrorCode.R506) {
      return INTERRUPTED;
    }
    boolean isAboutFile = code.name().startsWith("X") || MODEL_CODES.contains(code);
    return isAboutFile ? INPUT_REFUSED : QUERY_FAILED;
  }
}

package org.rhodb.shell.session;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.rhodb.shell.format.VisibleText;

/**
 * Text on its way to a person: held back while it fits the screen, and printed then; handed to a
 * pager once it does not. Whoever opened it closes it, which waits for the pager to end.
 */
final class PagedWriter extends Writer {
  private final Start start;
  private final Writer screenOutput;
  private final Screen screen;
  private final StringBuilder held = new StringBuilder();
  private int lines;
  private int lineStart;
  private @Nullable Process process;
  private @Nullable Writer pager;

  /** Starts the pager. */
  interface Start {
    Process start() throws IOException;
  }

  /** Says that the person left the pager before the end of the text: they have seen enough. */
  static final class LeftException extends IOException {
    private static final long serialVersionUID = 1L;

    LeftException(IOException cause) {
      super("the pager was left", cause);
    }
  }

  /**
   * Creates one that holds nothing yet.
   *
   * @param screen what text must fit to be printed; of unknown size, no text does
   */
  PagedWriter(Start start, Writer screenOutput, Screen screen) {
    this.start = start;
    this.screenOutput = screenOutput;
    this.screen = screen;
  }

  @Override
  public void write(char[] characters, int offset, int length) throws IOException {
    if (pager != null) {
      hand(pager, characters, offset, length);
      return;
    }
    held.append(characters, offset, length);
    if (!isFitting()) {
      screenOutput.flush();
      process = start.start();
      pager =
          new BufferedWriter(
              new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
      hand(pager, held.toString().toCharArray(), 0, held.length());
      held.setLength(0);
    }
  }

  private static void hand(Writer pager, char[] characters, int offset, int length)
      throws IOException {
    try {
      pager.write(characters, offset, length);
    } catch (IOException e) {
      throw new LeftException(e);
    }
  }

  /** Looks at the lines that are complete and have not been looked at. */
  private boolean isFitting() {
    for (int end = held.indexOf("\n", lineStart); end >= 0; end = held.indexOf("\n", lineStart)) {
      lines++;
      boolean isWide = VisibleText.width(held.substring(lineStart, end)) > screen.columns();
      // The prompt takes a line as well.
      if (isWide || lines >= screen.lines()) {
        return false;
      }
      lineStart = end + 1;
    }
    return true;
  }

  @Override
  public void flush() throws IOException {
    if (pager != null) {
      try {
        pager.flush();
      } catch (IOException e) {
        throw new LeftException(e);
      }
    }
  }

  @Override
  public void close() throws IOException {
    Writer toPager = pager;
    Process running = process;
    if (toPager == null || running == null) {
      screenOutput.append(held);
      screenOutput.flush();
      held.setLength(0);
      return;
    }
    try {
      toPager.close();
    } catch (IOException e) {
      // Left before the end: there is nobody to tell.
      held.setLength(0);
    }
    try {
      running.waitFor();
    } catch (InterruptedException e) {
      running.destroy();
      Thread.currentThread().interrupt();
    }
  }
}

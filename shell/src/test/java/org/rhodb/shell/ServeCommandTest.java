package org.rhodb.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rhodb.shell.session.ExitCode;

class ServeCommandTest {
  @TempDir private Path folder;

  private CommandRun serve(String... arguments) {
    String[] all = new String[arguments.length + 3];
    all[0] = "serve";
    all[1] = "study.rhodb";
    all[2] = "--writable";
    System.arraycopy(arguments, 0, all, 3, arguments.length);
    return CommandRun.of(folder, all);
  }

  @Test
  void listensForOtherMachinesOnlyWithTokenAndTls() {
    CommandRun run = serve("--host", "0.0.0.0");
    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run.errors())
        .contains("error R511: other machines can reach '0.0.0.0': it needs a token and TLS")
        .contains("--token-file, --tls-cert and --tls-key");
    assertThat(folder.resolve("study.rhodb")).doesNotExist();
  }

  @Test
  void wantsBothHalvesOfTls() throws IOException {
    Files.writeString(folder.resolve("cert.pem"), "x");
    CommandRun run = serve("--tls-cert", "cert.pem");
    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run.errors()).contains("error R511").contains("--tls-key");
  }

  @Test
  void refusesTokensThatCanBeGuessed() throws IOException {
    Files.writeString(folder.resolve("token"), "secret\n");
    CommandRun run = serve("--token-file", "token");
    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run.errors()).contains("error R511: a token has at least 16 characters; found 6");
  }

  @Test
  void namesFilesThatItCannotRead() {
    CommandRun run = serve("--token-file", "nowhere");
    assertThat(run.exitCode()).isEqualTo(ExitCode.INPUT_REFUSED);
    assertThat(run.errors()).contains("error X401").contains("nowhere");
  }

  @Test
  void saysWhereItCannotListen() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      CommandRun run = serve("--port", Integer.toString(taken.getLocalPort()));
      assertThat(run.exitCode()).isEqualTo(ExitCode.DATABASE);
      assertThat(run.errors())
          .contains("error R512: cannot listen at 127.0.0.1:" + taken.getLocalPort())
          .contains("--port 0");
    }
  }
}

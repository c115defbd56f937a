package org.rhodb.shell.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jline.utils.Signals;
import org.jspecify.annotations.Nullable;
import org.rhodb.engine.Engine;
import org.rhodb.engine.Options;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;
import org.rhodb.engine.row.CountText;
import org.rhodb.shell.serve.RhoServer;
import org.rhodb.shell.serve.ServeOptions;
import org.rhodb.shell.session.ExitCode;
import org.rhodb.shell.session.Interruption;
import org.rhodb.shell.session.Surroundings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Serves a database to many clients until it is told to stop. */
@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    usageHelpAutoWidth = true,
    description = "shares a database with many clients, over Arrow Flight SQL")
public final class ServeCommand implements Callable<Integer> {
  private static final int DEFAULT_PORT = 31337;

  private final Surroundings surroundings;
  private final Interruption interruption;
  private final String version;

  @Parameters(index = "0", paramLabel = "study.rhodb", description = "database folder")
  private Path database = Path.of("");

  @Option(names = "--port", paramLabel = "N", description = "default 31337; 0: any that is free")
  private int port = DEFAULT_PORT;

  @Option(
      names = "--host",
      paramLabel = "H",
      description = "address to listen at (default 127.0.0.1); any other needs a token and TLS")
  private String host = "127.0.0.1";

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description = "clients must present the token in this file, as bearer token or password")
  private @Nullable Path tokenFile;

  @Option(names = "--tls-cert", paramLabel = "FILE", description = "certificate chain, PEM")
  private @Nullable Path certificate;

  @Option(names = "--tls-key", paramLabel = "FILE", description = "its private key, PEM (PKCS 8)")
  private @Nullable Path key;

  @Option(names = "--writable", description = "clients may change the database")
  private boolean isWritable;

  @Option(
      names = "--idle-minutes",
      paramLabel = "N",
      description = "sessions that rest longer end (default 30)")
  private int idleMinutes = 30;

  @Option(
      names = "--set",
      paramLabel = "NAME=VALUE",
      description = "a setting every session starts with")
  private Map<String, String> settings = new LinkedHashMap<>();

  /** Creates the command. */
  public ServeCommand(Surroundings surroundings, Interruption interruption, String version) {
    this.surroundings = surroundings;
    this.interruption = interruption;
    this.version = version;
  }

  @Override
  public Integer call() throws IOException {
    Path folder = surroundings.folder();
    Options options =
        surroundings
            .options(Optional.of(database))
            .withReadOnly(!isWritable)
            .withSafe(true)
            .withSettings(settings);
    ServeOptions serve =
        new ServeOptions(
            host,
            port,
            token(),
            Optional.ofNullable(certificate).map(folder::resolve),
            Optional.ofNullable(key).map(folder::resolve),
            Duration.ofMinutes(Math.max(1, idleMinutes)),
            !isWritable,
            version);
    // Before the database is opened, and created where it is missing.
    serve.check();
    CountDownLatch stop = new CountDownLatch(1);
    interruption.watch(
        () -> {
          stop.countDown();
          return true;
        });
    Object before = Signals.register("TERM", stop::countDown);
    try (Engine engine = Engine.open(options)) {
      try (RhoServer server = RhoServer.start(engine, serve)) {
        greet(server);
        await(stop);
        print("rhodb: stopping, " + CountText.of(server.sessionCount(), "session"));
      }
    } finally {
      Signals.unregister("TERM", before);
    }
    print("rhodb: stopped, everything is saved");
    return ExitCode.OK;
  }

  private Optional<String> token() {
    if (tokenFile == null) {
      return Optional.empty();
    }
    Path file = surroundings.folder().resolve(tokenFile);
    try {
      return Optional.of(Files.readString(file, StandardCharsets.UTF_8).strip());
    } catch (IOException e) {
      throw QueryException.of(ErrorCode.X401, "cannot read the token in '" + file + "'")
          .withCause(e);
    }
  }

  private void greet(RhoServer server) throws IOException {
    print(
        "rhodb: serving "
            + database
            + (isWritable ? ", clients may write" : ", read-only (--writable lets clients write)"));
    print("  Flight SQL  " + server.address());
    print("  JDBC        " + server.jdbcUrl());
    print("  access      " + access());
    print("  Ctrl-C stops it");
  }

  private String access() {
    return tokenFile == null ? "everyone on this machine" : "with the token in " + tokenFile;
  }

  private static void await(CountDownLatch stop) {
    try {
      stop.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void print(String line) throws IOException {
    surroundings.errors().write(line + "\n");
    surroundings.errors().flush();
  }
}

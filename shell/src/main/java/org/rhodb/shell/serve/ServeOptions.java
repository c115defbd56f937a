package org.rhodb.shell.serve;

import static java.util.Objects.requireNonNull;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;

/**
 * Where a server listens and whom it lets in.
 *
 * @param host name or address to listen at
 * @param port 0: any that is free
 * @param token what clients must present; empty: nothing
 * @param certificate chain in PEM; empty: no TLS
 * @param key private key in PEM, PKCS 8; there if and only if the certificate is
 * @param idle how long a session may rest before it ends
 * @param isReadOnly whether clients cannot change the database
 * @param version of the product
 */
public record ServeOptions(
    String host,
    int port,
    Optional<String> token,
    Optional<Path> certificate,
    Optional<Path> key,
    Duration idle,
    boolean isReadOnly,
    String version) {

  /** Characters below which a token can be guessed. */
  private static final int LEAST_TOKEN = 16;

  public ServeOptions {
    requireNonNull(host, "host is null");
    requireNonNull(token, "token is null");
    requireNonNull(certificate, "certificate is null");
    requireNonNull(key, "key is null");
    requireNonNull(idle, "idle is null");
    requireNonNull(version, "version is null");
  }

  /** Returns whether connections are encrypted. */
  public boolean isEncrypted() {
    return certificate.isPresent();
  }

  /**
   * Refuses what would leave the database open to strangers.
   *
   * @throws QueryException R511; R512 for a host that is not known; X401 for files that cannot be
   *     read
   */
  public void check() {
    if (certificate.isPresent() != key.isPresent()) {
      throw unprotected("TLS needs a certificate and its key")
          .withHint("give both --tls-cert and --tls-key");
    }
    if (token.isPresent() && token.get().length() < LEAST_TOKEN) {
      throw unprotected(
              "a token has at least " + LEAST_TOKEN + " characters; found " + token.get().length())
          .withHint("openssl rand -hex 32 > token makes one");
    }
    certificate.ifPresent(ServeOptions::checkReadable);
    key.ifPresent(ServeOptions::checkReadable);
    if (!address().isLoopbackAddress() && (token.isEmpty() || !isEncrypted())) {
      throw unprotected("other machines can reach '" + host + "': it needs a token and TLS")
          .withHint(
              "give --token-file, --tls-cert and --tls-key, or listen at 127.0.0.1 and forward the"
                  + " port with ssh -L");
    }
  }

  private InetAddress address() {
    try {
      return InetAddress.getByName(host);
    } catch (UnknownHostException e) {
      throw QueryException.of(ErrorCode.R512, "unknown host '" + host + "'").withCause(e);
    }
  }

  private static QueryException unprotected(String message) {
    return QueryException.of(ErrorCode.R511, message);
  }

  private static void checkReadable(Path file) {
    if (!Files.isReadable(file)) {
      throw QueryException.of(ErrorCode.X401, "cannot read '" + file + "'");
    }
  }
}

package org.rhodb.shell.serve;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import org.apache.arrow.flight.CallHeaders;
import org.apache.arrow.flight.FlightRuntimeException;
import org.apache.arrow.flight.auth2.Auth2Constants;
import org.apache.arrow.flight.auth2.CallHeaderAuthenticator;
import org.jspecify.annotations.Nullable;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;

/**
 * Lets in who presents the server's token, as a bearer token or as the password of any user;
 * without a token, everybody.
 */
final class TokenCheck implements CallHeaderAuthenticator {
  private final Optional<String> token;

  TokenCheck(Optional<String> token) {
    this.token = token;
  }

  @Override
  public AuthResult authenticate(CallHeaders headers) {
    Optional<String> presented = presented(headers.get(Auth2Constants.AUTHORIZATION_HEADER));
    if (token.isPresent() && !presented.map(this::isRight).orElse(false)) {
      throw refusal(presented.isEmpty() ? "a token is needed" : "the token is not the server's");
    }
    return new Welcome(presented.orElse(""));
  }

  private boolean isRight(String presented) {
    // Takes as long for a token that is almost right.
    return MessageDigest.isEqual(
        presented.getBytes(StandardCharsets.UTF_8),
        token.orElse("").getBytes(StandardCharsets.UTF_8));
  }

  private static Optional<String> presented(@Nullable String header) {
    if (header == null) {
      return Optional.empty();
    }
    if (header.startsWith(Auth2Constants.BEARER_PREFIX)) {
      return Optional.of(header.substring(Auth2Constants.BEARER_PREFIX.length()).strip());
    }
    if (header.startsWith(Auth2Constants.BASIC_PREFIX)) {
      String encoded = header.substring(Auth2Constants.BASIC_PREFIX.length()).strip();
      try {
        String pair = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
        return Optional.of(pair.substring(pair.indexOf(':') + 1));
      } catch (IllegalArgumentException e) {
        return Optional.empty();
      }
    }
    return Optional.empty();
  }

  private static FlightRuntimeException refusal(String why) {
    return FlightErrors.of(
        QueryException.of(ErrorCode.R513, "access denied: " + why)
            .withHint("give the token that the server was started with, or it as the password"),
        "");
  }

  /** What a client that was let in presents from now on. */
  private record Welcome(String presented) implements AuthResult {
    @Override
    public String getPeerIdentity() {
      return "client";
    }

    @Override
    public void appendToOutgoingHeaders(CallHeaders headers) {
      // Clients that came with a user and a password wait for a bearer token.
      if (!headers.containsKey(Auth2Constants.AUTHORIZATION_HEADER)) {
        headers.insert(
            Auth2Constants.AUTHORIZATION_HEADER,
            Auth2Constants.BEARER_PREFIX + (presented.isEmpty() ? "none" : presented));
      }
    }
  }
}

package org.rhodb.engine.network.architecture;

import java.util.List;
import java.util.stream.Collectors;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;

/** The model families that are known. */
public final class Architectures {
  private static final List<Architecture> KNOWN = List.of(new Gpt2());

  private Architectures() {}

  /** Returns the names of all families. */
  public static List<String> names() {
    return KNOWN.stream().map(Architecture::name).toList();
  }

  /**
   * Refuses a family that is not known, so that CREATE MODEL can do so before any query.
   *
   * @throws QueryException U301 naming those that are
   */
  public static void check(String name) {
    of(name);
  }

  static Architecture of(String name) {
    return KNOWN.stream()
        .filter(a -> a.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                QueryException.of(ErrorCode.U301, "architecture '" + name + "' is not supported")
                    .withHint(
                        names().stream()
                            .map(n -> "'" + n + "'")
                            .collect(Collectors.joining(", ", "supported: ", ""))));
  }
}

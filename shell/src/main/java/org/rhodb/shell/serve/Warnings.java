package org.rhodb.shell.serve;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.arrow.flight.CallHeaders;
import org.apache.arrow.flight.CallInfo;
import org.apache.arrow.flight.CallStatus;
import org.apache.arrow.flight.FlightServerMiddleware;
import org.apache.arrow.flight.RequestContext;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * What the user should know about a result, of which the protocol knows nothing: it goes with the
 * schema of the rows, which every Arrow client hands on, and as a header, which statements without
 * rows have as well. One object a call.
 */
final class Warnings implements FlightServerMiddleware {
  static final Key<Warnings> KEY = Key.of("rhodb-warnings");

  /** Key in the metadata of a stream's schema: a warning a line. */
  static final String IN_SCHEMA = "rhodb.warnings";

  /** Header of an answer, once a warning, percent-encoded UTF-8. */
  static final String IN_HEADER = "rhodb-warning";

  /** All headers of an answer have 8 KiB in gRPC, where nobody has said otherwise. */
  private static final int MOST_IN_HEADERS = 4000;

  private final List<String> warnings = new CopyOnWriteArrayList<>();

  private Warnings() {}

  /** Makes one for each call. */
  static final class Maker implements Factory<Warnings> {
    @Override
    public Warnings onCallStarted(CallInfo call, CallHeaders headers, RequestContext context) {
      return new Warnings();
    }
  }

  /** Takes warnings, which count if nothing was sent yet. */
  void add(List<String> more) {
    warnings.addAll(more);
  }

  /** Returns a schema that bears the warnings, if there are any. */
  Schema with(Schema schema) {
    if (warnings.isEmpty()) {
      return schema;
    }
    Map<String, String> metadata = new HashMap<>(schema.getCustomMetadata());
    metadata.put(IN_SCHEMA, String.join("\n", warnings));
    return new Schema(schema.getFields(), metadata);
  }

  @Override
  public void onBeforeSendingHeaders(CallHeaders headers) {
    int length = 0;
    for (String warning : warnings) {
      String value = URLEncoder.encode(warning, StandardCharsets.UTF_8).replace("+", "%20");
      length += value.length();
      if (length <= MOST_IN_HEADERS) {
        headers.insert(IN_HEADER, value);
      }
    }
  }

  @Override
  public void onCallCompleted(CallStatus status) {}

  @Override
  public void onCallErrored(Throwable error) {}
}

package org.rhodb.engine.catalog;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.TreeSet;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;

/**
 * Identity of a checkpoint: SHA-256 over its configuration and its tensors, whatever files they lie
 * in. The same weights as safetensors, in shards or as a pickle have the same hash.
 */
public final class WeightsHash {
  /** Bytes handed to the digest at a time. */
  private static final int CHUNK_BYTES = 1 << 18;

  private WeightsHash() {}

  /**
   * Reads all tensors, in the order of their names, and returns the hash in hex.
   *
   * <p>Hashed are the fields of {@link ModelConfig} as {@code name=value} lines in the order of the
   * record, then for every tensor a line {@code name NUL type NUL shape} and its bytes. Needs 256
   * kB; runs at the speed of the disk or of SHA-256, whichever is less.
   *
   * @throws QueryException X410 if a file is cut short while it is read
   */
  public static String of(WeightSource source) {
    MessageDigest digest = sha256();
    digest.update(canonical(source.config()).getBytes(StandardCharsets.UTF_8));
    byte[] chunk = new byte[CHUNK_BYTES];
    for (String name : new TreeSet<>(source.names())) {
      TensorData tensor = source.tensor(name);
      String header = name + '\0' + tensor.type() + '\0' + tensor.shape() + '\n';
      digest.update(header.getBytes(StandardCharsets.UTF_8));
      try {
        ByteBuffer bytes = tensor.bytes();
        while (bytes.hasRemaining()) {
          int count = Math.min(chunk.length, bytes.remaining());
          bytes.get(chunk, 0, count);
          digest.update(chunk, 0, count);
        }
      } catch (InternalError e) {
        // What the JVM throws when a page of a mapped file is no longer there.
        throw QueryException.of(
                ErrorCode.X410,
                "the file of tensor '" + name + "' became shorter while it was read")
            .withCause(e);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static String canonical(ModelConfig config) {
    return String.join(
        "\n",
        "architecture=" + config.architecture(),
        "dVocab=" + config.dVocab(),
        "nCtx=" + config.nCtx(),
        "dModel=" + config.dModel(),
        "nLayers=" + config.nLayers(),
        "nHeads=" + config.nHeads(),
        "dMlp=" + config.dMlp(),
        "activation=" + config.activation(),
        "layerNormEpsilon=" + config.layerNormEpsilon(),
        "isAttentionScaled=" + config.isAttentionScaled(),
        "isAttentionScaledByLayer=" + config.isAttentionScaledByLayer(),
        "isAttentionUpcast=" + config.isAttentionUpcast(),
        "isHeadTied=" + config.isHeadTied(),
        "");
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}

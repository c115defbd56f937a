package org.rhodb.connector.huggingface;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rhodb.connector.file.FileKind;
import org.rhodb.connector.file.MappedFile;
import org.rhodb.connector.json.BoundedJson;
import org.rhodb.engine.catalog.ModelConfig;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;
import org.rhodb.engine.error.Suggestion;

/** Reads config.json of the GPT-2 family. */
final class ConfigReader {
  private static final long MAX_BYTES = 1 << 20;
  private static final BoundedJson JSON = new BoundedJson(32, 256, 1 << 16);
  private static final List<String> ARCHITECTURES = List.of("gpt2");
  private static final List<String> ACTIVATIONS = List.of("gelu_new", "gelu", "relu");

  /** Far above any network, far below where products of two sizes leave 63 bits. */
  private static final int MAX_SIZE = 1 << 24;

  private static final int MAX_LAYERS = 1 << 14;

  private final Path path;
  private final Map<String, @Nullable Object> fields;

  private ConfigReader(Path path, Map<String, @Nullable Object> fields) {
    this.path = path;
    this.fields = fields;
  }

  /**
   * Reads a configuration.
   *
   * @throws QueryException X405 if it is missing, not JSON, incomplete or absurd; U301 if its
   *     family or activation function is not known; X408 if it is a git-LFS pointer or a web page
   */
  static ModelConfig read(Path path) {
    if (!Files.exists(path)) {
      throw QueryException.of(ErrorCode.X405, "there is no file '" + path + "'")
          .withHint("download it beside the weights: they do not tell the number of heads");
    }
    try (MappedFile file = MappedFile.open(path)) {
      FileKind.refuseImpostor(file);
      if (file.size() > MAX_BYTES) {
        throw QueryException.of(
            ErrorCode.X405, "'" + path + "' has " + file.size() + " bytes; at most " + MAX_BYTES);
      }
      return new ConfigReader(path, JSON.object(file.stream(0, file.size()))).read();
    } catch (BoundedJson.JsonFault e) {
      throw QueryException.of(ErrorCode.X405, "'" + path + "' " + e.getMessage()).withCause(e);
    }
  }

  private ModelConfig read() {
    Object family = required("model_type");
    if (!(family instanceof String architecture) || !ARCHITECTURES.contains(architecture)) {
      throw unsupported("model_type", family, ARCHITECTURES);
    }
    refuse("add_cross_attention");
    if (fields.get("quantization_config") != null) {
      throw QueryException.of(
          ErrorCode.U304, "'" + path + "': quantised weights (quantization_config) are not read");
    }
    Object activation = fields.getOrDefault("activation_function", "gelu_new");
    if (!(activation instanceof String name) || !ACTIVATIONS.contains(name)) {
      throw unsupported("activation_function", activation, ACTIVATIONS);
    }
    int dModel = size("n_embd", MAX_SIZE);
    int nHeads = size("n_head", MAX_SIZE);
    if (dModel % nHeads != 0) {
      throw bad("n_head = " + nHeads + " does not divide n_embd = " + dModel);
    }
    boolean hasInner = fields.get("n_inner") != null;
    return new ModelConfig(
        architecture,
        size("vocab_size", MAX_SIZE),
        size(fields.containsKey("n_positions") ? "n_positions" : "n_ctx", MAX_SIZE),
        dModel,
        size("n_layer", MAX_LAYERS),
        nHeads,
        hasInner ? size("n_inner", MAX_SIZE) : 4 * dModel,
        name,
        epsilon(),
        flag("scale_attn_weights", true),
        flag("scale_attn_by_inverse_layer_idx", false),
        flag("reorder_and_upcast_attn", false),
        flag("tie_word_embeddings", true));
  }

  private Object required(String field) {
    Object value = fields.get(field);
    if (value != null) {
      return value;
    }
    String hint =
        Suggestion.nearest(field, fields.keySet())
            .filter(near -> !near.equals(field))
            .map(near -> "did you mean '" + field + "' where it says '" + near + "'?")
            .orElse("");
    // n_ctx is the older name of n_positions.
    String name = field.equals("n_ctx") ? "n_positions" : field;
    throw bad(name + (fields.containsKey(field) ? " is null" : " is missing")).withHint(hint);
  }

  private int size(String field, int most) {
    Object value = required(field);
    if (!(value instanceof Long size) || size < 1 || size > most) {
      throw bad(field + " takes 1 to " + most + "; found " + shown(value));
    }
    return size.intValue();
  }

  private double epsilon() {
    Object value = fields.getOrDefault("layer_norm_epsilon", 1e-5);
    if (value instanceof Number number && number.doubleValue() >= 0 && number.doubleValue() < 1) {
      return number.doubleValue();
    }
    throw bad("layer_norm_epsilon takes 0 to 1; found " + shown(value));
  }

  private boolean flag(String field, boolean absent) {
    Object value = fields.getOrDefault(field, absent);
    if (value instanceof Boolean flag) {
      return flag;
    }
    throw bad(field + " takes true or false; found " + shown(value));
  }

  private void refuse(String field) {
    if (flag(field, false)) {
      throw QueryException.of(
          ErrorCode.U301, "'" + path + "': networks with " + field + " are not known");
    }
  }

  private QueryException unsupported(String field, @Nullable Object value, List<String> known) {
    return QueryException.of(
            ErrorCode.U301, "'" + path + "': " + field + " " + shown(value) + " is not known")
        .withHint("known: " + String.join(", ", known));
  }

  private QueryException bad(String message) {
    return QueryException.of(ErrorCode.X405, "'" + path + "': " + message);
  }

  private static String shown(@Nullable Object value) {
    if (value instanceof Map) {
      return "an object";
    }
    if (value instanceof List) {
      return "an array";
    }
    String text = String.valueOf(value);
    String cut = text.length() > 60 ? text.substring(0, 60) + "..." : text;
    return value instanceof String ? "'" + cut + "'" : cut;
  }
}

package org.rhodb.connector.huggingface;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.rhodb.connector.file.FileKind;
import org.rhodb.connector.file.MappedFile;
import org.rhodb.connector.file.Unreadable;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;

/** Says what a source is that is no folder of checkpoints. */
final class ForeignModel {
  private static final String LAYOUT =
      "name a folder with config.json and model.safetensors or pytorch_model.bin, or a folder of"
          + " checkpoint-<step> folders";

  private static final Map<String, String> FORMATS = new LinkedHashMap<>();

  static {
    FORMATS.put(".ckpt", "a training checkpoint (.ckpt)");
    FORMATS.put(".pt", "a torch.save file (.pt) without a configuration");
    FORMATS.put(".pth", "a torch.save file (.pth) without a configuration");
    FORMATS.put(".gguf", "a llama.cpp model (.gguf)");
    FORMATS.put(".h5", "a TensorFlow model (.h5)");
    FORMATS.put(".msgpack", "a Flax model (.msgpack)");
    FORMATS.put(".onnx", "an ONNX model (.onnx)");
    FORMATS.put(".ot", "a rust-bert model (.ot)");
    FORMATS.put(".npz", "a numpy archive (.npz)");
  }

  private ForeignModel() {}

  /** Returns the refusal of a file that stands where a folder should. */
  static QueryException file(Path path) {
    try (MappedFile file = MappedFile.open(path)) {
      FileKind.refuseImpostor(file);
    }
    Optional<String> format = format(path);
    if (format.isPresent()) {
      return unsupported("'" + path + "' is " + format.get());
    }
    String parent = path.getParent() == null ? "." : path.getParent().toString();
    return QueryException.of(ErrorCode.X401, "'" + path + "' is a file, not a folder")
        .withHint("name the folder that holds it: '" + parent + "'");
  }

  /** Returns the refusal of a folder without anything that is read. */
  static QueryException folder(Path folder) {
    TreeSet<String> formats = new TreeSet<>();
    try (DirectoryStream<Path> children = Files.newDirectoryStream(folder)) {
      for (Path child : children) {
        format(child).ifPresent(formats::add);
      }
    } catch (IOException e) {
      throw Unreadable.file(folder, e);
    }
    if (!formats.isEmpty()) {
      return unsupported("'" + folder + "' holds " + String.join(", ", formats));
    }
    return QueryException.of(ErrorCode.X401, "there is no model in '" + folder + "'")
        .withHint(LAYOUT);
  }

  private static QueryException unsupported(String what) {
    return QueryException.of(ErrorCode.U302, what + ", which is not read")
        .withHint(
            "save it with transformers' save_pretrained(folder, safe_serialization=True); "
                + LAYOUT);
  }

  private static Optional<String> format(Path path) {
    String name = path.toString().toLowerCase(Locale.ROOT);
    return FORMATS.entrySet().stream()
        .filter(format -> name.endsWith(format.getKey()))
        .map(Map.Entry::getValue)
        .findFirst();
  }
}

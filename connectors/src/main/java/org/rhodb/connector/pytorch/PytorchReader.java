package org.rhodb.connector.pytorch;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.rhodb.connector.file.FileKind;
import org.rhodb.connector.file.MappedFile;
import org.rhodb.connector.file.TensorFile;
import org.rhodb.connector.pytorch.PickleValue.Dictionary;
import org.rhodb.connector.pytorch.PickleValue.TensorReference;
import org.rhodb.engine.catalog.TensorData;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;

/** Reads one {@code pytorch_model.bin}: its pickle when opened, its tensors when asked for. */
public final class PytorchReader implements TensorFile {
  private static final String PICKLE = "/data.pkl";
  private static final PytorchOptions OPTIONS = PytorchOptions.DEFAULT;

  private final MappedFile file;
  private final Map<String, StoredTensor> tensors;

  private PytorchReader(MappedFile file, Map<String, StoredTensor> tensors) {
    this.file = file;
    this.tensors = tensors;
  }

  /**
   * Opens a file, reads its pickle and checks every tensor against its storage. Caller closes.
   *
   * @throws QueryException X401 if it cannot be read; U302 if it is a legacy file, TorchScript, a
   *     training checkpoint or a malformed archive; X404 if its pickle is more than a state dict;
   *     X402 if a tensor does not fit its storage; X408 if it is a git-LFS pointer or a web page
   */
  public static PytorchReader open(Path path) {
    MappedFile file = MappedFile.open(path);
    try {
      FileKind.refuseImpostor(file);
      checkKind(file);
      Map<String, ZipEntryData> entries = ZipDirectory.read(file, OPTIONS);
      String root = root(file, entries);
      checkArchive(file, root, entries);
      Object state = unpickle(file, entry(file, entries, root + PICKLE));
      return new PytorchReader(file, tensors(file, root, entries, state));
    } catch (RuntimeException e) {
      file.close();
      throw e;
    }
  }

  private static void checkKind(MappedFile file) {
    FileKind kind = FileKind.of(file.head());
    if (kind == FileKind.LEGACY_TORCH || kind == FileKind.TAR) {
      throw unsupported(file, "is " + kind.description() + ", as PyTorch wrote before version 1.6")
          .withHint("load it with PyTorch and save it again: torch.save(torch.load(f), f)");
    }
    if (kind != FileKind.ZIP) {
      String found = kind == FileKind.UNKNOWN ? "something else" : kind.description();
      throw unsupported(file, "is no zip archive as torch.save writes, but " + found);
    }
  }

  /** Returns the folder of the archive that holds everything: its name is the writer's choice. */
  private static String root(MappedFile file, Map<String, ZipEntryData> entries) {
    List<String> roots =
        entries.keySet().stream()
            .filter(
                name ->
                    name.endsWith(PICKLE) && name.indexOf('/') == name.length() - PICKLE.length())
            .map(name -> name.substring(0, name.length() - PICKLE.length()))
            .toList();
    if (roots.size() != 1) {
      throw unsupported(file, "is a zip archive without the data.pkl that torch.save writes");
    }
    return roots.get(0);
  }

  private static void checkArchive(
      MappedFile file, String root, Map<String, ZipEntryData> entries) {
    boolean isTorchScript =
        entries.containsKey(root + "/constants.pkl")
            || entries.keySet().stream().anyMatch(name -> name.startsWith(root + "/code/"));
    if (isTorchScript) {
      throw unsupported(file, "is a TorchScript archive: it holds code, not only weights")
          .withHint("save the state dict instead: torch.save(model.state_dict(), f)");
    }
    ZipEntryData order = entries.get(root + "/byteorder");
    if (order != null && order.bytes() <= 16) {
      byte[] text = new byte[(int) order.bytes()];
      file.read(order.offset(), ByteBuffer.wrap(text));
      if (!new String(text, StandardCharsets.UTF_8).strip().equals("little")) {
        throw unsupported(file, "was written on a big-endian machine");
      }
    }
  }

  private static Object unpickle(MappedFile file, ZipEntryData pickle) {
    if (pickle.bytes() > OPTIONS.maxPickleBytes()) {
      throw Unpickler.refused(
          file.path().toString(),
          "it has " + pickle.bytes() + " bytes; at most " + OPTIONS.maxPickleBytes());
    }
    ByteBuffer code = ByteBuffer.allocate((int) pickle.bytes());
    file.read(pickle.offset(), code);
    return new Unpickler(file.path().toString(), OPTIONS, code.flip()).read();
  }

  private static Map<String, StoredTensor> tensors(
      MappedFile file, String root, Map<String, ZipEntryData> entries, Object state) {
    String path = file.path().toString();
    if (!(state instanceof Dictionary dictionary)) {
      throw Unpickler.refused(path, "it is no dictionary");
    }
    if (dictionary.items.size() > OPTIONS.maxTensors()) {
      throw Unpickler.refused(path, "it has more than " + OPTIONS.maxTensors() + " tensors");
    }
    Map<String, StoredTensor> tensors = new LinkedHashMap<>();
    long bytes = 0;
    for (Map.Entry<Object, Object> item : dictionary.items.entrySet()) {
      if (item.getValue() instanceof Dictionary) {
        throw unsupported(
                file,
                "is a training checkpoint: it holds '"
                    + item.getKey()
                    + "' beside or around weights")
            .withHint("save the state dict alone: torch.save(model.state_dict(), f)");
      }
      if (!(item.getKey() instanceof String name)
          || !(item.getValue() instanceof TensorReference tensor)) {
        throw Unpickler.refused(path, "item '" + item.getKey() + "' is no tensor");
      }
      ZipEntryData data = entry(file, entries, root + "/data/" + tensor.storage().key());
      StoredTensor stored = StoredTensor.checked(path, name, tensor, data);
      bytes += stored.bytes();
      tensors.put(name, stored);
    }
    if (bytes / OPTIONS.maxExpansion() > file.size()) {
      throw Unpickler.refused(path, "its tensors have " + bytes + " bytes, many times the file's");
    }
    return tensors;
  }

  private static ZipEntryData entry(
      MappedFile file, Map<String, ZipEntryData> entries, String name) {
    ZipEntryData entry = entries.get(name);
    if (entry == null) {
      throw unsupported(file, "has no entry '" + name + "'");
    }
    return entry;
  }

  @Override
  public Set<String> names() {
    return Collections.unmodifiableSet(tensors.keySet());
  }

  @Override
  public List<Long> shape(String name) {
    return stored(name).shape();
  }

  @Override
  public TensorData tensor(String name) {
    return stored(name).open(file);
  }

  private StoredTensor stored(String name) {
    StoredTensor tensor = tensors.get(name);
    if (tensor == null) {
      throw QueryException.of(ErrorCode.X402, "'" + file.path() + "' has no tensor '" + name + "'");
    }
    return tensor;
  }

  @Override
  public void close() {
    file.close();
  }

  private static QueryException unsupported(MappedFile file, String what) {
    return QueryException.of(ErrorCode.U302, "'" + file.path() + "' " + what);
  }
}

package org.rhodb.connector.huggingface;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.rhodb.connector.file.FileKind;
import org.rhodb.connector.file.MappedFile;
import org.rhodb.connector.file.TensorFile;
import org.rhodb.connector.json.BoundedJson;
import org.rhodb.engine.catalog.TensorData;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;

/** Tensors of several files, which an index assigns to them by name. */
final class ShardedTensors implements TensorFile {
  private static final long MAX_BYTES = 1 << 24;
  private static final int MAX_SHARDS = 1000;
  private static final BoundedJson JSON = new BoundedJson(8, 256, 1 << 12);

  private final Path index;
  private final Map<String, TensorFile> shards;
  private final Map<String, TensorFile> byTensor;

  private ShardedTensors(
      Path index, Map<String, TensorFile> shards, Map<String, TensorFile> byTensor) {
    this.index = index;
    this.shards = shards;
    this.byTensor = byTensor;
  }

  /**
   * Opens all shards of an index, and checks that it and they agree. Caller closes.
   *
   * @throws QueryException X401 with the shards that are missing, X405 if the index is malformed or
   *     does not fit its shards, and what opening a shard throws
   */
  static ShardedTensors open(Path index, Function<Path, TensorFile> opener) {
    Map<String, String> files = readIndex(index);
    Map<String, Path> paths = new TreeMap<>();
    List<String> missing = new ArrayList<>();
    for (String file : new TreeSet<>(files.values())) {
      Path path = shardPath(index, file);
      if (Files.exists(path)) {
        paths.put(file, path);
      } else {
        missing.add(file);
      }
    }
    if (!missing.isEmpty()) {
      throw QueryException.of(
          ErrorCode.X401, "'" + index + "' names files that are missing: " + some(missing));
    }
    if (paths.size() > MAX_SHARDS) {
      throw malformed(index, "names " + paths.size() + " files; at most " + MAX_SHARDS);
    }
    Map<String, TensorFile> shards = new TreeMap<>();
    try {
      paths.forEach((file, path) -> shards.put(file, opener.apply(path)));
      return new ShardedTensors(index, shards, assign(index, files, shards));
    } catch (RuntimeException e) {
      shards.values().forEach(TensorFile::close);
      throw e;
    }
  }

  private static Map<String, String> readIndex(Path index) {
    try (MappedFile file = MappedFile.open(index)) {
      FileKind.refuseImpostor(file);
      if (file.size() > MAX_BYTES) {
        throw malformed(index, "has " + file.size() + " bytes; at most " + MAX_BYTES);
      }
      if (!(JSON.object(file.stream(0, file.size())).get("weight_map") instanceof Map<?, ?> map)) {
        throw malformed(index, "has no object 'weight_map'");
      }
      Map<String, String> files = new LinkedHashMap<>();
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        if (!(entry.getValue() instanceof String shard)) {
          throw malformed(index, "assigns no file to tensor '" + entry.getKey() + "'");
        }
        files.put(String.valueOf(entry.getKey()), shard);
      }
      if (files.isEmpty()) {
        throw malformed(index, "assigns no tensor to a file");
      }
      return files;
    } catch (BoundedJson.JsonFault e) {
      throw malformed(index, e.getMessage()).withCause(e);
    }
  }

  /** Shards lie beside their index: a name that leads elsewhere is refused. */
  private static Path shardPath(Path index, String file) {
    boolean isPlain =
        !file.isEmpty()
            && !file.equals(".")
            && !file.equals("..")
            && file.chars().noneMatch(c -> c == '/' || c == '\\' || c == ':' || c < ' ');
    if (!isPlain) {
      throw malformed(
          index, "names a file outside its folder: '" + file.replace("\0", "\\0") + "'");
    }
    return index.resolveSibling(file);
  }

  private static Map<String, TensorFile> assign(
      Path index, Map<String, String> files, Map<String, TensorFile> shards) {
    Map<String, TensorFile> byTensor = new LinkedHashMap<>();
    files.forEach(
        (tensor, file) -> {
          TensorFile shard = shards.get(file);
          if (shard == null || !shard.names().contains(tensor)) {
            throw malformed(
                index, "says that tensor '" + tensor + "' is in '" + file + "'; it is not");
          }
          byTensor.put(tensor, shard);
        });
    shards.forEach(
        (file, shard) -> {
          for (String tensor : shard.names()) {
            if (byTensor.get(tensor) != shard) {
              throw malformed(
                  index,
                  "does not assign tensor '" + tensor + "' to '" + file + "', which holds it");
            }
          }
        });
    return byTensor;
  }

  private static String some(List<String> names) {
    int shown = Math.min(5, names.size());
    String more = names.size() > shown ? ", and " + (names.size() - shown) + " more" : "";
    return String.join(", ", names.subList(0, shown)) + more;
  }

  @Override
  public Set<String> names() {
    return Collections.unmodifiableSet(byTensor.keySet());
  }

  @Override
  public List<Long> shape(String name) {
    return shard(name).shape(name);
  }

  @Override
  public TensorData tensor(String name) {
    return shard(name).tensor(name);
  }

  private TensorFile shard(String name) {
    TensorFile shard = byTensor.get(name);
    if (shard == null) {
      throw QueryException.of(ErrorCode.X402, "'" + index + "' has no tensor '" + name + "'");
    }
    return shard;
  }

  @Override
  public void close() {
    shards.values().forEach(TensorFile::close);
  }

  private static QueryException malformed(Path index, String what) {
    return QueryException.of(ErrorCode.X405, "'" + index + "' " + what);
  }
}

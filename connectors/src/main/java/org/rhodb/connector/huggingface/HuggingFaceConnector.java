package org.rhodb.connector.huggingface;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.rhodb.connector.file.SourceFiles;
import org.rhodb.engine.catalog.ModelConnector;
import org.rhodb.engine.catalog.WeightSource;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;

/** Connector for models in Hugging Face layout on disk. */
public final class HuggingFaceConnector implements ModelConnector {
  private static final String HUB = "hf:";

  @Override
  public String name() {
    return "huggingface";
  }

  /** Returns true for paths, whether they exist or not, and for hub names, which are refused. */
  @Override
  public boolean reads(String source, Path folder) {
    return isHubName(source) || !source.contains("://");
  }

  @Override
  public List<Found> find(String source, Path folder) {
    if (isHubName(source)) {
      throw QueryException.of(
              ErrorCode.U302, "models are not fetched from the hub: '" + source + "'")
          .withHint(
              "download config.json and model.safetensors or pytorch_model.bin of each revision into"
                  + " folders named checkpoint-<step>, and name their parent: FROM 'study/alias'");
    }
    Path path = SourceFiles.resolve(source, folder);
    if (Files.isRegularFile(path)) {
      throw ForeignModel.file(path);
    }
    if (!Files.isDirectory(path)) {
      throw QueryException.of(ErrorCode.X401, "there is no folder '" + path + "'");
    }
    return CheckpointFolders.find(path);
  }

  private static boolean isHubName(String source) {
    return source.toLowerCase(Locale.ROOT).startsWith(HUB);
  }

  @Override
  public WeightSource open(String location) {
    return CheckpointReader.open(Path.of(location));
  }
}

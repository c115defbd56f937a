package org.rhodb.connector.huggingface;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.rhodb.connector.file.TensorFile;
import org.rhodb.connector.pytorch.PytorchReader;
import org.rhodb.connector.safetensors.SafetensorsReader;
import org.rhodb.engine.catalog.ModelConfig;
import org.rhodb.engine.catalog.TensorData;
import org.rhodb.engine.catalog.WeightSource;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;

/** Reads one checkpoint folder: its configuration, then its weights. */
final class CheckpointReader implements WeightSource {
  static final String CONFIG = "config.json";

  private final ModelConfig config;
  private final TensorFile tensors;
  private boolean isClosed;

  private CheckpointReader(ModelConfig config, TensorFile tensors) {
    this.config = config;
    this.tensors = tensors;
  }

  /** Opens a folder, and checks that configuration and weights are of one model. Caller closes. */
  static CheckpointReader open(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw QueryException.of(ErrorCode.X401, "there is no folder '" + folder + "'");
    }
    ModelConfig config = ConfigReader.read(folder.resolve(CONFIG));
    WeightFile kind = WeightFile.in(folder).orElseThrow(() -> ForeignModel.folder(folder));
    TensorFile tensors = openTensors(kind, folder.resolve(kind.fileName()));
    try {
      SizeCheck.check(folder, config, tensors);
      return new CheckpointReader(config, tensors);
    } catch (RuntimeException e) {
      tensors.close();
      throw e;
    }
  }

  private static TensorFile openTensors(WeightFile kind, Path path) {
    return switch (kind) {
      case SAFETENSORS -> SafetensorsReader.open(path);
      case PYTORCH -> PytorchReader.open(path);
      case SAFETENSORS_INDEX -> ShardedTensors.open(path, SafetensorsReader::open);
      case PYTORCH_INDEX -> ShardedTensors.open(path, PytorchReader::open);
    };
  }

  @Override
  public ModelConfig config() {
    return config;
  }

  @Override
  public Set<String> names() {
    return tensors.names();
  }

  @Override
  public TensorData tensor(String name) {
    if (isClosed) {
      throw new IllegalStateException("the checkpoint is closed");
    }
    return tensors.tensor(name);
  }

  @Override
  public void close() {
    isClosed = true;
    tensors.close();
  }
}

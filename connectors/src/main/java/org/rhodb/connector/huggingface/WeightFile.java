package org.rhodb.connector.huggingface;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The weight files of the layout, in the order they are looked for. */
enum WeightFile {
  SAFETENSORS("model.safetensors"),
  SAFETENSORS_INDEX("model.safetensors.index.json"),
  PYTORCH("pytorch_model.bin"),
  PYTORCH_INDEX("pytorch_model.bin.index.json");

  private final String fileName;

  WeightFile(String fileName) {
    this.fileName = fileName;
  }

  String fileName() {
    return fileName;
  }

  static List<String> names() {
    return Arrays.stream(values()).map(WeightFile::fileName).toList();
  }

  /** Returns the one that is read in a folder. */
  static Optional<WeightFile> in(Path folder) {
    return Arrays.stream(values())
        .filter(kind -> Files.exists(folder.resolve(kind.fileName)))
        .findFirst();
  }
}

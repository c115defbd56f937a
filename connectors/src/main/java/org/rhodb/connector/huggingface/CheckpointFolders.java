package org.rhodb.connector.huggingface;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.rhodb.connector.file.Unreadable;
import org.rhodb.engine.catalog.ModelConnector.Found;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;

/** Finds the checkpoints of a folder by the names of its folders and files. */
final class CheckpointFolders {
  private static final Pattern STEP = Pattern.compile("checkpoint-([0-9]{1,18})");

  private CheckpointFolders() {}

  /** Returns the checkpoints by rising step; other folders are passed over. */
  static List<Found> find(Path folder) {
    boolean isCheckpoint = Files.exists(folder.resolve(CheckpointReader.CONFIG));
    if (isCheckpoint && WeightFile.in(folder).isPresent()) {
      return List.of(new Found(step(folder).orElse(0), folder.toString()));
    }
    Map<Long, Path> bySteps = new TreeMap<>();
    for (Path child : folders(folder)) {
      OptionalLong step = step(child);
      if (step.isPresent()) {
        Path other = bySteps.put(step.getAsLong(), child);
        if (other != null) {
          throw QueryException.of(
              ErrorCode.X401,
              "'"
                  + folder
                  + "' has two folders of step "
                  + step.getAsLong()
                  + ": '"
                  + other.getFileName()
                  + "' and '"
                  + child.getFileName()
                  + "'");
        }
      }
    }
    if (bySteps.isEmpty()) {
      // Weights or config.json alone: opening says which of them is missing.
      if (isCheckpoint || WeightFile.in(folder).isPresent()) {
        return List.of(new Found(step(folder).orElse(0), folder.toString()));
      }
      throw ForeignModel.folder(folder);
    }
    List<Found> found = new ArrayList<>();
    bySteps.forEach((step, path) -> found.add(new Found(step, path.toString())));
    return List.copyOf(found);
  }

  private static OptionalLong step(Path folder) {
    Path name = folder.getFileName();
    Matcher matcher = STEP.matcher(name == null ? "" : name.toString());
    return matcher.matches()
        ? OptionalLong.of(Long.parseLong(matcher.group(1)))
        : OptionalLong.empty();
  }

  private static List<Path> folders(Path folder) {
    try (DirectoryStream<Path> children = Files.newDirectoryStream(folder, Files::isDirectory)) {
      List<Path> list = new ArrayList<>();
      children.forEach(list::add);
      // The order of a directory is the file system's; messages must not depend on it.
      list.sort(null);
      return list;
    } catch (IOException e) {
      throw Unreadable.file(folder, e);
    }
  }
}

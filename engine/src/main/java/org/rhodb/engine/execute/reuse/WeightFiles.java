package org.rhodb.engine.execute.reuse;

import org.rhodb.engine.catalog.CheckpointEntry;

/**
 * Tells whether the files of a checkpoint are still those whose hash the catalog has, without
 * reading them where nothing about them changed.
 */
public interface WeightFiles {

  /** Returns names, sizes and times of the files; empty where there are none any more. */
  String fingerprint(CheckpointEntry checkpoint);

  /**
   * Reads the files and compares their hash.
   *
   * @throws org.rhodb.engine.error.QueryException X410 if they changed since CREATE MODEL
   */
  void verify(CheckpointEntry checkpoint);
}

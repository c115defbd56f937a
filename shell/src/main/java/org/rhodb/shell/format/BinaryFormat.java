package org.rhodb.shell.format;

import static java.util.Objects.requireNonNull;

import org.rhodb.engine.ExportFormat;

/**
 * Format of files that hold one result each, with its types; the engine writes them.
 *
 * @param export the engine's word for it
 */
public record BinaryFormat(String name, String description, ExportFormat export)
    implements OutputFormat {
  public BinaryFormat {
    requireNonNull(name, "name is null");
    requireNonNull(description, "description is null");
    requireNonNull(export, "export is null");
  }
}

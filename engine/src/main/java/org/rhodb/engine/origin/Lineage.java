package org.rhodb.engine.origin;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.rhodb.engine.catalog.TableOrigin;

/**
 * Where the stored tables and views that a statement reads come from.
 *
 * @param inputs names it reads itself, with the schema's before it outside of {@code main}
 * @param areInputsKnown whether these are all
 * @param origins of them and of everything they were made from, by name: the statements since the
 *     creation of each version that was read, oldest first; none: nobody recorded how it came to be
 */
public record Lineage(
    List<String> inputs, boolean areInputsKnown, Map<String, List<TableOrigin>> origins) {

  public Lineage {
    inputs = List.copyOf(inputs);
    origins = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(origins));
  }
}

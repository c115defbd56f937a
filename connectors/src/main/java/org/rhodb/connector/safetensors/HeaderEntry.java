package org.rhodb.connector.safetensors;

import java.util.List;

/**
 * One tensor of a header.
 *
 * @param begin first byte, counted from the end of the header
 * @param end byte behind the last
 */
record HeaderEntry(String name, Dtype dtype, List<Long> shape, long begin, long end) {
  HeaderEntry {
    shape = List.copyOf(shape);
  }
}

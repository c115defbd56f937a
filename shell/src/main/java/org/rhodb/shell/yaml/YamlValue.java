package org.rhodb.shell.yaml;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;
import org.rhodb.grammar.Position;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** A value of YAML that knows its name and its place. */
public final class YamlValue {
  private final YamlText text;
  private final String name;
  private final Node node;

  YamlValue(YamlText text, String name, Node node) {
    this.text = text;
    this.name = name;
    this.node = node;
  }

  /** Returns where it stands. */
  public Position position() {
    return text.position(node.getStartMark().orElseThrow(), node.getEndMark().orElseThrow());
  }

  /** Returns the error that this value is not what it must be. */
  public QueryException refused(String message) {
    return QueryException.at(position(), ErrorCode.S106, name + ": " + message);
  }

  /** Returns whether it is a mapping. */
  public boolean isMap() {
    return node instanceof MappingNode;
  }

  /** Returns whether it is a list. */
  public boolean isList() {
    return node instanceof SequenceNode;
  }

  /** Returns the mapping it is. */
  public YamlMap map() {
    if (node instanceof MappingNode mapping) {
      return new YamlMap(text, this, name, mapping);
    }
    throw takes("keys and values");
  }

  /** Returns the elements of the list it is; a single value is a list of one. */
  public List<YamlValue> list() {
    return node instanceof SequenceNode sequence
        ? sequence.getValue().stream().map(n -> new YamlValue(text, name, n)).toList()
        : List.of(this);
  }

  /** Returns its characters, which must not be blank; a line break inside is a space. */
  public String text() {
    if (node instanceof ScalarNode scalar && !scalar.getValue().isBlank()) {
      return scalar.getValue().strip();
    }
    throw takes("a text");
  }

  /** Returns its characters as they stand, even none. */
  public String characters() {
    if (node instanceof ScalarNode scalar) {
      return scalar.getValue();
    }
    throw takes("one value");
  }

  /** Returns the texts of its elements. */
  public List<String> texts() {
    return list().stream().map(YamlValue::text).toList();
  }

  /** Returns the whole number it is. */
  public long integer() {
    try {
      return Long.parseLong(text().replace("_", ""));
    } catch (NumberFormatException e) {
      throw takes("a whole number");
    }
  }

  /** Returns the finite number it is. */
  public double number() {
    try {
      return new BigDecimal(text()).doubleValue();
    } catch (NumberFormatException e) {
      throw takes("a number");
    }
  }

  private QueryException takes(String what) {
    String found =
        node instanceof ScalarNode scalar
            ? "'" + scalar.getValue() + "'"
            : "a " + node.getNodeType().name().toLowerCase(Locale.ROOT);
    return refused("takes " + what + "; found " + found);
  }
}

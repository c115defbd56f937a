package org.rhodb.shell.yaml;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;
import org.rhodb.engine.error.Suggestion;
import org.rhodb.grammar.Position;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.NodeTuple;

/** A mapping; each key stands once. */
public final class YamlMap {
  private final YamlValue whole;
  private final String name;
  private final Map<String, YamlValue> values = new LinkedHashMap<>();
  private final Map<String, Position> places = new LinkedHashMap<>();

  YamlMap(YamlText text, YamlValue whole, String name, MappingNode node) {
    this.whole = whole;
    this.name = name;
    for (NodeTuple tuple : node.getValue()) {
      YamlValue key = new YamlValue(text, "a key of " + name, tuple.getKeyNode());
      String word = key.text();
      if (values.put(word, new YamlValue(text, word, tuple.getValueNode())) != null) {
        throw QueryException.at(
            key.position(), ErrorCode.S106, "'" + word + "' stands twice in " + name);
      }
      places.put(word, key.position());
    }
  }

  /** Returns the mapping itself, for errors about the whole of it. */
  public YamlValue whole() {
    return whole;
  }

  /**
   * Refuses every key that is not one of these.
   *
   * @throws QueryException S106 at the first unknown key
   */
  public YamlMap knowing(Collection<String> known) {
    for (String key : values.keySet()) {
      if (!known.contains(key)) {
        throw QueryException.at(place(key), ErrorCode.S106, "unknown key '" + key + "' in " + name)
            .withHint(Suggestion.hint(key, "keys", List.copyOf(known)));
      }
    }
    return this;
  }

  /** Returns the keys in their order. */
  public Collection<String> keys() {
    return values.keySet();
  }

  /** Returns where a key stands that is there. */
  public Position place(String key) {
    return places.getOrDefault(key, whole.position());
  }

  /** Returns a value, or nothing. */
  public Optional<YamlValue> find(String key) {
    return Optional.ofNullable(values.get(key));
  }

  /**
   * Returns a value.
   *
   * @throws QueryException S106 if it is missing
   */
  public YamlValue get(String key) {
    return find(key).orElseThrow(() -> whole.refused("the key '" + key + "' is missing"));
  }

  /** Returns a value's text, or the empty text. */
  public String text(String key) {
    return find(key).map(YamlValue::text).orElse("");
  }
}

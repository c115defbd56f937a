package org.rhodb.engine.relation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.rhodb.grammar.tree.Ablation;
import org.rhodb.grammar.tree.Baseline;
import org.rhodb.grammar.tree.Checkpoints;
import org.rhodb.grammar.tree.Control;
import org.rhodb.grammar.tree.Island;
import org.rhodb.grammar.tree.Literal;
import org.rhodb.grammar.tree.ModelReference;
import org.rhodb.grammar.tree.Models;
import org.rhodb.grammar.tree.Name;

/**
 * Writes an island as a call of its table function with all its parameters, as views and macros
 * keep it: {@code correlate_models(models := 'a, b@100', corpus := 'pile', checkpoints := 'all')}.
 */
public final class RelationCall implements Island.Visitor<String> {

  private RelationCall() {}

  /** Returns the call that stands for an island. */
  public static String of(Island island) {
    return island.accept(new RelationCall());
  }

  @Override
  public String visit(Island.Correlate island) {
    Map<String, Object> parameters = common(island.models(), island.corpus(), island.checkpoints());
    return call(RelationName.CORRELATE, parameters);
  }

  @Override
  public String visit(Island.Universal island) {
    Map<String, Object> parameters = common(island.models(), island.corpus(), island.checkpoints());
    if (!island.references().isEmpty()) {
      parameters.put("reference", names(island.references()));
    }
    for (Baseline baseline : island.baselines()) {
      parameters.put("baseline", baseline.kind().name().toLowerCase(Locale.ROOT));
      parameters.put("draws", (long) baseline.draws());
      parameters.put("seed", baseline.seed());
    }
    return call(RelationName.UNIVERSAL, parameters);
  }

  @Override
  public String visit(Island.Persist island) {
    Map<String, Object> parameters = new LinkedHashMap<>();
    parameters.put("neurons", island.input().text());
    parameters.put("by_layer", island.isByLayer());
    return call(RelationName.PERSIST, parameters);
  }

  @Override
  public String visit(Island.Ablate island) {
    Map<String, Object> parameters = new LinkedHashMap<>();
    parameters.put("neurons", island.input().text());
    parameters.put("corpus", quoted(island.corpus()));
    parameters.put("replacement", replacement(island.ablation()));
    parameters.put("by_layer", island.isByLayer());
    if (island.control().kind() != Control.Kind.NONE) {
      parameters.put("versus", island.control().kind().name().toLowerCase(Locale.ROOT));
      parameters.put("draws", (long) island.control().draws());
      parameters.put("seed", island.control().seed());
    }
    if (island.screen().isEach()) {
      parameters.put("each", true);
    }
    if (island.screen().isEstimated()) {
      parameters.put("estimate", "gradient");
    }
    if (island.screen().top() < Integer.MAX_VALUE) {
      parameters.put("top", (long) island.screen().top());
    }
    return call(RelationName.ABLATE, parameters);
  }

  @Override
  public String visit(Island.Activations island) {
    Map<String, Object> parameters = common(island.models(), island.corpus(), island.checkpoints());
    return call(RelationName.ACTIVATIONS, parameters);
  }

  private static Map<String, Object> common(Models models, Name corpus, Checkpoints checkpoints) {
    Map<String, Object> parameters = new LinkedHashMap<>();
    if (models instanceof Models.Listed listed) {
      List<String> references = new ArrayList<>();
      for (ModelReference reference : listed.references()) {
        String step =
            reference.at() instanceof Checkpoints.Steps s ? "@" + s.steps().get(0).value() : "";
        references.add(quoted(reference.model()) + step);
      }
      parameters.put("models", String.join(", ", references));
    } else {
      parameters.put("models", "all");
    }
    parameters.put("corpus", quoted(corpus));
    if (checkpoints instanceof Checkpoints.All) {
      parameters.put("checkpoints", "all");
    } else if (checkpoints instanceof Checkpoints.Steps steps) {
      parameters.put(
          "checkpoints",
          steps.steps().stream()
              .map(Literal::value)
              .map(Object::toString)
              .collect(Collectors.joining(", ")));
    }
    return parameters;
  }

  private static String replacement(Ablation ablation) {
    if (ablation instanceof Ablation.Fixed fixed) {
      return Double.toString(fixed.value());
    }
    if (ablation instanceof Ablation.Resample resample) {
      return "resample seed " + resample.seed();
    }
    return ablation instanceof Ablation.Zero ? "zero" : "mean";
  }

  private static String names(List<Name> names) {
    return names.stream().map(RelationCall::quoted).collect(Collectors.joining(", "));
  }

  private static String quoted(Name name) {
    return name.text().matches("[A-Za-z_][A-Za-z0-9_]*")
        ? name.text()
        : '"' + name.text().replace("\"", "\"\"") + '"';
  }

  private static String call(String function, Map<String, Object> parameters) {
    return parameters.entrySet().stream()
        .map(e -> e.getKey() + " := " + literal(e.getValue()))
        .collect(Collectors.joining(", ", function + "(", ")"));
  }

  private static String literal(Object value) {
    return value instanceof String text ? "'" + text.replace("'", "''") + "'" : value.toString();
  }
}

package org.rhodb.engine.relation;

import org.rhodb.grammar.tree.Island;

/** The names by which SQL calls the relations as table functions, one for each kind of island. */
public final class RelationName implements Island.Visitor<String> {
  static final String CORRELATE = "correlate_models";
  static final String UNIVERSAL = "universal_neurons";
  static final String PERSIST = "persist";
  static final String ABLATE = "ablate";
  static final String ACTIVATIONS = "activations";

  private RelationName() {}

  /** Returns the name of the function that stands for an island. */
  public static String of(Island island) {
    return island.accept(new RelationName());
  }

  @Override
  public String visit(Island.Correlate island) {
    return CORRELATE;
  }

  @Override
  public String visit(Island.Universal island) {
    return UNIVERSAL;
  }

  @Override
  public String visit(Island.Persist island) {
    return PERSIST;
  }

  @Override
  public String visit(Island.Ablate island) {
    return ABLATE;
  }

  @Override
  public String visit(Island.Activations island) {
    return ACTIVATIONS;
  }
}

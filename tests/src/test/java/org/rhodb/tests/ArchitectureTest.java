package org.rhodb.tests;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** One library, one room; stages know only earlier stages; every name tells its kind. */
final class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("org.rhodb");

  /** Library package to the rooms that may import it. */
  private static final Map<String, String[]> ROOM_OF_LIBRARY =
      Map.ofEntries(
          room("org.antlr..", "org.rhodb.grammar.."),
          room("org.apache.calcite..", "org.rhodb.engine.plan..", "org.rhodb.engine.optimize.."),
          room("ai.djl..", "org.rhodb.engine.network.."),
          room("org.apache.arrow..", "org.rhodb.engine.arrow..", "org.rhodb.shell.serve.."),
          room("org.apache.arrow.flight..", "org.rhodb.shell.serve.."),
          room("io.grpc..", "org.rhodb.shell.serve.."),
          room("com.google.protobuf..", "org.rhodb.shell.serve.."),
          room("org.duckdb..", "org.rhodb.engine.store.."),
          room("java.sql..", "org.rhodb.engine.store..", "org.rhodb.engine.jdbc.."),
          room("com.knuddels..", "org.rhodb.engine.corpus.."),
          room("org.jline..", "org.rhodb.shell.."),
          room("picocli..", "org.rhodb.shell.."),
          room("org.snakeyaml..", "org.rhodb.shell.yaml.."),
          room("org.knowm..", "org.rhodb.shell.chart.."));

  private static Map.Entry<String, String[]> room(String library, String... rooms) {
    return Map.entry(library, rooms);
  }

  @Test
  void seesTheWholeProduct() {
    assertThat(CLASSES.size()).isGreaterThan(100);
  }

  @TestFactory
  Iterable<DynamicTest> keepsEachLibraryInItsRoom() {
    return ROOM_OF_LIBRARY.entrySet().stream()
        .map(
            entry ->
                DynamicTest.dynamicTest(
                    entry.getKey(),
                    () -> {
                      noClasses()
                          .that()
                          .resideOutsideOfPackages(entry.getValue())
                          .should()
                          .dependOnClassesThat()
                          .resideInAPackage(entry.getKey())
                          .check(CLASSES);
                      assertThat(
                              CLASSES.stream()
                                  .flatMap(c -> c.getDirectDependenciesFromSelf().stream())
                                  .anyMatch(
                                      d ->
                                          d.getTargetClass()
                                              .getPackageName()
                                              .startsWith(entry.getKey().replace("..", ""))))
                          .as("somebody uses it, or the rule checks nothing")
                          .isTrue();
                    }))
        .collect(Collectors.toList());
  }

  @Test
  void dependsFromRoomToRoomInOneDirection() {
    noClasses()
        .that()
        .resideInAPackage("org.rhodb.grammar..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.rhodb.engine..", "org.rhodb.connector..", "org.rhodb.shell..")
        .check(CLASSES);
    noClasses()
        .that()
        .resideInAPackage("org.rhodb.engine..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.rhodb.connector..", "org.rhodb.shell..")
        .check(CLASSES);
    noClasses()
        .that()
        .resideInAPackage("org.rhodb.connector..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.rhodb.shell..")
        .check(CLASSES);
  }

  @Test
  void neverCallsAnEarlierStage() {
    Map<String, String[]> laterThan =
        Map.of(
            "org.rhodb.engine.statistic..",
                new String[] {
                  "catalog", "analyze", "plan", "optimize", "execute", "store", "network"
                },
            "org.rhodb.engine.network..",
                new String[] {"analyze", "plan", "optimize", "execute", "store", "jdbc"},
            "org.rhodb.engine.analyze..",
                new String[] {"plan", "optimize", "execute", "store", "network", "jdbc"},
            "org.rhodb.engine.plan..",
                new String[] {"optimize", "execute", "store", "network", "jdbc"},
            "org.rhodb.engine.optimize..", new String[] {"execute", "store", "network", "jdbc"},
            "org.rhodb.engine.store..",
                new String[] {"analyze", "plan", "optimize", "execute", "network", "jdbc"},
            "org.rhodb.engine.arrow..",
                new String[] {
                  "analyze", "plan", "optimize", "execute", "network", "jdbc", "store"
                });
    laterThan.forEach(
        (stage, later) -> {
          String[] packages = new String[later.length];
          for (int i = 0; i < later.length; i++) {
            packages[i] = "org.rhodb.engine." + later[i] + "..";
          }
          noClasses()
              .that()
              .resideInAPackage(stage)
              .should()
              .dependOnClassesThat()
              .resideInAnyPackage(packages)
              .check(CLASSES);
        });
  }

  @Test
  void hasNoCyclesBetweenPackages() {
    // The grammar is one slice: its front door calls builders that read what ANTLR generates beside
    // it.
    for (String slices :
        List.of(
            "org.rhodb.engine.(*)..",
            "org.rhodb.engine.execute.(**)",
            "org.rhodb.engine.network.(**)",
            "org.rhodb.connector.(*)..",
            "org.rhodb.shell.(*)..")) {
      slices().matching(slices).should().beFreeOfCycles().check(CLASSES);
    }
  }

  @Test
  void hasNoPackageOrClassForEverythingElse() {
    noClasses()
        .should()
        .haveSimpleNameEndingWith("Util")
        .orShould()
        .haveSimpleNameEndingWith("Utils")
        .orShould()
        .haveSimpleNameEndingWith("Helper")
        .orShould()
        .haveSimpleNameEndingWith("Manager")
        .orShould()
        .haveSimpleNameEndingWith("Impl")
        .orShould()
        .resideInAnyPackage("..util..", "..common..", "..helper..", "..impl..", "..manager..")
        .check(CLASSES);
  }

  @Test
  void namesPlannerRulesAndNodesByTheirKind() {
    classes()
        .that()
        .areAssignableTo("org.apache.calcite.plan.RelOptRule")
        .and()
        .areNotInterfaces()
        .should()
        .haveSimpleNameEndingWith("Rule")
        .check(CLASSES);
    assertThat(
            CLASSES.stream()
                .map(JavaClass::getSimpleName)
                .filter(n -> n.equals("Correlate"))
                .count())
        .as("Correlate is Calcite's word for a dependent join; ours only as a nested record")
        .isLessThanOrEqualTo(3);
  }
}

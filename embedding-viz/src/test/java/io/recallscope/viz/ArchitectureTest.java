package io.recallscope.viz;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The arrows between the packages of this module. */
@AnalyzeClasses(
    packages = "io.recallscope.viz",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule WORK_STANDS_ALONE =
      classes()
          .that()
          .resideInAPackage("..viz.work..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("..viz.work..", "java..")
          .because("every long job speaks through it, so it must be usable from anywhere");

  @ArchTest
  static final ArchRule VECTOR_KNOWS_ONLY_WORK =
      only("vector", "work").because("tables and kernels are the ground the rest stands on");

  @ArchTest
  static final ArchRule NEIGHBORS_KNOW_VECTOR_AND_WORK =
      only("neighbors", "vector", "work")
          .because("who is near whom must not depend on how it is drawn");

  @ArchTest
  static final ArchRule PROJECTION_KNOWS_NO_MAP =
      only("projection", "vector", "neighbors", "work")
          .because("a layout is computed headless; the map only shows it");

  @ArchTest
  static final ArchRule MAP_TAKES_PLAIN_ARRAYS =
      only("map", "vector", "work")
          .allowEmptyShould(true)
          .because("the map draws x[], y[], colour[], wherever they come from");

  @ArchTest
  static final ArchRule JAVAFX_ONLY_IN_MAP =
      noClasses()
          .that(not(resideInAPackage("..viz.map..")))
          .should()
          .dependOnClassesThat()
          .resideInAPackage("javafx..")
          .because("everything but the map runs on machines without a display");

  @ArchTest
  static final ArchRule A_PICTURE_OF_A_MAP_NEEDS_NO_TOOLKIT =
      noClasses()
          .that()
          .haveNameMatching(
              ".*[.]viz[.]map[.](MapPicture|Palette|Viewport|Png|Rasteriser|Density|PointGrid|Layout"
                  + "|Lasso|Shading)([$].*)?")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("javafx..")
          .because("the command line draws maps where no window can");

  @ArchTest
  static final ArchRule SMILE_ONLY_IN_PROJECTION =
      noClasses()
          .that(not(resideInAPackage("..viz.projection..")))
          .should()
          .dependOnClassesThat()
          .resideInAPackage("smile..")
          .because("a library that only one package knows can be replaced in one place");

  @ArchTest
  static final ArchRule VIZ_KNOWS_NOTHING_OF_RECOMMENDATION =
      noClasses()
          .should()
          .dependOnClassesThat(
              resideInAPackage("io.recallscope..")
                  .and(not(resideInAPackage("io.recallscope.viz.."))))
          .because("the module is of use to anyone who has vectors");

  @ArchTest
  static final ArchRule NO_CYCLES =
      slices()
          .matching("io.recallscope.viz.(*)..")
          .should()
          .beFreeOfCycles()
          .because("two packages that need each other are one package");

  @ArchTest
  static final ArchRule NO_MUTABLE_STATIC_STATE =
      fields()
          .that()
          .areStatic()
          .should()
          .beFinal()
          .because("two workspaces, or two tests, must not meet in a hidden place");

  /** A package uses, of this module's packages, only itself and the named ones. */
  private static ArchRule only(String name, String... allowed) {
    String[] packages = new String[allowed.length + 1];
    for (int i = 0; i < allowed.length; i++) {
      packages[i] = "io.recallscope.viz." + allowed[i] + "..";
    }
    packages[allowed.length] = "io.recallscope.viz." + name + "..";
    return noClasses()
        .that()
        .resideInAPackage("io.recallscope.viz." + name + "..")
        .should()
        .dependOnClassesThat(
            resideInAPackage("io.recallscope..").and(not(resideInAnyPackage(packages))));
  }
}

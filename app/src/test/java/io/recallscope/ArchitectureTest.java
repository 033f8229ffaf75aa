package io.recallscope;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The arrows between the packages, and what each keeps to itself. */
@AnalyzeClasses(packages = "io.recallscope", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
  /**
   * What every package may use: vectors, progress, the JDK and libraries that are kept elsewhere.
   */
  private static final String[] COMMON = {
    "io.recallscope.viz.vector..", "io.recallscope.viz.work.."
  };

  private static ArchRule uses(String name, String because, String... allowed) {
    String[] all = new String[allowed.length + COMMON.length + 1];
    all[0] = "io.recallscope." + name + "..";
    for (int i = 0; i < allowed.length; i++) {
      all[i + 1] = allowed[i];
    }
    System.arraycopy(COMMON, 0, all, allowed.length + 1, COMMON.length);
    return noClasses()
        .that()
        .resideInAPackage("io.recallscope." + name + "..")
        .should()
        .dependOnClassesThat(
            resideInAPackage("io.recallscope..")
                .and(
                    com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages(
                        all)))
        .because(because);
  }

  private static String app(String name) {
    return "io.recallscope." + name + "..";
  }

  @ArchTest static final ArchRule domain = uses("domain", "the nouns know nobody");

  @ArchTest
  static final ArchRule dataset =
      uses("dataset", "files become users, items and events, whoever uses them", app("domain"));

  @ArchTest
  static final ArchRule tower =
      uses("tower", "a tower needs features, not indexes", app("domain"), app("dataset"));

  @ArchTest
  static final ArchRule index =
      uses("index", "an index sees vectors and fields only", app("domain"), app("viz.neighbors"));

  @ArchTest
  static final ArchRule recall =
      uses("recall", "one query's lists come from indexes only", app("domain"), app("index"));

  @ArchTest
  static final ArchRule evaluation =
      uses(
          "evaluation",
          "many users are one user many times",
          app("domain"),
          app("index"),
          app("recall"),
          app("viz.neighbors"));

  @ArchTest
  static final ArchRule workspace =
      uses("workspace", "it keeps what others made without knowing them", app("domain"));

  @ArchTest
  static final ArchRule engine =
      noClasses()
          .that()
          .resideInAPackage("io.recallscope.engine..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.recallscope.cli..", "io.recallscope.ui..")
          .because("the engine serves both faces and knows neither");

  @ArchTest
  static final ArchRule engineDrawsPicturesOnly =
      noClasses()
          .that()
          .resideInAPackage("io.recallscope.engine..")
          .should()
          .dependOnClassesThat(
              resideInAPackage("io.recallscope.viz.map..")
                  .and(
                      com.tngtech.archunit.base.DescribedPredicate.not(
                          com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf(
                              io.recallscope.viz.map.MapPicture.class,
                              io.recallscope.viz.map.Palette.class,
                              io.recallscope.viz.map.Viewport.class))))
          .because("a picture of a map needs no toolkit; the control does");

  @ArchTest
  static final ArchRule faces =
      noClasses()
          .that()
          .resideInAnyPackage("io.recallscope.cli..", "io.recallscope.ui..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.recallscope.dataset..",
              "io.recallscope.tower..",
              "io.recallscope.workspace..",
              "io.recallscope.index.exact..",
              "io.recallscope.index.lucene..",
              "io.recallscope.index.elasticsearch..",
              "io.recallscope.viz.neighbors..",
              "io.recallscope.viz.projection..")
          .because("the engine is the only door; they read its results, they do not work past it");

  @ArchTest
  static final ArchRule cliAndUi =
      noClasses()
          .that()
          .resideInAPackage("io.recallscope.cli..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.recallscope.ui..", "io.recallscope.viz.map..", "javafx..")
          .because("a command must run where no window can");

  @ArchTest
  static final ArchRule uiKnowsNoCli =
      noClasses()
          .that()
          .resideInAPackage("io.recallscope.ui..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.recallscope.cli..")
          .because("Main joins the two faces");

  @ArchTest
  static final ArchRule uiFeaturesKnowNotEachOther =
      slices()
          .matching("io.recallscope.ui.(recall|evaluate|compare|models|cluster|filter|map)..")
          .should()
          .notDependOnEachOther()
          .because("a feature is changed, or taken out, without a look at the others");

  @ArchTest
  static final ArchRule noCycles =
      slices()
          .matching("io.recallscope.(*)..")
          .should()
          .beFreeOfCycles()
          .because("packages in a cycle are one package in disguise");

  @ArchTest
  static final ArchRule javafx =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "io.recallscope.ui..", "io.recallscope.viz.map..", "io.recallscope")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("javafx..")
          .because("the engine runs headless");

  @ArchTest static final ArchRule tensorflow = kept("org.tensorflow..", "io.recallscope.tower..");

  @ArchTest
  static final ArchRule lucene = kept("org.apache.lucene..", "io.recallscope.index.lucene..");

  @ArchTest
  static final ArchRule elasticsearch =
      kept("co.elastic..", "io.recallscope.index.elasticsearch..");

  @ArchTest
  static final ArchRule elasticsearchTransport =
      kept("org.elasticsearch..", "io.recallscope.index.elasticsearch..");

  @ArchTest
  static final ArchRule http = kept("org.apache.http..", "io.recallscope.index.elasticsearch..");

  @ArchTest static final ArchRule sql = kept("java.sql..", "io.recallscope.workspace..");

  @ArchTest static final ArchRule h2 = kept("org.h2..", "io.recallscope.workspace..");

  @ArchTest static final ArchRule jdbi = kept("org.jdbi..", "io.recallscope.workspace..");

  @ArchTest static final ArchRule picocli = kept("picocli..", "io.recallscope.cli..");

  private static ArchRule kept(String library, String home) {
    return noClasses()
        .that()
        .resideOutsideOfPackage(home)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library)
        .because("a library that only one package knows can be exchanged there");
  }

  @ArchTest
  static final ArchRule spacesMeetInTheSkewMatrixOnly =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "io.recallscope.viz..", "io.recallscope.index.exact..", "io.recallscope.index.ivf..")
          .and()
          .doNotHaveFullyQualifiedName("io.recallscope.evaluation.SkewMatrix")
          .should()
          .dependOnClassesThat()
          .belongToAnyOf(
              io.recallscope.viz.neighbors.ExactKnn.class,
              io.recallscope.viz.neighbors.InvertedFile.class)
          .because("a list comes from an index, which refuses another space's vectors");

  @ArchTest
  static final ArchRule theSkewMatrixTouchesNoIndex =
      noClasses()
          .that()
          .haveFullyQualifiedName("io.recallscope.evaluation.SkewMatrix")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.recallscope.index..")
          .because("what it finds across spaces must never pass for a list of an index");

  @ArchTest
  static final ArchRule queriesCarryTheirOwnSpace =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.recallscope.index..")
          .and()
          .doNotHaveFullyQualifiedName("io.recallscope.evaluation.ComparedVersion")
          .and()
          .doNotHaveFullyQualifiedName("io.recallscope.evaluation.WorkloadRun")
          .and()
          .doNotHaveFullyQualifiedName("io.recallscope.evaluation.HeldOutRelevance")
          .and()
          .doNotHaveFullyQualifiedName("io.recallscope.engine.InspectRecall")
          .should()
          .callConstructorWhere(
              com.tngtech.archunit.core.domain.JavaCall.Predicates.target(
                  com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner(
                      com.tngtech.archunit.core.domain.JavaClass.Predicates.type(
                          io.recallscope.index.Query.class))))
          .because("a vector that is said to be of another space would not be refused");

  @ArchTest
  static final ArchRule noMutableStatics =
      fields()
          .that()
          .areStatic()
          .and(
              com.tngtech.archunit.base.DescribedPredicate.describe(
                  "are written by us", f -> !f.getModifiers().contains(JavaModifier.SYNTHETIC)))
          .should()
          .beFinal()
          .because("state that nobody owns makes tests and windows depend on each other");

  @ArchTest
  static final ArchRule uiNeverWaits =
      noClasses()
          .that()
          .resideInAPackage("io.recallscope.ui..")
          .should()
          .callMethod(Thread.class, "sleep", long.class)
          .orShould()
          .callMethod(java.util.concurrent.Future.class, "get")
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(java.nio.file.Files.class)
          .because("a window that waits is frozen");

  @ArchTest
  static final ArchRule everythingIsInTheHouse =
      classes()
          .that(alwaysTrue())
          .should()
          .resideInAnyPackage(
              "io.recallscope",
              app("domain"),
              app("dataset"),
              app("tower"),
              app("index"),
              app("recall"),
              app("evaluation"),
              app("workspace"),
              app("engine"),
              app("cli"),
              app("ui"),
              app("viz"))
          .because("DESIGN.md knows no other package");
}

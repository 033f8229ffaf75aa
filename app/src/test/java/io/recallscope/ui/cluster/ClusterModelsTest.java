package io.recallscope.ui.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.recallscope.domain.Connection;
import io.recallscope.domain.Problem;
import io.recallscope.engine.ClusterIndexes.Known;
import io.recallscope.engine.ClusterIndexes.Listed;
import io.recallscope.engine.IndexChoice;
import io.recallscope.evaluation.AuditFinding;
import io.recallscope.ui.base.Jobs;
import io.recallscope.ui.desk.Choice;
import io.recallscope.ui.desk.FakeDesk;
import io.recallscope.ui.desk.Offers;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a person does with clusters, without a toolkit and without a cluster. */
class ClusterModelsTest {
  private FakeDesk desk = new FakeDesk(40, 500);
  private final Choice choice = new Choice(desk);
  private final Jobs jobs = Jobs.sameThread();
  private Offers offers;
  private ClusterModel cluster;
  private IndexesModel indexes;
  private AuditModel audit;

  private void open() {
    open(jobs);
  }

  private void open(Jobs on) {
    offers = new Offers(desk, choice, on);
    cluster = new ClusterModel(desk, offers, on);
    indexes = new IndexesModel(desk, choice, cluster, on);
    audit = new AuditModel(desk, choice, cluster, on);
  }

  @Test
  void aWorkspaceWithoutConnectionsOffersItsOwnIndexesOnly() {
    open();
    assertThat(offers.indexes()).containsExactly(IndexChoice.EXACT, IndexChoice.HNSW);
    assertThat(cluster.selectedProperty().get()).isNull();
    assertThat(indexes.canAttach().get()).isFalse();
    assertThat(audit.canRun().get()).isFalse();
  }

  @Test
  void whatAClusterHasIsOfferedOnceItAnswered() {
    desk.clusters().filled(true);
    Deque<Runnable> waiting = new ArrayDeque<>();
    open(Jobs.on(waiting::add));
    assertThat(offers.indexes()).containsExactly(IndexChoice.EXACT, IndexChoice.HNSW);
    while (!waiting.isEmpty()) {
      waiting.removeFirst().run();
    }
    assertThat(offers.indexes())
        .containsExactly(
            IndexChoice.EXACT, IndexChoice.HNSW, new IndexChoice.Remote("es", "posts", null));
    assertThat(cluster.targetProperty().get()).isEqualTo("posts");
    assertThat(indexes.listed()).extracting(Listed::index).contains("posts-v2-2", "posts-v2-1");
  }

  @Test
  void aClusterThatDoesNotAnswerKeepsNoOtherWaitingAndSaysWhy() throws Problem {
    desk.clusters().filled(true);
    desk.clusters().put(Connection.plain("down", "http://localhost:1"));
    open();
    assertThat(offers.problems().keySet()).containsExactly("down");
    assertThat(offers.indexes()).contains(new IndexChoice.Remote("es", "posts", null));
    // The first by name is looked at.
    assertThat(cluster.selectedProperty().get().name()).isEqualTo("down");
    assertThat(cluster.problemProperty().get().code()).isEqualTo("index.elastic.closed-port");
    assertThat(cluster.statuses().get("down").problem()).isNotNull();
    assertThat(cluster.targetProperty().get()).isNull();

    cluster.selectedProperty().set(offers.connections().getLast());
    assertThat(cluster.problemProperty().get()).isNull();
    assertThat(cluster.statuses().get("es").found().version()).isEqualTo("9.5.3");
  }

  @Test
  void whatIsRememberedOfAClusterIsOfferedUntilTheClusterSaysOtherwise() throws Problem {
    IndexChoice gone = new IndexChoice.Remote("es", "gone", null);
    IndexChoice silent = new IndexChoice.Remote("down", "items", null);
    IndexChoice forgotten = new IndexChoice.Remote("forgotten", "items", null);
    desk =
        new FakeDesk(40, 500) {
          @Override
          public List<IndexChoice> indexes() {
            return List.of(IndexChoice.EXACT, IndexChoice.HNSW, gone, silent, forgotten);
          }
        };
    desk.clusters().filled(true).put(Connection.plain("down", "http://localhost:1"));
    Deque<Runnable> waiting = new ArrayDeque<>();
    open(Jobs.on(waiting::add));
    assertThat(offers.indexes()).contains(gone, silent, forgotten);
    while (!waiting.isEmpty()) {
      waiting.removeFirst().run();
    }
    assertThat(offers.indexes())
        .contains(silent, new IndexChoice.Remote("es", "posts", null))
        .doesNotContain(gone, forgotten);
  }

  @Test
  void aChosenIndexStaysOfferedThoughItsClusterFallsSilent() {
    desk.clusters().filled(true);
    open();
    IndexChoice remote = new IndexChoice.Remote("es", "posts", null);
    choice.againstProperty().set(remote);
    desk.clusters().remove("es");
    offers.refresh();
    assertThat(choice.againstProperty().get()).isEqualTo(remote);
    assertThat(offers.indexes()).contains(remote);
    choice.againstProperty().set(IndexChoice.HNSW);
    offers.refresh();
    assertThat(offers.indexes()).doesNotContain(remote);
  }

  @Test
  void aSavedConnectionIsLookedAtAndTested() {
    desk.clusters().filled(true);
    open();
    cluster.save(Connection.plain("other", "http://localhost:9201"));
    assertThat(cluster.selectedProperty().get().name()).isEqualTo("other");
    assertThat(cluster.statuses().get("other").found()).isNotNull();
    cluster.remove();
    assertThat(cluster.connections()).extracting(Connection::name).containsExactly("es");
    assertThat(cluster.selectedProperty().get().name()).isEqualTo("es");
  }

  @Test
  void nothingThatWritesCanBeDoneThroughAConnectionThatMayOnlyRead() {
    desk.clusters().filled(false);
    open();
    indexes.indexProperty().set(indexes.listed().getLast());
    assertThat(indexes.canBuild().get()).isFalse();
    assertThat(indexes.canSwap().get()).isFalse();
    assertThat(indexes.canRollback().get()).isFalse();
    assertThat(indexes.canDelete().get()).isFalse();

    cluster.save(cluster.selectedProperty().get().mayWrite(true));
    indexes.indexProperty().set(indexes.listed().getLast());
    assertThat(indexes.canBuild().get()).isTrue();
    assertThat(indexes.canSwap().get()).isTrue();
    assertThat(indexes.canRollback().get()).isTrue();
    assertThat(indexes.canDelete().get()).isTrue();
  }

  @Test
  void whatServesIsNeitherDeletedNorPointedToAgain() {
    desk.clusters().filled(true);
    open();
    indexes.indexProperty().set(indexes.listed().getFirst());
    assertThat(indexes.canDelete().get()).isFalse();
    assertThat(indexes.canSwap().get()).isFalse();
  }

  @Test
  void anAliasIsSwitchedRolledBackAndItsOldIndexDeletedAndListsAreAskedAgain() {
    desk.clusters().filled(true);
    open();
    int asked = choice.askedProperty().get();
    indexes.rollback();
    assertThat(serving()).isEqualTo("posts-v2-1");
    assertThat(indexes.outcomeProperty().get())
        .isEqualTo(new IndexesModel.Outcome("ui.index.points", "posts", "posts-v2-1"));
    assertThat(indexes.canRollback().get()).isFalse();
    assertThat(choice.askedProperty().get()).isEqualTo(asked + 1);

    indexes.indexProperty().set(indexes.listed().getFirst());
    indexes.swap();
    assertThat(serving()).isEqualTo("posts-v2-2");
    assertThat(indexes.outcomeProperty().get().key()).isEqualTo("ui.index.swapped");

    indexes.indexProperty().set(indexes.listed().getLast());
    indexes.delete();
    assertThat(indexes.listed()).extracting(Listed::index).containsExactly("posts-v2-2");
    assertThat(indexes.indexProperty().get()).isNull();
  }

  private String serving() {
    return indexes.listed().stream()
        .filter(Listed::serving)
        .map(Listed::index)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void anIndexOfANewAliasIsShownAndOfferedOnceItIsBuilt() {
    desk.clusters().filled(true);
    open();
    assertThat(indexes.alias.get()).isEqualTo("posts");
    indexes.alias.set("films");
    indexes.options.set("int8_hnsw");
    indexes.build();
    assertThat(cluster.targetProperty().get()).isEqualTo("films");
    assertThat(serving()).isEqualTo("films-v2-1");
    assertThat(indexes.outcomeProperty().get().key()).isEqualTo("ui.index.built");
    assertThat(offers.indexes()).contains(new IndexChoice.Remote("es", "films", null));
  }

  @Test
  void aWrongAliasIsRefusedInTheWindowsNotice() {
    desk.clusters().filled(true);
    open();
    indexes.alias.set("No Alias");
    indexes.build();
    assertThat(jobs.noticeProperty().get().code()).isEqualTo("domain.connection-name");
    assertThat(indexes.outcomeProperty().get()).isNull();
  }

  @Test
  void anAttachedIndexIsAClaimUntilAnAuditProvesIt() {
    desk.clusters().filled(false);
    open();
    indexes.foreign.set("production");
    indexes.vectorField.set("vector");
    assertThat(indexes.canAttach().get()).isTrue();
    indexes.attach();
    assertThat(cluster.targetProperty().get()).isEqualTo("production");
    assertThat(cluster.known("production").proven()).isFalse();
    // What may be built next has nothing to do with it.
    assertThat(indexes.alias.get()).isEqualTo("posts");

    int asked = choice.askedProperty().get();
    audit.run();
    assertThat(audit.auditedProperty().get().claimed()).isTrue();
    assertThat(cluster.known("production").proven()).isTrue();
    assertThat(choice.askedProperty().get()).isEqualTo(asked + 1);
    assertThat(audit.auditedProperty().get()).as("still on show").isNotNull();
  }

  @Test
  void anAuditShowsExamplesOfEveryKindOrOfOne() {
    desk.clusters().filled(false);
    open();
    audit.run();
    assertThat(audit.examples())
        .extracting(e -> e.finding().kind())
        .containsExactly(
            AuditFinding.Kind.MISSING, AuditFinding.Kind.EXTRA, AuditFinding.Kind.STALE);
    assertThat(audit.examples().get(1).title()).as("of no item of ours").isNull();
    assertThat(audit.examples().getLast().ageSeconds()).isEqualTo(3_600);
    audit.kindProperty().set(AuditFinding.Kind.STALE);
    assertThat(audit.examples()).hasSize(1);
    assertThat(audit.examples().getFirst().title())
        .isEqualTo(desk.item(FakeDesk.itemId(7)).title());

    audit.export(Path.of("findings.csv"));
    assertThat(desk.clusters().exported()).isEqualTo(Path.of("findings.csv"));
    assertThat(audit.exportedProperty().get()).isEqualTo(Path.of("findings.csv"));
  }

  @Test
  void anExampleOpensBesideTheAuditedIndexInTheAuditedVersion() {
    desk.clusters().filled(false);
    choice.versionProperty().set(desk.versions().getFirst());
    open();
    audit.run();
    assertThat(audit.searchable()).isTrue();
    assertThat(audit.choose(audit.examples().getLast())).isTrue();
    assertThat(choice.itemProperty().get()).isEqualTo(FakeDesk.itemId(7));
    assertThat(choice.versionProperty().get().name()).isEqualTo("v2");
    assertThat(choice.againstProperty().get())
        .isEqualTo(new IndexChoice.Remote("es", "posts", null));
    assertThat(choice.referenceProperty().get()).isEqualTo(IndexChoice.EXACT);

    assertThat(audit.choose(audit.examples().get(1))).as("of no item of ours").isFalse();
    assertThat(choice.itemProperty().get()).isEqualTo(FakeDesk.itemId(7));
  }

  @Test
  void anExampleOfAnIndexOfTwoVersionsOpensBesideIndexesOfOneOnly() {
    desk.clusters().filled(false);
    desk.clusters().mix();
    open();
    choice.referenceProperty().set(new IndexChoice.Remote("es", "posts", null));
    choice.againstProperty().set(new IndexChoice.Remote("es", "posts", null));
    audit.run();
    audit.kindProperty().set(AuditFinding.Kind.OTHER_VERSION);
    assertThat(audit.searchable()).isFalse();
    assertThat(audit.choose(audit.examples().getFirst())).isTrue();
    assertThat(choice.itemProperty().get()).isEqualTo(FakeDesk.itemId(9));
    assertThat(choice.referenceProperty().get()).isEqualTo(IndexChoice.EXACT);
    assertThat(choice.againstProperty().get()).isEqualTo(IndexChoice.HNSW);

    // Nor of a version that the index is not of.
    desk.clusters().filled(false);
    audit.versionProperty().set(desk.versions().getFirst());
    audit.run();
    assertThat(audit.searchable()).isFalse();
  }

  @Test
  void anAuditIsOfTheVersionThatTheIndexSaysUnlessAnotherIsChosen() {
    desk.clusters().filled(false);
    choice.versionProperty().set(desk.versions().getFirst());
    open();
    assertThat(audit.versionProperty().get().name()).isEqualTo("v2");
    audit.versionProperty().set(desk.versions().getFirst());
    audit.run();
    assertThat(audit.auditedProperty().get().request().version()).isEqualTo("v1");
  }

  @Test
  void anAuditForAPictureStartsAsSoonAsThereIsSomethingToAudit() {
    desk.clusters().filled(false);
    Deque<Runnable> waiting = new ArrayDeque<>();
    open(Jobs.on(waiting::add));
    audit.runSoon();
    assertThat(audit.runningProperty().get()).isFalse();
    while (!waiting.isEmpty()) {
      waiting.removeFirst().run();
    }
    assertThat(audit.auditedProperty().get().request().target()).isEqualTo("posts");
  }

  @Test
  void aCancelledAuditLeavesNothing() {
    desk.clusters().filled(false);
    Deque<Runnable> waiting = new ArrayDeque<>();
    Jobs later = Jobs.on(waiting::add);
    open(later);
    while (!waiting.isEmpty()) {
      waiting.removeFirst().run();
    }
    audit.run();
    later.running().getFirst().cancel();
    waiting.removeFirst().run();
    assertThat(audit.auditedProperty().get()).isNull();
    assertThat(audit.problemProperty().get()).isNull();
    assertThat(audit.runningProperty().get()).isFalse();
  }

  @Test
  void anotherIndexTakesTheAuditOffTheScreen() {
    desk.clusters().filled(true);
    open();
    audit.run();
    indexes.alias.set("films");
    indexes.build();
    assertThat(cluster.targets()).extracting(Known::target).contains("films", "posts");
    assertThat(audit.auditedProperty().get()).isNull();
  }
}

package io.recallscope.recall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.recallscope.domain.Candidate;
import io.recallscope.domain.Filter;
import io.recallscope.domain.Problem;
import io.recallscope.domain.RecallList;
import io.recallscope.index.IndexSettings;
import io.recallscope.index.Query;
import io.recallscope.index.TestSource;
import io.recallscope.index.VectorIndex;
import io.recallscope.index.exact.ExactBackend;
import io.recallscope.index.lucene.HnswBackend;
import io.recallscope.viz.vector.Similarity;
import io.recallscope.viz.work.Progress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecallInspectorTest {
  private static final int SIZE = 4_000;

  private static final ItemInfo INFO =
      new ItemInfo() {
        @Override
        public String title(String item) {
          return "Title of " + item;
        }

        @Override
        public String group(String item) {
          return "摄影";
        }

        @Override
        public boolean seen(String item) {
          return item.endsWith("1");
        }

        @Override
        public boolean clickedLater(String item) {
          return item.endsWith("2");
        }
      };

  @TempDir private Path folder;
  private TestSource source;
  private VectorIndex exact;
  private VectorIndex hnsw;
  private RecallInspector inspector;

  @BeforeEach
  void indexPoorly() throws Exception {
    source = TestSource.of(SIZE, 16, Similarity.COSINE, "a");
    exact = ExactBackend.over(source);
    new HnswBackend().build(folder, source, new IndexSettings(3, 8), Progress.NONE);
    hnsw = new HnswBackend().open(folder, source);
    inspector = new RecallInspector(exact, hnsw);
  }

  @AfterEach
  void close() throws Exception {
    hnsw.close();
    exact.close();
  }

  private Query query(int seed, int k) {
    return new Query(source.space(), TestSource.vector(seed, 16), k, k, Filter.NONE);
  }

  @Test
  void bothListsAreExplainedAndEveryMissHasACause() throws Exception {
    int missed = 0;
    for (int seed = 0; seed < 10; seed++) {
      Inspection inspection = inspector.inspect("user", "u7", query(seed, 20), INFO, 5);
      assertThat(inspection.query().id()).isEqualTo("u7");
      assertThat(inspection.passing()).isEqualTo(SIZE);
      assertThat(inspection.latency().encodeNanos()).isEqualTo(5);
      assertThat(inspection.latency().referenceNanos()).isPositive();
      assertThat(inspection.latency().againstNanos()).isPositive();
      List<Inspection.Row> rows = inspection.reference().rows();
      assertThat(rows).hasSize(20);
      int onlyExact = 0;
      for (Inspection.Row row : rows) {
        assertThat(row.title()).isEqualTo("Title of " + row.item());
        assertThat(row.seen()).isEqualTo(row.item().endsWith("1"));
        assertThat(row.clickedLater()).isEqualTo(row.item().endsWith("2"));
        if (row.otherRank() == 0) {
          onlyExact++;
          assertThat(inspection.missed()).containsKey(row.item());
        } else {
          assertThat(inspection.against().rows().get(row.otherRank() - 1).item())
              .isEqualTo(row.item());
          assertThat(row.shift(true))
              .isEqualTo(-inspection.against().rows().get(row.otherRank() - 1).shift(true));
        }
      }
      assertThat(inspection.missed()).hasSize(onlyExact);
      assertThat(inspection.comparison().missing()).isEqualTo(onlyExact);
      missed += onlyExact;
    }
    assertThat(missed).isPositive();
  }

  @Test
  void aProbeTellsTheExactRankOfAnItemFarDown() throws Exception {
    List<String> all = exact.search(query(3, SIZE)).ids();
    ItemProbe far = inspector.probe(query(3, 20), all.get(2_999));
    assertThat(far.exactRank()).isEqualTo(3_000);
    assertThat(far.annRank()).isZero();
    assertThat(far.indexed()).isTrue();
    assertThat(far.passesFilter()).isTrue();
    assertThat(far.miss().cause()).isEqualTo(VectorIndex.Cause.OUTRANKED);
    Candidate first = hnsw.search(query(3, 20)).candidates().getFirst();
    ItemProbe listed = inspector.probe(query(3, 20), first.item());
    assertThat(listed.annRank()).isEqualTo(1);
    assertThat(listed.miss()).isNull();
    assertThat(listed.score()).isEqualTo(first.score());
  }

  @Test
  void aProbeOfAnUnknownOrFilteredItemSaysSo() throws Exception {
    ItemProbe unknown = inspector.probe(query(3, 20), "nobody");
    assertThat(unknown.indexed()).isFalse();
    assertThat(unknown.exactRank()).isZero();
    assertThat(unknown.score()).isNaN();
    assertThat(unknown.miss().cause()).isEqualTo(VectorIndex.Cause.NOT_INDEXED);
    Query photos =
        new Query(
            source.space(), TestSource.vector(3, 16), 20, 20, Filter.parse(List.of("circle=摄影-3")));
    ItemProbe other = inspector.probe(photos, "i0000004");
    assertThat(other.passesFilter()).isFalse();
    assertThat(other.exactRank()).isPositive();
    assertThat(other.miss().cause()).isEqualTo(VectorIndex.Cause.FILTERED);
  }

  /** The index, as an engine in a cluster that does not tell how it searches. */
  private final class Silent implements VectorIndex {
    private final List<Integer> asked = new ArrayList<>();

    @Override
    public Info info() {
      return hnsw.info();
    }

    @Override
    public boolean remote() {
      return true;
    }

    @Override
    public RecallList search(Query query) throws Problem {
      asked.add(query.numCandidates());
      return hnsw.search(query);
    }

    @Override
    public Map<String, Miss> explain(Query query, RecallList list, Collection<String> items) {
      Map<String, Miss> misses = new HashMap<>();
      items.forEach(item -> misses.put(item, new Miss(Cause.UNEXPLAINED, -1)));
      return misses;
    }

    @Override
    public Map<String, Float> scores(Query query, Collection<String> items) throws Problem {
      return hnsw.scores(query, items);
    }

    @Override
    public Standing standing(Query query, String item) throws Problem {
      return hnsw.standing(query, item);
    }

    @Override
    public long passing(Filter filter) throws Problem {
      return hnsw.passing(filter);
    }

    @Override
    public void close() {
      // The other's.
    }
  }

  @Test
  void anIndexThatIsRemoteIsAskedOnceForAList() throws Exception {
    Silent silent = new Silent();
    new RecallInspector(exact, silent).inspect("user", "u7", query(1, 20), INFO, 0);
    assertThat(silent.asked).containsExactly(20);
    new RecallInspector(silent, exact).inspect("user", "u7", query(1, 20), INFO, 0);
    assertThat(silent.asked).containsExactly(20, 20);
  }

  @Test
  void aMissThatTheEngineDoesNotExplainIsLookedForInAWiderSearch() throws Exception {
    Silent silent = new Silent();
    RecallInspector inspecting = new RecallInspector(exact, silent);
    int found = 0;
    int missing = 0;
    for (int seed = 0; seed < 10; seed++) {
      Query query = query(seed, 20);
      List<String> listed = hnsw.search(query).ids();
      for (String item : exact.search(query).ids()) {
        silent.asked.clear();
        ItemProbe probe = inspecting.probe(query, item);
        if (listed.contains(item)) {
          assertThat(probe.wider()).isNull();
          assertThat(silent.asked).containsExactly(20);
          continue;
        }
        assertThat(probe.visited()).isBetween(20L, (long) SIZE);
        assertThat(probe.size()).isEqualTo(SIZE);
        int rank = probe.wider().annRank();
        if (rank > 0) {
          found++;
          int with = probe.wider().numCandidates();
          assertThat(silent.asked.getLast()).isEqualTo(with);
          assertThat(hnsw.search(query.considering(with)).ids().get(rank - 1)).isEqualTo(item);
        } else {
          missing++;
          assertThat(silent.asked).containsExactly(20, 40, 80);
          assertThat(hnsw.search(query.considering(80)).ids()).doesNotContain(item);
        }
      }
    }
    assertThat(found).isPositive();
    assertThat(missing).isPositive();
  }

  @Test
  void aServedListIsComparedWithBothAndItsVectorWithTheRecomputedOne() throws Exception {
    Query query = query(3, 20);
    Inspection inspection = inspector.inspect("user", "u7", query, INFO, 0);
    List<String> items = new ArrayList<>(inspection.reference().list().ids());
    items.set(0, "gone");
    float[] scaled = query.vector().clone();
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] *= 3;
    }
    ServedComparison same =
        inspector.served(query, new ServedList("u7", items, scaled, 1), inspection, INFO);
    assertThat(same.againstReference().recall()).isEqualTo(0.95);
    assertThat(same.againstReference().topOneHit()).isFalse();
    assertThat(same.unknown()).containsExactly("gone");
    assertThat(same.rows().getFirst().score()).isNaN();
    assertThat(same.rows().get(4).otherRank()).isEqualTo(5);
    assertThat(same.cosine()).isCloseTo(1, within(1e-6));
    assertThat(same.verdict()).isEqualTo(ServedComparison.Verdict.SAME);

    scaled[0] += 1;
    ServedComparison stale =
        inspector.served(query, new ServedList("u7", items, scaled, 1), inspection, INFO);
    assertThat(stale.verdict()).isEqualTo(ServedComparison.Verdict.STALE);
    ServedComparison other =
        inspector.served(query, new ServedList("u7", items, new float[3], 1), inspection, INFO);
    assertThat(other.verdict()).isEqualTo(ServedComparison.Verdict.OTHER_DIMENSION);
    assertThat(other.cosine()).isNaN();
    assertThat(
            inspector
                .served(query, new ServedList("u7", items, null, 1), inspection, INFO)
                .verdict())
        .isEqualTo(ServedComparison.Verdict.NO_VECTOR);
  }
}

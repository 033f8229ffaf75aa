package io.recallscope.index.lucene;

import static org.assertj.core.api.Assertions.assertThat;

import io.recallscope.domain.Candidate;
import io.recallscope.domain.Filter;
import io.recallscope.domain.Problem;
import io.recallscope.domain.RecallList;
import io.recallscope.domain.VectorSpace;
import io.recallscope.index.IndexBackend;
import io.recallscope.index.IndexBackendContract;
import io.recallscope.index.IndexSettings;
import io.recallscope.index.Query;
import io.recallscope.index.TestSource;
import io.recallscope.index.VectorIndex;
import io.recallscope.viz.vector.Similarity;
import io.recallscope.viz.work.Progress;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.search.AcceptDocs;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnFloatVectorQuery;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TopKnnCollector;
import org.apache.lucene.search.knn.KnnSearchStrategy;
import org.apache.lucene.store.MMapDirectory;
import org.junit.jupiter.api.Test;

class HnswBackendTest extends IndexBackendContract {
  @Override
  protected IndexBackend backend() {
    return new HnswBackend();
  }

  @Test
  void theGraphIsOneSegmentAndSearchesFewerVectorsThanThereAre() throws Exception {
    TestSource source = TestSource.of(SIZE, DIMENSION, Similarity.COSINE, "a");
    try (VectorIndex index = index(source)) {
      assertThat(index.info().segments()).isEqualTo(1);
      assertThat(index.info().settings())
          .containsEntry("m", "16")
          .containsEntry("beamWidth", "100")
          .containsEntry("workers", "1");
      assertThat(index.search(query(source, 1, 10, 10)).visited()).isLessThan(SIZE / 3);
    }
  }

  @Test
  void listsAreThoseOfLucenesOwnQuery() throws Exception {
    TestSource source = TestSource.of(SIZE, DIMENSION, Similarity.DOT, "a");
    try (VectorIndex index = index(source);
        MMapDirectory directory = new MMapDirectory(folder);
        DirectoryReader reader = DirectoryReader.open(directory)) {
      IndexSearcher searcher = new IndexSearcher(reader);
      LuceneFilter filters = new LuceneFilter(reader.getIndexCommit().getUserData());
      for (int seed = 0; seed < 30; seed++) {
        Query query = query(source, seed, 20, 20, seed % 2 == 0 ? "tags=t1" : "length>-100");
        KnnFloatVectorQuery theirs =
            new KnnFloatVectorQuery(
                Layout.VECTOR, query.vector(), 20, filters.query(query.filter(), query.excluded()));
        List<String> ids = new ArrayList<>();
        for (ScoreDoc doc : searcher.search(theirs, 20).scoreDocs) {
          ids.add(source.vectors().id(doc.doc));
        }
        assertThat(index.search(query).ids()).containsExactlyInAnyOrderElementsOf(ids);
      }
    }
  }

  @Test
  void theTracedSearchFindsWhatThePlainOneFinds() throws Exception {
    TestSource source = TestSource.of(SIZE, DIMENSION, Similarity.COSINE, "a");
    index(source).close();
    try (MMapDirectory directory = new MMapDirectory(folder);
        DirectoryReader reader = DirectoryReader.open(directory)) {
      Segment segment =
          new Segment(reader.leaves().getFirst(), source.vectors(), Similarity.COSINE);
      for (int seed = 0; seed < 50; seed++) {
        float[] target = Layout.stored(Similarity.COSINE, TestSource.vector(seed, DIMENSION));
        TopKnnCollector plain = collector();
        segment
            .reader()
            .searchNearestVectors(
                Layout.VECTOR, target, plain, AcceptDocs.fromLiveDocs(null, SIZE));
        TopKnnCollector traced = collector();
        GraphTrace trace = new GraphTrace(segment.vectors());
        trace.search(target, traced, AcceptDocs.fromLiveDocs(null, SIZE));
        assertThat(trace.exhaustive()).isFalse();
        assertThat(traced.visitedCount()).isEqualTo(plain.visitedCount());
        // Nodes scored on an upper level are scored again below: visited counts both.
        assertThat((long) trace.visited()).isLessThanOrEqualTo(plain.visitedCount());
        assertThat(traced.topDocs().scoreDocs)
            .extracting(d -> d.doc)
            .isEqualTo(java.util.Arrays.stream(plain.topDocs().scoreDocs).map(d -> d.doc).toList());
      }
    }
  }

  private static TopKnnCollector collector() {
    return new TopKnnCollector(20, Integer.MAX_VALUE, KnnSearchStrategy.Hnsw.DEFAULT);
  }

  @Test
  void everyTrueMissHasACauseThatFitsTheGraph() throws Exception {
    TestSource source = TestSource.of(6_000, DIMENSION, Similarity.COSINE, "a");
    backend().build(folder, source, new IndexSettings(3, 8), Progress.NONE);
    int farthest = 0;
    Map<VectorIndex.Cause, Integer> causes = new EnumMap<>(VectorIndex.Cause.class);
    try (VectorIndex index = backend().open(folder, source)) {
      for (int seed = 0; seed < 60; seed++) {
        Query query = query(source, seed, 10, 10);
        List<String> right = exact(source, query).stream().map(Candidate::item).toList();
        RecallList list = index.search(query);
        List<String> listed = list.ids();
        Map<String, VectorIndex.Miss> misses = index.explain(query, list, right);
        assertThat(misses.keySet())
            .containsExactlyElementsOf(right.stream().filter(i -> !listed.contains(i)).toList());
        for (VectorIndex.Miss miss : misses.values()) {
          causes.merge(miss.cause(), 1, Integer::sum);
          if (miss.hops() > 0) {
            farthest = Math.max(farthest, miss.hops());
            assertThat(miss.cause()).isEqualTo(VectorIndex.Cause.NEVER_VISITED);
          }
        }
      }
    }
    assertThat(farthest).isBetween(1, 50);
    // A poor graph on purpose: it leaves nodes that no path leads to.
    assertThat(causes)
        .containsKeys(VectorIndex.Cause.NEVER_VISITED, VectorIndex.Cause.UNREACHABLE)
        .doesNotContainKeys(
            VectorIndex.Cause.OUTRANKED, VectorIndex.Cause.FILTERED, VectorIndex.Cause.NOT_INDEXED);
  }

  @Test
  void aRestrictiveFilterIsSearchedExhaustively() throws Exception {
    TestSource source = TestSource.of(SIZE, DIMENSION, Similarity.COSINE, "a");
    try (VectorIndex index = index(source)) {
      Query query = query(source, 4, 20, 100, "circle=摄影-3", "tags=u2");
      assertThat(index.passing(query.filter())).isLessThan(100);
      assertThat(index.search(query).candidates()).isEqualTo(exact(source, query));
      assertThat(index.search(query).visited()).isEqualTo(index.passing(query.filter()));
    }
  }

  @Test
  void scoresAreOfTheStoredVectorWhereTheTableHasAnotherByNow() throws Exception {
    VectorSpace space = new VectorSpace("a", "v1", 2, Similarity.COSINE);
    TestSource then = TestSource.of(space, List.of("x", "y"), new float[] {2, 0, 0, 3});
    backend().build(folder, then, IndexSettings.DEFAULT, Progress.NONE);
    TestSource now = TestSource.of(space, List.of("y", "z"), new float[] {0, 4, -1, 0});
    try (VectorIndex index = backend().open(folder, now)) {
      Query query = new Query(space, new float[] {1, 0}, 2, 2, Filter.NONE);
      assertThat(index.search(query).candidates())
          .containsExactly(new Candidate(1, "x", 1f), new Candidate(2, "y", 0f));
      assertThat(index.explain(query, index.search(query), List.of("z")).get("z").cause())
          .isEqualTo(VectorIndex.Cause.NOT_INDEXED);
    }
  }

  @Test
  void settingsOutOfRangeAreRefused() {
    TestSource source = TestSource.of(10, DIMENSION, Similarity.COSINE, "a");
    for (IndexSettings wrong :
        List.of(new IndexSettings(1, 100), new IndexSettings(513, 100), new IndexSettings(16, 0))) {
      Problem problem = problem(() -> backend().build(folder, source, wrong, Progress.NONE));
      assertThat(problem.code()).isEqualTo("index.settings");
    }
  }
}

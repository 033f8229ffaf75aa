package io.recallscope.index.lucene;

import io.recallscope.domain.Candidate;
import io.recallscope.domain.Filter;
import io.recallscope.domain.Problem;
import io.recallscope.domain.RecallList;
import io.recallscope.domain.VectorSpace;
import io.recallscope.index.Checks;
import io.recallscope.index.IndexSource;
import io.recallscope.index.Query;
import io.recallscope.index.Scored;
import io.recallscope.index.VectorIndex;
import io.recallscope.viz.vector.Similarity;
import java.io.IOException;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.AcceptDocs;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnCollector;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.TopKnnCollector;
import org.apache.lucene.search.knn.KnnSearchStrategy;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.MMapDirectory;
import org.apache.lucene.store.NoLockFactory;
import org.apache.lucene.util.BitSetIterator;
import org.apache.lucene.util.FixedBitSet;
import org.apache.lucene.util.IOUtils;
import org.apache.lucene.util.Version;

/** One segment of Lucene HNSW, searched the way Elasticsearch's knn does. */
final class HnswIndex implements VectorIndex {
  private final String name;
  private final Directory directory;
  private final DirectoryReader reader;
  private final IndexSearcher searcher;
  private final VectorSpace space;
  private final LuceneFilter filters;
  private final Map<String, String> facts;

  /** Null when the index has no item. */
  private final Segment segment;

  private BitSet reachable;

  private HnswIndex(String name, Directory directory, DirectoryReader reader, IndexSource source)
      throws IOException {
    this.name = name;
    this.directory = directory;
    this.reader = reader;
    this.searcher = new IndexSearcher(reader);
    this.searcher.setQueryCache(null);
    this.facts = reader.getIndexCommit().getUserData();
    try {
      this.space =
          new VectorSpace(
              fact(Layout.SPACE),
              fact(Layout.MODEL),
              Integer.parseInt(fact(Layout.DIMENSION)),
              Similarity.of(fact(Layout.SIMILARITY)));
    } catch (IllegalArgumentException e) {
      throw new CorruptIndexException("wrong commit data", name, e);
    }
    this.filters = new LuceneFilter(facts);
    if (reader.leaves().size() > 1) {
      throw new CorruptIndexException("not merged into one segment", name);
    }
    this.segment =
        reader.leaves().isEmpty()
            ? null
            : new Segment(reader.leaves().getFirst(), source.vectors(), space.similarity());
    if (segment != null) {
      segment.vectors();
      segment.reader().checkIntegrity();
    }
  }

  private String fact(String key) throws CorruptIndexException {
    String value = facts.get(key);
    if (value == null) {
      throw new CorruptIndexException("commit data without " + key, name);
    }
    return value;
  }

  static HnswIndex open(Path folder, IndexSource source) throws Problem {
    String name = folder.getFileName().toString();
    Directory directory = null;
    DirectoryReader reader = null;
    HnswIndex index;
    try {
      directory = new MMapDirectory(folder, NoLockFactory.INSTANCE);
      reader = DirectoryReader.open(directory);
      index = new HnswIndex(name, directory, reader, source);
    } catch (IOException | RuntimeException e) {
      // Damaged bytes also surface as index-out-of-bounds and the like.
      IOUtils.closeWhileHandlingException(reader, directory);
      throw new Problem(
          e, Problem.Kind.STORAGE, "index.corrupt", name, String.valueOf(e.getMessage()));
    }
    try {
      Checks.space(source.space(), index.space);
    } catch (Problem e) {
      index.close();
      throw e;
    }
    return index;
  }

  @Override
  public Info info() {
    Map<String, String> settings = new HashMap<>();
    facts.forEach(
        (key, value) -> {
          if (!key.startsWith(Layout.FIELD) && !key.equals(Layout.SPACE)) {
            settings.put(key, value);
          }
        });
    settings.put("engine", "Lucene " + Version.LATEST);
    settings.put("vectors", "float32");
    return new Info(
        HnswBackend.NAME,
        space.fingerprint(),
        size(),
        reader.leaves().size(),
        Map.copyOf(settings));
  }

  private int size() {
    return segment == null ? 0 : segment.size();
  }

  /** Documents the search came up with, and how many vectors it scored for that. */
  private record Found(int[] documents, long visited) {}

  @Override
  public RecallList search(Query query) throws Problem {
    Checks.query(query, space);
    long start = System.nanoTime();
    return reading(
        () -> {
          Found found = find(query, accept(query), null);
          List<Candidate> candidates =
              found.documents().length == 0
                  ? List.of()
                  : Scored.top(segment.score(query.vector(), found.documents()), query.k());
          return new RecallList(
              space.fingerprint(), candidates, found.visited(), System.nanoTime() - start);
        });
  }

  /**
   * Lucene's own procedure (AbstractKnnVectorQuery): the graph unless the filter passes too few,
   * and everything that passes when the graph takes more than that many steps.
   */
  private Found find(Query query, FixedBitSet accept, GraphTrace trace) throws IOException {
    if (segment == null) {
      return new Found(new int[0], 0);
    }
    int wanted = Math.min(query.numCandidates(), size());
    int passing = accept == null ? size() : accept.cardinality();
    if (accept != null && passing <= wanted) {
      if (trace != null) {
        trace.becameExhaustive();
      }
      return new Found(documents(accept), passing);
    }
    KnnCollector collector =
        new TopKnnCollector(
            wanted,
            accept == null ? Integer.MAX_VALUE : passing + 1,
            KnnSearchStrategy.Hnsw.DEFAULT);
    AcceptDocs docs =
        accept == null
            ? AcceptDocs.fromLiveDocs(null, size())
            : AcceptDocs.fromIteratorSupplier(
                () -> new BitSetIterator(accept, passing), null, size());
    float[] target = Layout.stored(space.similarity(), query.vector());
    if (trace == null) {
      segment.reader().searchNearestVectors(Layout.VECTOR, target, collector, docs);
    } else {
      trace.search(target, collector, docs);
    }
    if (accept != null && collector.earlyTerminated()) {
      if (trace != null) {
        trace.becameExhaustive();
      }
      return new Found(documents(accept), collector.visitedCount() + passing);
    }
    ScoreDoc[] best = collector.topDocs().scoreDocs;
    int[] documents = new int[best.length];
    for (int i = 0; i < best.length; i++) {
      documents[i] = best[i].doc;
    }
    return new Found(documents, collector.visitedCount());
  }

  private static int[] documents(FixedBitSet bits) {
    return new BitSetDocuments(bits).stream().toArray();
  }

  /** The documents that may be listed; null when all may. */
  private FixedBitSet accept(Query query) throws IOException, Problem {
    if (segment == null || (query.filter().isEmpty() && query.excluded().isEmpty())) {
      // An unknown field is refused by an empty index too.
      filters.query(query.filter(), Set.of());
      return null;
    }
    FixedBitSet accept = new FixedBitSet(size());
    LeafReaderContext context = segment.context();
    Scorer scorer =
        searcher
            .createWeight(
                searcher.rewrite(filters.query(query.filter(), query.excluded())),
                ScoreMode.COMPLETE_NO_SCORES,
                1f)
            .scorer(context);
    if (scorer != null) {
      accept.or(scorer.iterator());
    }
    return accept;
  }

  @Override
  public Map<String, Miss> explain(Query query, RecallList list, Collection<String> items)
      throws Problem {
    return reading(() -> explained(query, list, items));
  }

  private Map<String, Miss> explained(Query query, RecallList list, Collection<String> items)
      throws IOException, Problem {
    Set<String> listed =
        list.candidates().stream().map(Candidate::item).collect(Collectors.toSet());
    FixedBitSet accept = accept(query);
    GraphTrace trace = segment == null ? null : new GraphTrace(segment.vectors());
    find(query, accept, trace);
    Scored last =
        list.candidates().size() < query.k()
            ? null
            : new Scored(list.candidates().getLast().item(), list.candidates().getLast().score());
    Map<String, Miss> misses = new LinkedHashMap<>();
    Map<String, Integer> unvisited = new LinkedHashMap<>();
    for (String item : items) {
      if (listed.contains(item)) {
        continue;
      }
      int doc = segment == null ? -1 : segment.document(item);
      if (doc < 0) {
        misses.put(item, new Miss(Cause.NOT_INDEXED, -1));
      } else if (accept != null && !accept.get(doc)) {
        misses.put(item, new Miss(Cause.FILTERED, -1));
      } else if (trace.exhaustive() || outranked(query, doc, last)) {
        misses.put(item, new Miss(Cause.OUTRANKED, -1));
      } else if (trace.scored(doc)) {
        misses.put(item, new Miss(Cause.PRUNED, -1));
      } else {
        // Keeps the item's place; the cause follows.
        misses.put(item, new Miss(Cause.NEVER_VISITED, -1));
        unvisited.put(item, doc);
      }
    }
    if (!unvisited.isEmpty()) {
      distances(unvisited, trace, misses);
    }
    return misses;
  }

  private boolean outranked(Query query, int doc, Scored last) throws IOException {
    return last != null
        && segment.score(query.vector(), IntStream.of(doc)).getFirst().compareTo(last) > 0;
  }

  private void distances(Map<String, Integer> unvisited, GraphTrace trace, Map<String, Miss> misses)
      throws IOException {
    int[] hops = trace.hops(unvisited.values().stream().mapToInt(Integer::intValue).toArray());
    int at = 0;
    for (Map.Entry<String, Integer> each : unvisited.entrySet()) {
      int hop = hops[at++];
      Cause cause =
          hop > 0 || reachable().get(each.getValue()) ? Cause.NEVER_VISITED : Cause.UNREACHABLE;
      misses.put(each.getKey(), new Miss(cause, hop));
    }
  }

  private synchronized BitSet reachable() throws IOException {
    if (reachable == null) {
      reachable = GraphTrace.reachable(segment.vectors());
    }
    return reachable;
  }

  @Override
  public Map<String, Float> scores(Query query, Collection<String> items) throws Problem {
    Checks.query(query, space);
    return reading(
        () -> {
          Map<String, Float> scores = new LinkedHashMap<>();
          for (String item : items) {
            int doc = segment == null ? -1 : segment.document(item);
            if (doc >= 0) {
              scores.put(item, segment.score(query.vector(), IntStream.of(doc)).getFirst().score());
            }
          }
          return scores;
        });
  }

  @Override
  public Standing standing(Query query, String item) throws Problem {
    Checks.query(query, space);
    return reading(
        () -> {
          FixedBitSet accept = accept(query);
          int doc = segment == null ? -1 : segment.document(item);
          if (doc < 0) {
            return Standing.ABSENT;
          }
          Scored target = segment.score(query.vector(), IntStream.of(doc)).getFirst();
          IntStream all =
              accept == null ? IntStream.range(0, size()) : new BitSetDocuments(accept).stream();
          int rank = 1;
          for (Scored other : segment.score(query.vector(), all)) {
            if (other.compareTo(target) < 0) {
              rank++;
            }
          }
          return new Standing(true, accept == null || accept.get(doc), rank, target.score());
        });
  }

  @Override
  public long passing(Filter filter) throws Problem {
    return reading(() -> searcher.count(filters.query(filter, Set.of())));
  }

  private interface Reading<T> {
    T run() throws IOException, Problem;
  }

  private <T> T reading(Reading<T> work) throws Problem {
    try {
      return work.run();
    } catch (IOException e) {
      throw new Problem(
          e, Problem.Kind.STORAGE, "index.corrupt", name, String.valueOf(e.getMessage()));
    }
  }

  @Override
  public void close() throws Problem {
    reading(
        () -> {
          IOUtils.close(reader, directory);
          return null;
        });
  }
}

package io.recallscope.index.lucene;

import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;
import org.apache.lucene.codecs.lucene99.Lucene99HnswVectorsReader;
import org.apache.lucene.search.AcceptDocs;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.KnnCollector;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.hnsw.HnswGraph;
import org.apache.lucene.util.hnsw.HnswGraphSearcher;
import org.apache.lucene.util.hnsw.OrdinalTranslatedKnnCollector;
import org.apache.lucene.util.hnsw.RandomVectorScorer;

/**
 * The search of Lucene99HnswVectorsReader once more, step for step, noting which nodes it scores.
 * Nodes are documents here: every document has a vector.
 */
final class GraphTrace {
  /** Nodes whose links are followed, at most, to find how far an unvisited item was. */
  private static final int MOST_EXPANDED = 100_000;

  private final Lucene99HnswVectorsReader vectors;
  private final BitSet scored = new BitSet();
  private boolean exhaustive;

  GraphTrace(Lucene99HnswVectorsReader vectors) {
    this.vectors = vectors;
  }

  /** Searches like {@code reader.searchNearestVectors(field, target, collector, accept)}. */
  void search(float[] target, KnnCollector collector, AcceptDocs accept) throws IOException {
    RandomVectorScorer inner =
        vectors.getFlatVectorsReader().getRandomVectorScorer(Layout.VECTOR, target);
    HnswGraph graph = vectors.getGraph(Layout.VECTOR);
    int size = graph.size();
    int accepted = Math.min(accept.cost(), size);
    boolean walks =
        collector.k() < inner.maxOrd()
            && size > 0
            && HnswGraphSearcher.expectedVisitedNodes(collector.k(), size) < accepted;
    if (!walks) {
      exhaustive = true;
      return;
    }
    HnswGraphSearcher.search(
        new Noting(inner, scored),
        new OrdinalTranslatedKnnCollector(collector, inner::ordToDoc),
        graph,
        inner.getAcceptOrds(accept.bits()),
        accepted);
  }

  /** Whether everything that passes was scored, without walking the graph. */
  boolean exhaustive() {
    return exhaustive;
  }

  void becameExhaustive() {
    exhaustive = true;
  }

  boolean scored(int node) {
    return scored.get(node);
  }

  /** How many nodes were scored. */
  int visited() {
    return scored.cardinality();
  }

  /**
   * Links from the nearest scored node to each of the nodes, along the bottom level in the
   * direction a search would follow them; -1 where that takes more than {@link #MOST_EXPANDED}
   * steps.
   */
  int[] hops(int[] nodes) throws IOException {
    int[] hops = new int[nodes.length];
    Arrays.fill(hops, -1);
    BitSet wanted = new BitSet();
    for (int node : nodes) {
      wanted.set(node);
    }
    HnswGraph graph = vectors.getGraph(Layout.VECTOR);
    BitSet seen = (BitSet) scored.clone();
    int[] frontier = scored.stream().toArray();
    int expanded = 0;
    for (int hop = 1; frontier.length > 0 && !wanted.isEmpty(); hop++) {
      BitSet next = new BitSet();
      for (int node : frontier) {
        if (expanded++ == MOST_EXPANDED) {
          return hops;
        }
        graph.seek(0, node);
        for (int to = graph.nextNeighbor(); isNode(to); to = graph.nextNeighbor()) {
          if (!seen.get(to)) {
            seen.set(to);
            next.set(to);
          }
        }
      }
      for (int i = 0; i < nodes.length; i++) {
        if (next.get(nodes[i])) {
          hops[i] = hop;
          wanted.clear(nodes[i]);
        }
      }
      frontier = next.stream().toArray();
    }
    return hops;
  }

  /**
   * The nodes that some path leads to from the entry point, down through the levels. A second or
   * two for a million.
   */
  static BitSet reachable(Lucene99HnswVectorsReader vectors) throws IOException {
    HnswGraph graph = vectors.getGraph(Layout.VECTOR);
    BitSet reached = new BitSet(graph.size());
    if (graph.size() == 0) {
      return reached;
    }
    reached.set(graph.entryNode());
    for (int level = graph.numLevels() - 1; level >= 0; level--) {
      int[] frontier = reached.stream().toArray();
      while (frontier.length > 0) {
        BitSet next = new BitSet();
        for (int node : frontier) {
          graph.seek(level, node);
          for (int to = graph.nextNeighbor(); isNode(to); to = graph.nextNeighbor()) {
            if (!reached.get(to)) {
              reached.set(to);
              next.set(to);
            }
          }
        }
        frontier = next.stream().toArray();
      }
    }
    return reached;
  }

  private static boolean isNode(int neighbour) {
    return neighbour != DocIdSetIterator.NO_MORE_DOCS;
  }

  private record Noting(RandomVectorScorer inner, BitSet scored) implements RandomVectorScorer {
    @Override
    public float score(int node) throws IOException {
      scored.set(node);
      return inner.score(node);
    }

    @Override
    public float bulkScore(int[] nodes, float[] scores, int count) throws IOException {
      for (int i = 0; i < count; i++) {
        scored.set(nodes[i]);
      }
      return inner.bulkScore(nodes, scores, count);
    }

    @Override
    public int maxOrd() {
      return inner.maxOrd();
    }

    @Override
    public int ordToDoc(int ord) {
      return inner.ordToDoc(ord);
    }

    @Override
    public Bits getAcceptOrds(Bits acceptDocs) {
      return inner.getAcceptOrds(acceptDocs);
    }
  }
}

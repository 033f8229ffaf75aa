package io.recallscope.index.exact;

import io.recallscope.index.Scored;
import io.recallscope.viz.vector.Similarity;
import io.recallscope.viz.vector.VectorTable;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** Scores row after row; the plain way. */
final class Scan {
  private final VectorTable vectors;
  private final Similarity similarity;

  Scan(VectorTable vectors, Similarity similarity) {
    this.vectors = vectors;
    this.similarity = similarity;
  }

  List<Scored> search(float[] query, int k, BitSet passing) {
    PriorityQueue<Scored> best = new PriorityQueue<>(Comparator.reverseOrder());
    float[] vector = new float[vectors.dimension()];
    for (int row = next(passing, 0); row >= 0; row = next(passing, row + 1)) {
      vectors.copy(row, row + 1, vector, 0);
      float score = similarity.score(query, vector);
      if (best.size() < k || score >= best.peek().score()) {
        best.add(new Scored(vectors.id(row), score));
        if (best.size() > k) {
          best.poll();
        }
      }
    }
    return new ArrayList<>(best);
  }

  int rankOf(float[] query, int item, BitSet passing) {
    Scored target = new Scored(vectors.id(item), similarity.score(query, vectors.vector(item)));
    float[] vector = new float[vectors.dimension()];
    int rank = 1;
    for (int row = next(passing, 0); row >= 0; row = next(passing, row + 1)) {
      vectors.copy(row, row + 1, vector, 0);
      float score = similarity.score(query, vector);
      if (score >= target.score() && new Scored(vectors.id(row), score).compareTo(target) < 0) {
        rank++;
      }
    }
    return rank;
  }

  private int next(BitSet passing, int from) {
    if (passing != null) {
      return passing.nextSetBit(from);
    }
    return from < vectors.size() ? from : -1;
  }
}

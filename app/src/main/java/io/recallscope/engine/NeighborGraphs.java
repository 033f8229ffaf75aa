package io.recallscope.engine;

import io.recallscope.viz.neighbors.KnnGraph;
import io.recallscope.viz.projection.MapQuality;
import io.recallscope.viz.vector.VectorTable;
import io.recallscope.viz.work.Progress;
import io.recallscope.viz.work.Team;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Who is near whom among the points of a map, in the space and on the map. Near is by Euclidean
 * distance, of cosine spaces between rows of unit length, as map quality has it. Of up to 50,000
 * points neighbours are exact, of more about 7 in 100 are missed.
 */
final class NeighborGraphs {
  private static final int EXACT = 50_000;

  private NeighborGraphs() {}

  /** Neighbours looked at among so many points: 10, or all others where they are fewer. */
  static int k(int points) {
    return Math.min(MapFigures.K, points - 1);
  }

  /** In the space, {@link #k} of each; points are numbered as on the map, two at least. */
  static KnnGraph inSpace(LayOut vectors, Progress progress) {
    return graph(
        MapQuality.points(vectors.table(), vectors.rows(), vectors.similarity(), progress),
        progress);
  }

  /** On the map, {@link #k} of each. */
  static KnnGraph onMap(float[] x, float[] y, Progress progress) {
    float[] values = new float[2 * x.length];
    for (int i = 0; i < x.length; i++) {
      values[2 * i] = x[i];
      values[2 * i + 1] = y[i];
    }
    List<String> ids = IntStream.range(0, x.length).mapToObj(Integer::toString).toList();
    return graph(VectorTable.of(new VectorTable.Origin("", ""), ids, 2, values), progress);
  }

  /** How often each point is another's neighbour. */
  static int[] occurrences(KnnGraph graph) {
    int[] count = new int[graph.size()];
    for (int row : graph.rows()) {
      count[row]++;
    }
    return count;
  }

  /** For each point the share of its neighbours that the map keeps. */
  static float[] preservation(LayOut vectors, float[] x, float[] y, Progress progress) {
    return MapQuality.preservation(inSpace(vectors, progress), onMap(x, y, progress));
  }

  private static KnnGraph graph(VectorTable table, Progress progress) {
    int n = table.size();
    progress.begin("viz.stage.neighbors", n);
    try (Team team = new Team(Runtime.getRuntime().availableProcessors())) {
      return n <= EXACT
          ? KnnGraph.exact(table, k(n), team, progress)
          : KnnGraph.approximate(table, k(n), team, progress);
    }
  }
}

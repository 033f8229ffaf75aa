package io.recallscope.viz.neighbors;

import io.recallscope.viz.work.Progress;
import io.recallscope.viz.work.Team;
import java.util.Arrays;

/**
 * For each cell the cells around it that hold most neighbours of its rows. How many those are, a
 * sample of rows tells whose exact neighbours are looked up.
 */
final class CellReach {
  /** Share of neighbours that the cells around one are to hold. */
  private static final double RECALL = 0.93;

  /** Rows by which it is seen how many cells that takes. */
  private static final int PROBES = 256;

  /** As many as are compared at once. */
  private static final int CHUNK = DistanceKernel.WIDTH;

  private final Cells cells;

  /** For each cell all cells, nearest first. */
  private final int[][] nearest;

  private final int reach;

  /**
   * @param search over the cells' rows, in their order
   * @param k neighbours that will be searched
   * @param progress only asked whether to stop
   */
  CellReach(Cells cells, EuclideanSearch search, int k, Team team, Progress progress) {
    this.cells = cells;
    nearest = cells.nearest(team, progress);
    int n = cells.rows().length;
    int count = cells.count();
    int[] owner = new int[n];
    for (int cell = 0; cell < count; cell++) {
      for (int at = cells.starts()[cell]; at < cells.starts()[cell + 1]; at++) {
        owner[cells.rows()[at]] = cell;
      }
    }
    int probes = Math.min(n, PROBES);
    int[][] parts = new int[(probes + CHUNK - 1) / CHUNK][count];
    team.run(
        parts.length,
        (chunk, member) -> {
          int[] chosen = new int[Math.min(probes, (chunk + 1) * CHUNK) - chunk * CHUNK];
          // Evenly over the cells' order, so that every kind of place is asked.
          Arrays.setAll(chosen, i -> (int) ((chunk * CHUNK + i) * (long) n / probes));
          Neighbors[] exact = search.neighbors(chosen, k, new int[] {0, n}, progress);
          int[] ranks = new int[count];
          for (int i = 0; i < chosen.length; i++) {
            int[] near = nearest[owner[cells.rows()[chosen[i]]]];
            for (int rank = 0; rank < count; rank++) {
              ranks[near[rank]] = rank;
            }
            for (int neighbor : exact[i].rows()) {
              parts[chunk][ranks[owner[neighbor]]]++;
            }
          }
        });
    int enough = count;
    long held = 0;
    for (int rank = count - 1; rank >= 0; rank--) {
      for (int[] part : parts) {
        held += part[rank];
      }
      if (held <= (1 - RECALL) * probes * k) {
        enough = rank;
      }
    }
    reach = Math.max(1, enough);
  }

  /**
   * The places of a cell's rows and of those of the cells around it, nearest first.
   *
   * @param least so many times two rows at least, or all there are
   * @return from, to, from, to …
   */
  int[] around(int cell, int least) {
    int[] ranges = new int[2 * reach];
    int size = 0;
    int used = 0;
    for (int i = 0; i < nearest[cell].length && (i < reach || size < 2 * least); i++) {
      int other = nearest[cell][i];
      if (used == ranges.length) {
        ranges = Arrays.copyOf(ranges, 2 * used);
      }
      ranges[used++] = cells.starts()[other];
      ranges[used++] = cells.starts()[other + 1];
      size += cells.starts()[other + 1] - cells.starts()[other];
    }
    return Arrays.copyOf(ranges, used);
  }
}

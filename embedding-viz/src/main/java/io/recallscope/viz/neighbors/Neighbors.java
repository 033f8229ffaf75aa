package io.recallscope.viz.neighbors;

/**
 * Rows in order of likeness to one query: score descending, then id ascending.
 *
 * @param rows row numbers of the table
 * @param scores canonical scores ({@code Similarity.score}), one a row
 */
public record Neighbors(int[] rows, float[] scores) {
  public int size() {
    return rows.length;
  }
}

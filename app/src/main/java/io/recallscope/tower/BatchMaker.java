package io.recallscope.tower;

import java.util.SplittableRandom;

/** Fills the inputs of a tower for given rows of its table. */
final class BatchMaker {
  /** Share of ids shown as unknown in training: else the towers learn the clicks by heart. */
  static final double ID_DROPOUT = 0.5;

  static final String HISTORY = "user/history";
  static final String HISTORY_OWNERS = "user/history owners";
  static final String HISTORY_ROWS = "user/history rows";

  private final TowerFeatures features;
  private final Histories histories;
  private final int[] clickedIndexes;

  BatchMaker(TowerFeatures features, Histories histories, int items) {
    this.features = features;
    this.histories = histories;
    this.clickedIndexes = features.history() > 0 ? features.clickedIndexes(items) : new int[0];
  }

  /**
   * One side's inputs.
   *
   * @param rows of the side's table
   * @param times per row the event's instant in epoch seconds, or null: the end of training
   * @param dropout draws which ids are shown as unknown, or null for none
   */
  void fill(TrainingBatch batch, String side, int[] rows, long[] times, SplittableRandom dropout) {
    for (TowerInput input : side.equals("user") ? features.user() : features.item()) {
      String name = side + "/" + input.name();
      switch (input) {
        case TowerInput.Words words -> {
          batch.ints(name, words(words, rows, dropout));
          if (words.counted()) {
            batch.floats(side + "/" + words.countName(), counts(words, rows));
          }
        }
        case TowerInput.Numeric number -> {
          float[] values = new float[rows.length];
          for (int i = 0; i < rows.length; i++) {
            values[i] = number.values()[rows[i]];
          }
          batch.floats(name, values);
        }
        case TowerInput.Time time -> {
          float[] values = new float[rows.length];
          for (int i = 0; i < rows.length; i++) {
            // the graph takes ages from the end of training: move the instant along
            double shift = times == null ? 0 : time.reference() - times[i];
            values[i] = (float) (time.values()[rows[i]] + shift);
          }
          batch.floats(name, values);
        }
      }
    }
  }

  /**
   * The behaviour sequences of users, one after the other: most are far shorter than the longest.
   *
   * @param counts per user how many of their clicks, from the oldest, have happened
   */
  void history(TrainingBatch batch, int[] users, int[] counts) {
    if (features.history() == 0) {
      return;
    }
    int total = 0;
    for (int count : counts) {
      total += Math.min(count, features.history());
    }
    int[] clicks = new int[total];
    int[] owners = new int[total];
    int at = 0;
    for (int i = 0; i < users.length; i++) {
      for (int c = Math.max(0, counts[i] - features.history()); c < counts[i]; c++) {
        clicks[at] = clickedIndexes[histories.item(users[i], c)];
        owners[at++] = i;
      }
    }
    batch.ints(HISTORY, clicks);
    batch.ints(HISTORY_OWNERS, owners);
    batch.number(HISTORY_ROWS, users.length);
  }

  /** Users as they stand at the end of training, with their last clicks. */
  TrainingBatch users(int[] rows) {
    TrainingBatch batch = new TrainingBatch();
    fill(batch, "user", rows, null, null);
    int[] counts = new int[rows.length];
    for (int i = 0; i < rows.length; i++) {
      counts[i] = histories.count(rows[i]);
    }
    history(batch, rows, counts);
    return batch;
  }

  /** Items as they stand at the end of training. */
  TrainingBatch items(int[] rows) {
    TrainingBatch batch = new TrainingBatch();
    fill(batch, "item", rows, null, null);
    return batch;
  }

  private static float[] counts(TowerInput.Words words, int[] rows) {
    float[] counts = new float[rows.length];
    for (int i = 0; i < rows.length; i++) {
      counts[i] = words.counts()[words.indexes()[rows[i]]];
    }
    return counts;
  }

  private static int[] words(TowerInput.Words words, int[] rows, SplittableRandom dropout) {
    int perRow = words.perRow();
    int[] indexes = new int[rows.length * perRow];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(words.indexes(), rows[i] * perRow, indexes, i * perRow, perRow);
      if (words.id() && dropout != null && dropout.nextDouble() < ID_DROPOUT) {
        indexes[i] = 0;
      }
    }
    return indexes;
  }
}

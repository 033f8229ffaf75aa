package io.recallscope.tower;

import io.recallscope.domain.Problem;
import io.recallscope.viz.vector.Similarity;

/**
 * What a training is asked for.
 *
 * @param history clicked items that the user tower pools, 0 for no behaviour sequence; 0 to 1,000
 * @param negatives items sampled per click as non-clicks, 0 to 100; 0 means none where the data has
 *     shown-but-not-clicked events, and {@link #DEFAULT_NEGATIVES} where it has none
 * @param seed of every random choice
 * @param epochs at most this many passes over the training events, 1 to 1,000
 * @param batch events per step, 16 to 65,536
 * @param learningRate Adam's step, above 0 and at most 1
 * @param dimension length of a vector, 2 to 1,024
 * @param similarity what the score is made of
 * @param patience passes without a better validation AUC after which training stops, 1 to 1,000
 */
public record TrainOptions(
    int history,
    int negatives,
    long seed,
    int epochs,
    int batch,
    double learningRate,
    int dimension,
    Similarity similarity,
    int patience) {
  /** Negatives per click where the data has none of its own and none were asked for. */
  public static final int DEFAULT_NEGATIVES = 4;

  /** 64-d cosine towers without a behaviour sequence. */
  public static TrainOptions defaults() {
    return new TrainOptions(0, 0, 1, 8, 512, 0.003, 64, Similarity.COSINE, 1);
  }

  public TrainOptions withHistory(int n) {
    return new TrainOptions(
        n, negatives, seed, epochs, batch, learningRate, dimension, similarity, patience);
  }

  public TrainOptions withNegatives(int n) {
    return new TrainOptions(
        history, n, seed, epochs, batch, learningRate, dimension, similarity, patience);
  }

  public TrainOptions withSeed(long n) {
    return new TrainOptions(
        history, negatives, n, epochs, batch, learningRate, dimension, similarity, patience);
  }

  public TrainOptions withEpochs(int n) {
    return new TrainOptions(
        history, negatives, seed, n, batch, learningRate, dimension, similarity, patience);
  }

  public TrainOptions withBatch(int n) {
    return new TrainOptions(
        history, negatives, seed, epochs, n, learningRate, dimension, similarity, patience);
  }

  public TrainOptions withLearningRate(double rate) {
    return new TrainOptions(
        history, negatives, seed, epochs, batch, rate, dimension, similarity, patience);
  }

  public TrainOptions withDimension(int n) {
    return new TrainOptions(
        history, negatives, seed, epochs, batch, learningRate, n, similarity, patience);
  }

  public TrainOptions withSimilarity(Similarity s) {
    return new TrainOptions(
        history, negatives, seed, epochs, batch, learningRate, dimension, s, patience);
  }

  public TrainOptions withPatience(int n) {
    return new TrainOptions(
        history, negatives, seed, epochs, batch, learningRate, dimension, similarity, n);
  }

  /**
   * Checks every range.
   *
   * @throws Problem (USAGE, {@code tower.option-range}) naming the first option out of its range
   */
  public void validate() throws Problem {
    range("history", history, 0, 1000);
    range("negatives", negatives, 0, 100);
    range("epochs", epochs, 1, 1000);
    range("batch", batch, 16, 65_536);
    range("dimension", dimension, 2, 1024);
    range("patience", patience, 1, 1000);
    if (!(learningRate > 0 && learningRate <= 1)) {
      throw new Problem(
          Problem.Kind.USAGE, "tower.option-range", "learningRate", "0", "1", learningRate);
    }
  }

  private static void range(String name, int value, int low, int high) throws Problem {
    if (value < low || value > high) {
      throw new Problem(
          Problem.Kind.USAGE,
          "tower.option-range",
          name,
          Integer.toString(low),
          Integer.toString(high),
          Integer.toString(value));
    }
  }
}

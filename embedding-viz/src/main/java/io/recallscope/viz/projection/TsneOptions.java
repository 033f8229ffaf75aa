package io.recallscope.viz.projection;

/**
 * How t-SNE runs.
 *
 * @param perplexity how many neighbours of a point count, softly (van der Maaten and Hinton 2008):
 *     2 to 1,000, usually 5 to 50; of few points it is lowered to a third of them. The neighbour
 *     graph has three times as many edges a point
 * @param iterations in all, 1 or more; 750 as openTSNE
 * @param exaggerated the first ones, in which attraction is multiplied: 0 to iterations; 250
 * @param exaggeration by how much: 1 to 100; 12 (Linderman and Steinerberger 2019)
 * @param learningRate above 0; or 0 for the number of points divided by the exaggeration at the
 *     time, at least 200 (Belkina et al. 2019)
 * @param exactBelow points up to which repulsion is computed pair by pair: 0 or more; 4,000, where
 *     the mesh becomes faster
 * @param threads 1 or more. The layout does not depend on it
 */
public record TsneOptions(
    double perplexity,
    int iterations,
    int exaggerated,
    double exaggeration,
    double learningRate,
    int exactBelow,
    int threads) {
  /** The usual values, all processors. */
  public static final TsneOptions USUAL =
      new TsneOptions(30, 750, 250, 12, 0, 4000, Runtime.getRuntime().availableProcessors());

  /**
   * @throws IllegalArgumentException when a value is out of its range; the message says which
   */
  public TsneOptions {
    check(perplexity >= 2 && perplexity <= 1000, "perplexity", perplexity);
    check(iterations >= 1, "iterations", iterations);
    check(exaggerated >= 0 && exaggerated <= iterations, "exaggerated iterations", exaggerated);
    check(exaggeration >= 1 && exaggeration <= 100, "exaggeration", exaggeration);
    check(learningRate >= 0 && learningRate < 1e9, "learning rate", learningRate);
    check(exactBelow >= 0, "limit of exact repulsion", exactBelow);
    check(threads >= 1, "threads", threads);
  }

  private static void check(boolean fits, String name, double value) {
    if (!fits) {
      throw new IllegalArgumentException("out of range: " + name + " " + value);
    }
  }

  /** The same with another perplexity. */
  public TsneOptions withPerplexity(double other) {
    return new TsneOptions(
        other, iterations, exaggerated, exaggeration, learningRate, exactBelow, threads);
  }

  /** The same with other numbers of iterations. */
  public TsneOptions withIterations(int all, int first) {
    return new TsneOptions(perplexity, all, first, exaggeration, learningRate, exactBelow, threads);
  }

  /** The same with repulsion pair by pair up to another number of points. */
  public TsneOptions withExactBelow(int points) {
    return new TsneOptions(
        perplexity, iterations, exaggerated, exaggeration, learningRate, points, threads);
  }

  /** The same on another number of threads. */
  public TsneOptions withThreads(int members) {
    return new TsneOptions(
        perplexity, iterations, exaggerated, exaggeration, learningRate, exactBelow, members);
  }
}

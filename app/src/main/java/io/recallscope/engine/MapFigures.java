package io.recallscope.engine;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A map in figures: what was drawn, how, how far to believe it, and what it took.
 *
 * @param n points drawn
 * @param dims values a vector
 * @param perplexity what t-SNE was given, lowered where there are few points; NaN where the method
 *     has none
 * @param quality null until it was measured
 * @param divergence KL(P‖Q) in nats: of t-SNE its own at the end, of others what was measured; NaN
 *     where there is none
 */
public record MapFigures(
    int n,
    int dims,
    String method,
    long seed,
    double perplexity,
    Quality quality,
    double divergence,
    Seconds seconds) {
  /** Neighbours that quality looks at. */
  public static final int K = 10;

  /**
   * How far neighbours in the space are neighbours on the map: see METRICS for each, all of {@code
   * k} neighbours.
   *
   * @param k {@link #K}, or less where there are fewer than twice as many points
   * @param points over which the means are taken, chosen by the seed: all, or a sample
   */
  public record Quality(
      int k, int points, double trustworthiness, double continuity, double q, double r) {}

  /**
   * Wall time.
   *
   * @param knn nearest neighbours; NaN where none were searched
   * @param layout everything else up to the places
   * @param quality NaN until it was measured
   */
  public record Seconds(double knn, double layout, double quality) {
    double total() {
      return (Double.isNaN(knn) ? 0 : knn) + layout + (Double.isNaN(quality) ? 0 : quality);
    }
  }

  MapFigures measured(Quality found, double kl, double took) {
    return new MapFigures(
        n,
        dims,
        method,
        seed,
        perplexity,
        found,
        kl,
        new Seconds(seconds.knn, seconds.layout, took));
  }

  /** The JSON that {@code map} and {@code view} print; what was not measured is null. */
  public ObjectNode document() {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("n", n).put("dims", dims).put("method", method).put("seed", seed);
    node.put("k", quality == null ? K : quality.k);
    number(node, "trustworthiness", quality == null ? Double.NaN : quality.trustworthiness);
    number(node, "continuity", quality == null ? Double.NaN : quality.continuity);
    number(node, "q", quality == null ? Double.NaN : quality.q);
    number(node, "r", quality == null ? Double.NaN : quality.r);
    number(node, "kl", divergence);
    ObjectNode took = node.putObject("seconds");
    number(took, "knn", seconds.knn);
    number(took, "layout", seconds.layout);
    number(took, "quality", seconds.quality);
    number(took, "total", seconds.total());
    return node;
  }

  private static void number(ObjectNode node, String name, double value) {
    if (Double.isNaN(value)) {
      node.putNull(name);
    } else {
      node.put(name, value);
    }
  }
}

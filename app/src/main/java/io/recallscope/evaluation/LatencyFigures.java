package io.recallscope.evaluation;

import org.HdrHistogram.Histogram;

/**
 * Percentiles of wall times in milliseconds, by HdrHistogram at three digits; searches one after
 * the other, warm-up excluded.
 *
 * @param n searches timed
 */
public record LatencyFigures(double p50, double p95, double p99, double p999, double max, int n) {
  private static final double NANOS_PER_MILLI = 1e6;

  /** Of times in nanoseconds; NaN figures of none. */
  static LatencyFigures of(long[] nanos) {
    if (nanos.length == 0) {
      return new LatencyFigures(Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, 0);
    }
    Histogram histogram = new Histogram(3);
    long max = 0;
    for (long time : nanos) {
      histogram.recordValue(Math.max(0, time));
      max = Math.max(max, time);
    }
    return new LatencyFigures(
        millis(histogram, 50, max),
        millis(histogram, 95, max),
        millis(histogram, 99, max),
        millis(histogram, 99.9, max),
        max / NANOS_PER_MILLI,
        nanos.length);
  }

  /** A percentile is the upper end of its bucket, which may lie above the largest time itself. */
  private static double millis(Histogram histogram, double percentile, long max) {
    return Math.min(histogram.getValueAtPercentile(percentile), max) / NANOS_PER_MILLI;
  }
}

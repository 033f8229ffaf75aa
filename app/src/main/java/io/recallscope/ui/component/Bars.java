package io.recallscope.ui.component;

import io.recallscope.ui.base.Figures;
import java.util.Arrays;
import java.util.Map;

/**
 * The range and steps in which a figure of many users is shown.
 *
 * @param byUser the figure by user id
 * @param low where the first step begins
 * @param high where the last one ends
 * @param counts users in each step
 * @param digits decimals on the axis
 */
public record Bars(Map<String, Double> byUser, double low, double high, long[] counts, int digits) {
  private static final int STEPS = 18;

  /**
   * Recall up to 1 in steps of whole hundredths, from where 98 % of the users are, and latency from
   * 0 to where 99 % are: a few far off would press the others flat, and count in the last bar.
   */
  public static Bars of(Map<String, Double> byUser, boolean ofRecall) {
    double[] values = byUser.values().stream().mapToDouble(Double::doubleValue).toArray();
    Arrays.sort(values);
    if (ofRecall) {
      double worst = values.length == 0 ? 0.9 : values[(int) (0.02 * (values.length - 1))];
      int hundredths = Math.max(10, (int) Math.ceil((1 - worst) * 100 - 1e-9));
      int width = Math.ceilDiv(hundredths, STEPS);
      int steps = Math.ceilDiv(hundredths, width);
      // Half a hundredth down: 0.97 belongs to the bar that is named so, whatever rounding says.
      double low = 1 - (steps * width - 0.5) / 100;
      double high = 1.005;
      return new Bars(byUser, low, high, Histogram.count(values, low, high, steps), 2);
    }
    double most = values.length == 0 ? 1 : values[(int) (0.99 * (values.length - 1))];
    double high = Math.max(0.05, most * 1.05);
    return new Bars(
        byUser, 0, high, Histogram.count(values, 0, high, STEPS), high < 1 ? 2 : high < 20 ? 1 : 0);
  }

  /** Shows them. */
  public void showIn(Histogram histogram) {
    histogram.show(low, high, counts, value -> Figures.fixed(value, digits));
  }

  /**
   * A user's figure; NaN for none.
   *
   * @param user may be null
   * @param otherwise the figure where the user is not among them, or NaN
   */
  public double place(String user, double otherwise) {
    return user == null ? Double.NaN : byUser.getOrDefault(user, otherwise);
  }
}

package io.recallscope.ui.compare;

import io.recallscope.ui.base.Figures;

/** Differences with their sign, a real minus, so that columns line up. */
final class Signed {
  private Signed() {}

  static String whole(int value) {
    return value > 0 ? "+" + value : value < 0 ? "−" + -value : "0";
  }

  static String fixed(double value, int digits) {
    String size = Figures.fixed(Math.abs(value), digits);
    return Double.isNaN(value) ? size : (value < 0 ? "−" : "+") + size;
  }
}

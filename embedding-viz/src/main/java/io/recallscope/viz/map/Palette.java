package io.recallscope.viz.map;

import java.util.Arrays;

/**
 * Colours of a map's categories, on light and on dark ground.
 *
 * <p>A qualitative palette has at most twenty colours, the first six of them Okabe and Ito's
 * (2008); the others were chosen to differ from all before in OKLab, by 0.10 at least for usual
 * eyes and by 0.05 for those that lack one kind of cone (simulated after Machado et al. 2009). More
 * cannot be told apart: categories beyond have no colour, and the map writes names beside its
 * clusters. A sequential palette follows viridis from low to high. Every colour is moved along the
 * lightness of OKLab until it has contrast with the ground (2.2 : 1 at least, WCAG's ratio), and no
 * further.
 */
public final class Palette {
  private static final int[] HUES = {
    0x0072b2, 0xe69f00, 0x009e73, 0xd55e00, 0xcc79a7, 0x56b4e9, 0x8700ff, 0x872d4b, 0x9687ff,
    0x8700a5, 0x96b487, 0x4b4b78, 0xd21ea5, 0x784b00, 0x4b2dd2, 0xc32d4b, 0xff3c69, 0x875a87,
    0xb44bff, 0xff78d2
  };

  /** Categories that can be told apart by colour. */
  public static final int MAX_CATEGORIES = HUES.length;

  private static final int[] VIRIDIS = {
    0x440154, 0x482878, 0x3e4989, 0x31688e, 0x26828e, 0x1f9e89, 0x35b779, 0x6ece58, 0xb5de2b,
    0xfde725
  };
  private static final double CONTRAST = 2.2;

  private static final int BLACK = 0x000000;
  private static final int WHITE = 0xffffff;

  private final int[] rgb;
  private final boolean ink;

  private Palette(int[] rgb) {
    this(rgb, false);
  }

  private Palette(int[] rgb, boolean ink) {
    this.rgb = rgb;
    this.ink = ink;
  }

  /** A palette of so many unordered categories, or of the first twenty of them. */
  public static Palette qualitative(int categories) {
    return new Palette(Arrays.copyOf(HUES, Math.min(categories, HUES.length)));
  }

  /** A palette of so many steps from low to high. */
  public static Palette sequential(int steps) {
    int[] rgb = new int[steps];
    for (int s = 0; s < steps; s++) {
      double at = steps == 1 ? 0.5 : s / (steps - 1.0);
      double place = at * (VIRIDIS.length - 1);
      int low = Math.min(VIRIDIS.length - 2, (int) place);
      double[] a = toOklab(VIRIDIS[low]);
      double[] b = toOklab(VIRIDIS[low + 1]);
      for (int i = 0; i < 3; i++) {
        a[i] += (b[i] - a[i]) * (place - low);
      }
      rgb[s] = toRgb(a);
    }
    return new Palette(rgb);
  }

  /**
   * The same with one category more, at the end, in the ground's opposite: black on light, white on
   * dark. For points of another kind than the others.
   */
  public Palette withInk() {
    return new Palette(Arrays.copyOf(rgb, rgb.length + 1), true);
  }

  private boolean isInk(int category) {
    return ink && category == rgb.length - 1;
  }

  /**
   * Sorts numbers into steps of about equal count, for a sequential palette: the step of each, −1
   * for one that is not a number. Equal numbers share a step.
   */
  public static int[] steps(double[] values, int steps) {
    double[] sorted = Arrays.stream(values).filter(v -> !Double.isNaN(v)).sorted().toArray();
    double[] edges = new double[steps - 1];
    for (int e = 0; e < edges.length && sorted.length > 0; e++) {
      edges[e] = sorted[(int) ((long) (e + 1) * sorted.length / steps)];
    }
    int[] step = new int[values.length];
    for (int i = 0; i < values.length; i++) {
      int s = 0;
      while (s < edges.length && values[i] >= edges[s]) {
        s++;
      }
      step[i] = Double.isNaN(values[i]) ? -1 : s;
    }
    return step;
  }

  /** How many categories or steps have a colour. */
  public int size() {
    return rgb.length;
  }

  /** RGB of a category or step as it is, whatever the ground. */
  int plain(int category) {
    return rgb[category];
  }

  /** Opaque ARGB of a category on ground of the given ARGB. */
  public int argb(int category, int ground) {
    return 0xff000000
        | (isInk(category) ? (isDark(ground) ? WHITE : BLACK) : readable(rgb[category], ground));
  }

  private static int lighter(int colour, double by) {
    double[] lab = toOklab(colour);
    lab[0] += by;
    return toRgb(lab);
  }

  private static boolean isDark(int ground) {
    return luminance(ground) < 0.18;
  }

  private static int readable(int colour, int ground) {
    double step = isDark(ground) ? 0.02 : -0.02;
    int shown = colour;
    for (int i = 0; i < 50 && contrast(shown, ground) < CONTRAST; i++) {
      shown = lighter(colour, i * step);
    }
    return shown;
  }

  /** WCAG's contrast ratio of two colours, 1 to 21. */
  static double contrast(int a, int b) {
    double la = luminance(a);
    double lb = luminance(b);
    return (Math.max(la, lb) + 0.05) / (Math.min(la, lb) + 0.05);
  }

  private static double luminance(int rgb) {
    return 0.2126 * linear(rgb >> 16) + 0.7152 * linear(rgb >> 8) + 0.0722 * linear(rgb);
  }

  private static double linear(int channel) {
    double c = (channel & 0xff) / 255.0;
    return c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4);
  }

  /** OKLab by Björn Ottosson, 2020. */
  static double[] toOklab(int rgb) {
    double r = linear(rgb >> 16);
    double g = linear(rgb >> 8);
    double b = linear(rgb);
    double l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
    double m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
    double s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
    return new double[] {
      0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s,
      1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s,
      0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s
    };
  }

  private static int toRgb(double[] lab) {
    double l = cube(lab[0] + 0.3963377774 * lab[1] + 0.2158037573 * lab[2]);
    double m = cube(lab[0] - 0.1055613458 * lab[1] - 0.0638541728 * lab[2]);
    double s = cube(lab[0] - 0.0894841775 * lab[1] - 1.2914855480 * lab[2]);
    return channel(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s) << 16
        | channel(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s) << 8
        | channel(-0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s);
  }

  private static double cube(double v) {
    return v * v * v;
  }

  private static int channel(double linear) {
    double c = linear <= 0.0031308 ? 12.92 * linear : 1.055 * Math.pow(linear, 1 / 2.4) - 0.055;
    return (int) Math.round(Math.clamp(c, 0, 1) * 255);
  }
}

package io.recallscope.viz.projection;

import java.util.ArrayList;
import java.util.List;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Discrete Fourier transforms of as many complex sequences as a SIMD vector has lanes, one in each
 * lane: no shuffles, and every factor is the same for all lanes. Stockham's self-sorting form
 * (Cochran et al. 1967) with radices 2, 3 and 4; radix 5 has more values at once than registers
 * hold, and took twice as long a point.
 *
 * <p>Element i of the sequences lies at {@code i · 2 · LANES}: the lanes' real parts, then their
 * imaginary parts.
 */
final class LaneFft {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

  /** Sequences transformed together. */
  static final int LANES = SPECIES.length();

  /** Floats an element takes. */
  static final int STRIDE = 2 * LANES;

  private static final float SIN_60 = (float) Math.sqrt(0.75);

  private final int size;
  private final int[] radices;

  /** For each pass and position q, w^q … w^(q·(radix-1)) as cosine, sine; w = e^(-2πi/length). */
  private final float[][] twiddles;

  /**
   * @param size a product of 2s and 3s
   */
  LaneFft(int size) {
    this.size = size;
    List<Integer> factors = new ArrayList<>();
    int left = size;
    for (int radix : new int[] {3, 4, 2}) {
      while (left % radix == 0) {
        factors.add(radix);
        left /= radix;
      }
    }
    if (left != 1) {
      throw new IllegalArgumentException("only products of 2 and 3: " + size);
    }
    radices = factors.stream().mapToInt(Integer::intValue).toArray();
    twiddles = new float[radices.length][];
    int length = size;
    for (int pass = 0; pass < radices.length; pass++) {
      twiddles[pass] = twiddles(length, radices[pass]);
      length /= radices[pass];
    }
  }

  private static float[] twiddles(int length, int radix) {
    int m = length / radix;
    float[] values = new float[m * (radix - 1) * 2];
    int at = 0;
    for (int q = 0; q < m; q++) {
      for (int j = 1; j < radix; j++) {
        double angle = -2 * Math.PI * ((long) q * j % length) / length;
        values[at++] = (float) StrictMath.cos(angle);
        values[at++] = (float) StrictMath.sin(angle);
      }
    }
    return values;
  }

  /** Elements of a sequence. */
  int size() {
    return size;
  }

  /**
   * X_k = Σ x_j e^(-2πi jk/n). Conjugating before and after makes it the inverse, but for 1/n.
   *
   * @param data n · {@link #STRIDE} floats at least; destroyed
   * @param other as long
   * @return the one of the two that holds the result
   */
  float[] transform(float[] data, float[] other) {
    float[] from = data;
    float[] to = other;
    int m = size;
    int s = 1;
    for (int pass = 0; pass < radices.length; pass++) {
      int radix = radices[pass];
      m /= radix;
      switch (radix) {
        case 2 -> radix2(from, to, m, s, twiddles[pass]);
        case 3 -> radix3(from, to, m, s, twiddles[pass]);
        default -> radix4(from, to, m, s, twiddles[pass]);
      }
      s *= radix;
      float[] swap = from;
      from = to;
      to = swap;
    }
    return from;
  }

  private static void radix2(float[] x, float[] y, int m, int s, float[] w) {
    for (int q = 0; q < m; q++) {
      FloatVector c = constant(w[2 * q]);
      FloatVector d = constant(w[2 * q + 1]);
      for (int r = 0; r < s; r++) {
        int in = (r + s * q) * STRIDE;
        int out = (r + s * 2 * q) * STRIDE;
        int far = in + s * m * STRIDE;
        FloatVector ar = load(x, in);
        FloatVector ai = load(x, in + LANES);
        FloatVector br = load(x, far);
        FloatVector bi = load(x, far + LANES);
        ar.add(br).intoArray(y, out);
        ai.add(bi).intoArray(y, out + LANES);
        rotate(ar.sub(br), ai.sub(bi), c, d, y, out + s * STRIDE);
      }
    }
  }

  private static void radix4(float[] x, float[] y, int m, int s, float[] w) {
    int apart = s * m * STRIDE;
    int step = s * STRIDE;
    for (int q = 0; q < m; q++) {
      FloatVector c1 = constant(w[6 * q]);
      FloatVector d1 = constant(w[6 * q + 1]);
      FloatVector c2 = constant(w[6 * q + 2]);
      FloatVector d2 = constant(w[6 * q + 3]);
      FloatVector c3 = constant(w[6 * q + 4]);
      FloatVector d3 = constant(w[6 * q + 5]);
      for (int r = 0; r < s; r++) {
        int in = (r + s * q) * STRIDE;
        int out = (r + s * 4 * q) * STRIDE;
        FloatVector ar = load(x, in);
        FloatVector ai = load(x, in + LANES);
        FloatVector br = load(x, in + apart);
        FloatVector bi = load(x, in + apart + LANES);
        FloatVector cr = load(x, in + 2 * apart);
        FloatVector ci = load(x, in + 2 * apart + LANES);
        FloatVector dr = load(x, in + 3 * apart);
        FloatVector di = load(x, in + 3 * apart + LANES);
        FloatVector evenR = ar.add(cr);
        FloatVector evenI = ai.add(ci);
        FloatVector oddR = br.add(dr);
        FloatVector oddI = bi.add(di);
        FloatVector sideR = ar.sub(cr);
        FloatVector sideI = ai.sub(ci);
        FloatVector turnR = bi.sub(di);
        FloatVector turnI = dr.sub(br);
        evenR.add(oddR).intoArray(y, out);
        evenI.add(oddI).intoArray(y, out + LANES);
        rotate(sideR.add(turnR), sideI.add(turnI), c1, d1, y, out + step);
        rotate(evenR.sub(oddR), evenI.sub(oddI), c2, d2, y, out + 2 * step);
        rotate(sideR.sub(turnR), sideI.sub(turnI), c3, d3, y, out + 3 * step);
      }
    }
  }

  private static void radix3(float[] x, float[] y, int m, int s, float[] w) {
    int apart = s * m * STRIDE;
    int step = s * STRIDE;
    for (int q = 0; q < m; q++) {
      FloatVector c1 = constant(w[4 * q]);
      FloatVector d1 = constant(w[4 * q + 1]);
      FloatVector c2 = constant(w[4 * q + 2]);
      FloatVector d2 = constant(w[4 * q + 3]);
      for (int r = 0; r < s; r++) {
        int in = (r + s * q) * STRIDE;
        int out = (r + s * 3 * q) * STRIDE;
        FloatVector ar = load(x, in);
        FloatVector ai = load(x, in + LANES);
        FloatVector br = load(x, in + apart);
        FloatVector bi = load(x, in + apart + LANES);
        FloatVector cr = load(x, in + 2 * apart);
        FloatVector ci = load(x, in + 2 * apart + LANES);
        FloatVector sumR = br.add(cr);
        FloatVector sumI = bi.add(ci);
        FloatVector midR = ar.sub(sumR.mul(0.5f));
        FloatVector midI = ai.sub(sumI.mul(0.5f));
        FloatVector turnR = bi.sub(ci).mul(SIN_60);
        FloatVector turnI = cr.sub(br).mul(SIN_60);
        ar.add(sumR).intoArray(y, out);
        ai.add(sumI).intoArray(y, out + LANES);
        rotate(midR.add(turnR), midI.add(turnI), c1, d1, y, out + step);
        rotate(midR.sub(turnR), midI.sub(turnI), c2, d2, y, out + 2 * step);
      }
    }
  }

  /** Stores (re + i·im)·(c + i·d). */
  private static void rotate(
      FloatVector re, FloatVector im, FloatVector c, FloatVector d, float[] into, int at) {
    re.mul(c).sub(im.mul(d)).intoArray(into, at);
    re.mul(d).add(im.mul(c)).intoArray(into, at + LANES);
  }

  private static FloatVector load(float[] values, int at) {
    return FloatVector.fromArray(SPECIES, values, at);
  }

  private static FloatVector constant(float value) {
    return FloatVector.broadcast(SPECIES, value);
  }
}

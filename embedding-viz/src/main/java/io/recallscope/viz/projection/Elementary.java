package io.recallscope.viz.projection;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Exponential and logarithm of SIMD lanes: the polynomials of Cephes' single-precision expf and
 * logf (Moshier), relative error about 1e-7. The Vector API's own differ between the interpreter
 * and the compilers; these are the same to the last bit everywhere.
 */
final class Elementary {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

  /** Adding it to a small number leaves that number's nearest integer in the lowest bits. */
  private static final float ROUNDER = 0x1.8p23f;

  private static final float LN2_HIGH = 0x1.63p-1f;
  private static final float LN2_LOW = -2.1219444e-4f;

  private Elementary() {}

  /**
   * @param x at most 0; below -87 it counts as -87
   */
  static FloatVector exp(FloatVector x) {
    FloatVector bounded = x.max(-87f);
    FloatVector rounded = bounded.mul(1.442695f).add(ROUNDER);
    FloatVector n = rounded.sub(ROUNDER);
    FloatVector r = n.mul(-LN2_HIGH).add(bounded);
    r = n.mul(-LN2_LOW).add(r);
    FloatVector p = constant(1.9875691e-4f);
    p = p.fma(r, constant(1.3981999e-3f));
    p = p.fma(r, constant(8.333452e-3f));
    p = p.fma(r, constant(4.1665796e-2f));
    p = p.fma(r, constant(1.6666666e-1f));
    p = p.fma(r, constant(0.5f));
    p = p.fma(r.mul(r), r).add(1f);
    IntVector power =
        rounded
            .reinterpretAsInts()
            .sub(Float.floatToRawIntBits(ROUNDER))
            .add(127)
            .lanewise(VectorOperators.LSHL, 23);
    return p.mul(power.reinterpretAsFloats());
  }

  /**
   * The same of one number, for work that is done before the compilers are: until then plain
   * arithmetic is a hundred times as fast as the Vector API.
   *
   * @param x at most 0; below -87 it counts as -87
   */
  static float exp(float x) {
    float bounded = Math.max(x, -87f);
    float rounded = bounded * 1.442695f + ROUNDER;
    float n = rounded - ROUNDER;
    float r = bounded - n * LN2_HIGH - n * LN2_LOW;
    float p = 1.9875691e-4f;
    p = p * r + 1.3981999e-3f;
    p = p * r + 8.333452e-3f;
    p = p * r + 4.1665796e-2f;
    p = p * r + 1.6666666e-1f;
    p = p * r + 0.5f;
    p = p * (r * r) + r + 1f;
    int power = Float.floatToRawIntBits(rounded) - Float.floatToRawIntBits(ROUNDER) + 127 << 23;
    return p * Float.intBitsToFloat(power);
  }

  /**
   * @param x normal positive numbers
   */
  static FloatVector log(FloatVector x) {
    IntVector bits = x.reinterpretAsInts();
    IntVector exponent = bits.sub(0x3f3504f3).lanewise(VectorOperators.ASHR, 23);
    FloatVector e = (FloatVector) exponent.convert(VectorOperators.I2F, 0);
    FloatVector f =
        bits.sub(exponent.lanewise(VectorOperators.LSHL, 23)).reinterpretAsFloats().sub(1f);
    FloatVector p = constant(7.0376836e-2f);
    p = p.fma(f, constant(-1.151461e-1f));
    p = p.fma(f, constant(1.16769984e-1f));
    p = p.fma(f, constant(-1.2420141e-1f));
    p = p.fma(f, constant(1.4249323e-1f));
    p = p.fma(f, constant(-1.6668057e-1f));
    p = p.fma(f, constant(2.0000714e-1f));
    p = p.fma(f, constant(-2.4999994e-1f));
    p = p.fma(f, constant(3.333333e-1f));
    FloatVector z = f.mul(f);
    FloatVector y = p.mul(f).mul(z);
    y = e.mul(LN2_LOW).add(y);
    y = z.mul(-0.5f).add(y);
    return e.mul(LN2_HIGH).add(f.add(y));
  }

  private static FloatVector constant(float value) {
    return FloatVector.broadcast(SPECIES, value);
  }
}

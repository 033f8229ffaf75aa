package io.recallscope.tower;

import io.recallscope.tower.TowerSignature.ElementType;
import java.util.Locale;

/**
 * Values on their way into a tensor, of one element type. What doesn't fit the type is refused,
 * never rounded.
 */
final class Cells {
  final ElementType type;
  final float[] floats;
  final double[] doubles;
  final long[] longs;
  final String[] strings;

  /** A value that doesn't fit. */
  static final class Misfit extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Misfit(String value) {
      super(value, null, false, false);
    }
  }

  Cells(ElementType type, int size) {
    this.type = type;
    this.floats = type == ElementType.FLOAT32 ? new float[size] : null;
    this.doubles = type == ElementType.FLOAT64 ? new double[size] : null;
    this.longs = type.integer() || type == ElementType.BOOL ? new long[size] : null;
    this.strings = type == ElementType.STRING ? new String[size] : null;
  }

  /** Copies values of the same type. */
  void copy(Cells from, int start, int to, int count) {
    Object source = from.array();
    System.arraycopy(source, start, array(), to, count);
  }

  private Object array() {
    return floats != null ? floats : doubles != null ? doubles : longs != null ? longs : strings;
  }

  /** A number as text: 7, not 7.0. */
  static String text(Object value) {
    if (value instanceof Double || value instanceof Float) {
      double d = ((Number) value).doubleValue();
      return d == Math.rint(d) && Math.abs(d) < 1e15 ? Long.toString((long) d) : value.toString();
    }
    return String.valueOf(value);
  }

  void put(int at, Object value) {
    switch (value) {
      case Long n -> put(at, n.longValue());
      case Integer n -> put(at, n.longValue());
      case Number n -> put(at, n.doubleValue());
      case Boolean b when type != ElementType.STRING -> put(at, b ? 1 : 0);
      default -> put(at, String.valueOf(value));
    }
  }

  void put(int at, long value) {
    switch (type) {
      case FLOAT32 -> floats[at] = value;
      case FLOAT64 -> doubles[at] = value;
      case STRING -> strings[at] = Long.toString(value);
      case BOOL -> longs[at] = value == 0 ? 0 : 1;
      default -> {
        if (type == ElementType.INT32 && (int) value != value) {
          throw new Misfit(Long.toString(value));
        }
        longs[at] = value;
      }
    }
  }

  void put(int at, double value) {
    switch (type) {
      case FLOAT32 -> floats[at] = (float) value;
      case FLOAT64 -> doubles[at] = value;
      case STRING -> strings[at] = text(value);
      case BOOL -> longs[at] = value == 0 ? 0 : 1;
      default -> {
        if (value != Math.rint(value) || Math.abs(value) > 0x1p53) {
          throw new Misfit(text(value));
        }
        put(at, (long) value);
      }
    }
  }

  void put(int at, String value) {
    if (type == ElementType.STRING) {
      strings[at] = value;
      return;
    }
    String trimmed = value.strip();
    try {
      if (type.integer()) {
        put(at, Long.parseLong(trimmed));
        return;
      }
    } catch (NumberFormatException e) {
      // 7.0 is a whole number as well: the next way decides.
      put(at, number(trimmed));
      return;
    }
    put(at, number(trimmed));
  }

  private double number(String text) {
    if (type == ElementType.BOOL) {
      switch (text.toLowerCase(Locale.ROOT)) {
        case "true" -> {
          return 1;
        }
        case "false" -> {
          return 0;
        }
        default -> {}
      }
    }
    return parse(text);
  }

  static double parse(String text) {
    try {
      double value = Double.parseDouble(text.strip());
      if (Double.isFinite(value)) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw new Misfit(text);
    }
    throw new Misfit(text);
  }
}

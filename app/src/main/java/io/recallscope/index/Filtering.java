package io.recallscope.index;

import io.recallscope.domain.Filter;
import io.recallscope.domain.Filter.Condition;
import io.recallscope.domain.Filter.Operator;
import io.recallscope.domain.Problem;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;

/**
 * What a filter means, row by row: the one definition, which every backend's own filter must agree
 * with. An {@link IndexSource} answers {@link IndexSource#passing} with it.
 *
 * <p>A row that lacks the feature does not pass. {@code =} on a number compares as numbers (1995
 * equals 1995.0; a date is the number of its first second), on all else as text.
 */
public final class Filtering {
  private Filtering() {}

  /**
   * The rows that pass.
   *
   * @param fields what can be filtered by
   * @param size number of rows
   * @throws Problem (USAGE) for an unknown field ({@code index.unknown-field}), a comparison of a
   *     field that is no number ({@code index.not-comparable}), a value that is no number for a
   *     field that is one ({@code index.not-a-number})
   */
  public static BitSet passing(List<IndexSource.Field> fields, int size, Filter filter)
      throws Problem {
    BitSet passing = new BitSet(size);
    passing.set(0, size);
    for (Condition condition : filter.conditions()) {
      IntPredicate test = test(field(fields, condition), condition);
      for (int row = passing.nextSetBit(0); row >= 0; row = passing.nextSetBit(row + 1)) {
        if (!test.test(row)) {
          passing.clear(row);
        }
      }
    }
    return passing;
  }

  /**
   * The rows that a query may list, by its filter and by what it excludes.
   *
   * @return null when all may; not to be changed
   * @throws Problem as {@link IndexSource#passing}
   */
  public static BitSet passing(IndexSource source, Query query) throws Problem {
    if (query.excluded().isEmpty()) {
      return query.filter().isEmpty() ? null : source.passing(query.filter());
    }
    BitSet passing = new BitSet(source.vectors().size());
    if (query.filter().isEmpty()) {
      passing.set(0, source.vectors().size());
    } else {
      passing.or(source.passing(query.filter()));
    }
    for (String item : query.excluded()) {
      int row = source.vectors().row(item);
      if (row >= 0) {
        passing.clear(row);
      }
    }
    return passing;
  }

  /**
   * Refuses a filter that {@link #passing} would refuse, without testing a row.
   *
   * @throws Problem as {@link #passing}
   */
  public static void check(List<IndexSource.Field> fields, Filter filter) throws Problem {
    for (Condition condition : filter.conditions()) {
      field(fields, condition);
    }
  }

  /** The field of a condition, checked to be able to answer it. */
  private static IndexSource.Field field(List<IndexSource.Field> fields, Condition condition)
      throws Problem {
    for (IndexSource.Field field : fields) {
      if (field.name().equals(condition.field())) {
        check(field.name(), field.numeric(), condition);
        return field;
      }
    }
    throw unknown(condition.field(), fields.stream().map(IndexSource.Field::name).toList());
  }

  /** Refuses a comparison of strings, and a number's field compared with what is none. */
  public static void check(String field, boolean numeric, Condition condition) throws Problem {
    if (!numeric && condition.operator() != Operator.IN) {
      throw new Problem(
          Problem.Kind.USAGE, "index.not-comparable", field, condition.operator().sign());
    }
    if (numeric) {
      for (String value : condition.values()) {
        number(field, value);
      }
    }
  }

  /** The problem of a field that nothing is known of. */
  public static Problem unknown(String field, List<String> known) {
    return new Problem(
        Problem.Kind.USAGE,
        "index.unknown-field",
        field,
        String.join(", ", known.stream().sorted().toList()));
  }

  /** A condition's value as {@link Filter#number}; -0 becomes 0. */
  public static double number(String field, String value) throws Problem {
    double number = Filter.number(value) + 0.0;
    if (Double.isNaN(number)) {
      throw new Problem(Problem.Kind.USAGE, "index.not-a-number", field, value);
    }
    return number;
  }

  private static IntPredicate test(IndexSource.Field field, Condition condition) throws Problem {
    if (!field.numeric()) {
      return field.anyOf(Set.copyOf(condition.values()));
    }
    double[] bounds = new double[condition.values().size()];
    for (int i = 0; i < bounds.length; i++) {
      bounds[i] = number(field.name(), condition.values().get(i));
    }
    double bound = bounds[0];
    // A missing number is NaN, which every comparison turns down.
    return switch (condition.operator()) {
      case IN ->
          row -> {
            double number = field.number(row);
            for (double one : bounds) {
              if (number == one) {
                return true;
              }
            }
            return false;
          };
      case LESS -> row -> field.number(row) < bound;
      case LESS_OR_EQUAL -> row -> field.number(row) <= bound;
      case GREATER -> row -> field.number(row) > bound;
      case GREATER_OR_EQUAL -> row -> field.number(row) >= bound;
    };
  }
}

package io.recallscope.dataset;

import io.recallscope.domain.Filter;
import io.recallscope.domain.Problem;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;

/** Tests a filter against the features themselves. */
public final class Filters {
  private Filters() {}

  /**
   * The rows that pass every condition. A row that lacks the feature does not pass. {@code =} on a
   * number compares as numbers (1995 equals 1995.0), on all else as text.
   *
   * @throws Problem (USAGE) {@code dataset.unknown-field}, naming the known ones, or {@code
   *     dataset.not-a-number} for a comparison of a field that is no number
   */
  public static BitSet passing(EntityTable table, Filter filter) throws Problem {
    BitSet passing = new BitSet(table.size());
    passing.set(0, table.size());
    for (Filter.Condition condition : filter.conditions()) {
      IntPredicate test = test(table, condition);
      for (int row = passing.nextSetBit(0); row >= 0; row = passing.nextSetBit(row + 1)) {
        if (!test.test(row)) {
          passing.clear(row);
        }
      }
    }
    return passing;
  }

  private static IntPredicate test(EntityTable table, Filter.Condition condition) throws Problem {
    Column column = table.column(condition.field());
    if (column == null) {
      throw new Problem(
          Problem.Kind.USAGE,
          "dataset.unknown-field",
          condition.field(),
          names(table.columns(), false));
    }
    if (column instanceof Column.Numbers numbers) {
      return number(numbers.values(), condition);
    }
    if (condition.operator() != Filter.Operator.IN) {
      String known = names(table.columns(), true);
      throw new Problem(
          Problem.Kind.USAGE, "dataset.not-a-number", condition.field(), known, condition);
    }
    Set<String> wanted = new HashSet<>(condition.values());
    return switch (column) {
      case Column.Categories c -> {
        BitSet codes = codes(c.vocabulary(), wanted);
        yield row -> c.codes()[row] >= 0 && codes.get(c.codes()[row]);
      }
      case Column.Lists l -> {
        BitSet codes = codes(l.vocabulary(), wanted);
        yield row -> {
          for (int i = l.offsets()[row]; i < l.offsets()[row + 1]; i++) {
            if (codes.get(l.codes()[i])) {
              return true;
            }
          }
          return false;
        };
      }
      case Column.Texts t -> row -> t.values()[row] != null && wanted.contains(t.values()[row]);
      case Column.Numbers n -> throw new IllegalStateException(n.name());
    };
  }

  private static IntPredicate number(double[] values, Filter.Condition condition) {
    if (condition.operator() == Filter.Operator.IN) {
      double[] wanted =
          condition.values().stream()
              .mapToDouble(Filters::parse)
              .filter(v -> !Double.isNaN(v))
              .toArray();
      return row -> {
        for (double v : wanted) {
          if (values[row] == v) {
            return true;
          }
        }
        return false;
      };
    }
    double bound = condition.number();
    // A missing number is NaN, which no comparison holds for.
    return switch (condition.operator()) {
      case LESS -> row -> values[row] < bound;
      case LESS_OR_EQUAL -> row -> values[row] <= bound;
      case GREATER -> row -> values[row] > bound;
      case GREATER_OR_EQUAL -> row -> values[row] >= bound;
      case IN -> throw new IllegalStateException();
    };
  }

  private static double parse(String value) {
    try {
      return Double.parseDouble(value);
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  private static BitSet codes(List<String> vocabulary, Set<String> wanted) {
    BitSet codes = new BitSet(vocabulary.size());
    for (int i = 0; i < vocabulary.size(); i++) {
      if (wanted.contains(vocabulary.get(i))) {
        codes.set(i);
      }
    }
    return codes;
  }

  private static String names(List<Column> columns, boolean numbersOnly) {
    List<String> names = new ArrayList<>();
    for (Column column : columns) {
      if (!numbersOnly || column instanceof Column.Numbers) {
        names.add(column.name());
      }
    }
    return names.isEmpty() ? "–" : String.join(", ", names);
  }
}

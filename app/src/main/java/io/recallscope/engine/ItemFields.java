package io.recallscope.engine;

import io.recallscope.dataset.Column;
import io.recallscope.dataset.EntityTable;
import io.recallscope.index.IndexSource;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;

/** Item features as what filters test: all but free text. */
final class ItemFields {
  private ItemFields() {}

  /**
   * @param rowOf the table's row of a row that is asked for
   */
  static List<IndexSource.Field> of(EntityTable items, IntUnaryOperator rowOf) {
    List<IndexSource.Field> fields = new ArrayList<>();
    for (Column column : items.columns()) {
      if (!(column instanceof Column.Texts)) {
        fields.add(new ColumnField(column, rowOf));
      }
    }
    return List.copyOf(fields);
  }

  private record ColumnField(Column column, IntUnaryOperator rowOf) implements IndexSource.Field {
    @Override
    public String name() {
      return column.name();
    }

    @Override
    public boolean numeric() {
      return column instanceof Column.Numbers;
    }

    @Override
    public double number(int row) {
      return column instanceof Column.Numbers numbers
          ? numbers.values()[rowOf.applyAsInt(row)]
          : Double.NaN;
    }

    @Override
    public List<String> strings(int row) {
      int at = rowOf.applyAsInt(row);
      if (column.missing(at)) {
        return List.of();
      }
      return column instanceof Column.Lists lists ? lists.values(at) : List.of(column.text(at));
    }

    @Override
    public IntPredicate anyOf(Set<String> values) {
      return switch (column) {
        case Column.Categories c -> {
          BitSet wanted = codes(c.vocabulary(), values);
          yield row -> {
            int code = c.codes()[rowOf.applyAsInt(row)];
            return code >= 0 && wanted.get(code);
          };
        }
        case Column.Lists l -> {
          BitSet wanted = codes(l.vocabulary(), values);
          yield row -> {
            int at = rowOf.applyAsInt(row);
            for (int i = l.offsets()[at]; i < l.offsets()[at + 1]; i++) {
              if (wanted.get(l.codes()[i])) {
                return true;
              }
            }
            return false;
          };
        }
        case Column.Numbers n -> IndexSource.Field.super.anyOf(values);
        case Column.Texts t -> IndexSource.Field.super.anyOf(values);
      };
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
  }
}

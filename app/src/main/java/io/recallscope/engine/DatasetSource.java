package io.recallscope.engine;

import io.recallscope.dataset.Column;
import io.recallscope.dataset.Dataset;
import io.recallscope.dataset.EntityTable;
import io.recallscope.dataset.Filters;
import io.recallscope.domain.Filter;
import io.recallscope.domain.Problem;
import io.recallscope.domain.VectorSpace;
import io.recallscope.index.IndexSource;
import io.recallscope.viz.vector.VectorTable;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * A dataset's items as an index sees them. Rows are the vector table's: items that got no vector
 * are in the dataset but not here.
 */
final class DatasetSource implements IndexSource {
  private final VectorSpace space;
  private final VectorTable vectors;
  private final EntityTable items;
  private final int[] itemRows;

  DatasetSource(VectorSpace space, VectorTable vectors, Dataset dataset) {
    this.space = space;
    this.vectors = vectors;
    this.items = dataset.items();
    this.itemRows = new int[vectors.size()];
    for (int i = 0; i < itemRows.length; i++) {
      itemRows[i] = items.row(vectors.id(i));
    }
  }

  @Override
  public VectorSpace space() {
    return space;
  }

  @Override
  public VectorTable vectors() {
    return vectors;
  }

  /** The dataset's row of a row of the vector table. */
  int itemRow(int row) {
    return itemRows[row];
  }

  @Override
  public List<Field> fields() {
    List<Field> fields = new ArrayList<>();
    for (Column column : items.columns()) {
      if (!(column instanceof Column.Texts)) {
        fields.add(new ColumnField(column));
      }
    }
    return fields;
  }

  @Override
  public BitSet passing(Filter filter) throws Problem {
    BitSet inDataset = Filters.passing(items, filter);
    BitSet passing = new BitSet(itemRows.length);
    for (int i = 0; i < itemRows.length; i++) {
      if (inDataset.get(itemRows[i])) {
        passing.set(i);
      }
    }
    return passing;
  }

  private final class ColumnField implements Field {
    private final Column column;

    ColumnField(Column column) {
      this.column = column;
    }

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
          ? numbers.values()[itemRows[row]]
          : Double.NaN;
    }

    @Override
    public List<String> strings(int row) {
      int at = itemRows[row];
      if (column.missing(at)) {
        return List.of();
      }
      return column instanceof Column.Lists lists ? lists.values(at) : List.of(column.text(at));
    }
  }
}

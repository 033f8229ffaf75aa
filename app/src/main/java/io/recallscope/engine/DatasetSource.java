package io.recallscope.engine;

import io.recallscope.dataset.Dataset;
import io.recallscope.dataset.EntityTable;
import io.recallscope.domain.Filter;
import io.recallscope.domain.Problem;
import io.recallscope.domain.VectorSpace;
import io.recallscope.index.Filtering;
import io.recallscope.index.IndexSource;
import io.recallscope.viz.vector.VectorTable;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * A dataset's items as an index sees them. Rows are the vector table's: items that got no vector
 * are in the dataset but not here. Safe to use from several threads.
 */
final class DatasetSource implements IndexSource {
  /** Answers kept, the latest used: one inspection asks five times for the same. */
  private static final int KEPT = 8;

  private final VectorSpace space;
  private final VectorTable vectors;
  private final int[] itemRows;
  private final List<Field> fields;
  private final SequencedMap<Filter, BitSet> kept = new LinkedHashMap<>(2 * KEPT, 0.75f, true);

  DatasetSource(VectorSpace space, VectorTable vectors, Dataset dataset) {
    this.space = space;
    this.vectors = vectors;
    EntityTable items = dataset.items();
    this.itemRows = new int[vectors.size()];
    for (int i = 0; i < itemRows.length; i++) {
      itemRows[i] = items.row(vectors.id(i));
    }
    this.fields = ItemFields.of(items, row -> itemRows[row]);
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
    return fields;
  }

  @Override
  public BitSet passing(Filter filter) throws Problem {
    synchronized (kept) {
      BitSet answer = kept.get(filter);
      if (answer == null) {
        answer = Filtering.passing(fields, itemRows.length, filter);
        kept.put(filter, answer);
        if (kept.size() > KEPT) {
          kept.pollFirstEntry();
        }
      }
      return answer;
    }
  }
}

package io.recallscope.viz.vector;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Rows of two tables that belong together: those of ids that are in both.
 *
 * @param from a table
 * @param to another one, of any dimension
 * @param fromRows rows of the first table
 * @param toRows the row of the second table that belongs to each
 */
public record Pairing(VectorTable from, VectorTable to, int[] fromRows, int[] toRows) {
  public Pairing {
    if (fromRows.length != toRows.length) {
      throw new IllegalArgumentException(fromRows.length + " rows and " + toRows.length);
    }
  }

  /**
   * All ids that are in both tables, in the order of the ids: which table is first says nothing.
   */
  public static Pairing byId(VectorTable from, VectorTable to) {
    int[] shared =
        IntStream.range(0, from.size())
            .filter(row -> to.row(from.id(row)) >= 0)
            .boxed()
            .sorted((a, b) -> from.id(a).compareTo(from.id(b)))
            .mapToInt(Integer::intValue)
            .toArray();
    int[] others = Arrays.stream(shared).map(row -> to.row(from.id(row))).toArray();
    return new Pairing(from, to, shared, others);
  }

  /** The ids of a union that are in both tables. */
  public static Pairing of(RowUnion union, VectorTable from, VectorTable to) {
    int[] shared = union.shared();
    return new Pairing(
        from,
        to,
        Arrays.stream(shared).map(i -> union.fromRows()[i]).toArray(),
        Arrays.stream(shared).map(i -> union.toRows()[i]).toArray());
  }

  /**
   * The same pairs with rows of one dimension: the smaller of two is filled up with zeros, on the
   * heap. That changes no length and no product within its space.
   */
  public Pairing filledUp() {
    int d = Math.max(from.dimension(), to.dimension());
    return new Pairing(filledUp(from, d), filledUp(to, d), fromRows, toRows);
  }

  private static VectorTable filledUp(VectorTable table, int d) {
    int own = table.dimension();
    if (own == d) {
      return table;
    }
    float[] rows = new float[Math.multiplyExact(table.size(), d)];
    for (int i = 0; i < table.size(); i++) {
      table.copy(i, i + 1, rows, i * d);
    }
    return VectorTable.of(table.origin(), table.ids(), d, rows);
  }

  /** Pairs. */
  public int size() {
    return fromRows.length;
  }

  /** The id of a pair. */
  public String id(int pair) {
    return from.id(fromRows[pair]);
  }

  /** Ids of all pairs. */
  public List<String> ids() {
    return Arrays.stream(fromRows).mapToObj(from::id).toList();
  }

  /** The same pairs seen from the other side. */
  public Pairing swapped() {
    return new Pairing(to, from, toRows, fromRows);
  }
}

package io.recallscope.viz.vector;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * The ids of two tables, each once: those of the first, then those that are in the second alone.
 *
 * @param ids of all
 * @param fromRows row of the first table, or −1
 * @param toRows row of the second table, or −1
 */
public record RowUnion(List<String> ids, int[] fromRows, int[] toRows) {
  /** All ids. */
  public static RowUnion of(VectorTable from, VectorTable to) {
    int n = from.size();
    int[] added = IntStream.range(0, to.size()).filter(r -> from.row(to.id(r)) < 0).toArray();
    int[] fromRows = new int[n + added.length];
    int[] toRows = new int[fromRows.length];
    String[] ids = new String[fromRows.length];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = i < n ? from.id(i) : to.id(added[i - n]);
      fromRows[i] = i < n ? i : -1;
      toRows[i] = i < n ? to.row(ids[i]) : added[i - n];
    }
    return new RowUnion(List.of(ids), fromRows, toRows);
  }

  /** At most so many of them, chosen by the seed, in the same order. */
  public RowUnion sample(int most, long seed) {
    if (size() <= most) {
      return this;
    }
    SplittableRandom random = new SplittableRandom(seed);
    BitSet chosen = new BitSet(size());
    // Floyd's sample without replacement.
    for (int i = size() - most; i < size(); i++) {
      int pick = random.nextInt(i + 1);
      chosen.set(chosen.get(pick) ? i : pick);
    }
    int[] places = chosen.stream().toArray();
    return new RowUnion(
        Arrays.stream(places).mapToObj(ids::get).toList(),
        Arrays.stream(places).map(i -> fromRows[i]).toArray(),
        Arrays.stream(places).map(i -> toRows[i]).toArray());
  }

  /** Ids. */
  public int size() {
    return fromRows.length;
  }

  /** Places of the ids that are in both tables. */
  public int[] shared() {
    return IntStream.range(0, size()).filter(i -> fromRows[i] >= 0 && toRows[i] >= 0).toArray();
  }
}

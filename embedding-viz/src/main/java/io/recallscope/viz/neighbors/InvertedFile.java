package io.recallscope.viz.neighbors;

import io.recallscope.viz.vector.Scorer;
import io.recallscope.viz.vector.Similarity;
import io.recallscope.viz.vector.VectorTable;
import io.recallscope.viz.work.Progress;
import io.recallscope.viz.work.Team;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.BitSet;

/**
 * An inverted file (IVF, Jégou et al. 2011): a table's rows divided among the cells of k-means. A
 * search looks only into the cells whose centres are most like the query. There, rows are compared
 * as bytes, and the best of them once more, by their own vectors: lists are ordered by the
 * canonical score, then by id, and what is missing from them is missing because its cell was not
 * looked into or its bytes fell short; {@link #cellRank} tells which.
 *
 * <p>n rows of d values have 4·√n cells (one where n is below 1,000) and take n·d bytes beside the
 * table. By cosine, cells are those of the rows brought to length 1, and their centres, too, count
 * by direction alone: on word vectors that finds as many neighbours in a fifth fewer rows. The same
 * table gives the same file. Safe to search from several threads; the table must stay open.
 */
public final class InvertedFile {
  /** Fewer rows are one cell. */
  private static final int DIVIDED = 1000;

  /** Cells are this many times the square root of the rows. */
  private static final int CELLS = 4;

  /** Rows that are read together. */
  private static final int BATCH = 1024;

  /** Bytes hold ±this. A value of a row beyond, seven tenths of its length, is cut off. */
  private static final int LARGEST = 127;

  /**
   * By how much more than the k-th best a row's bytes may fall short and still be a neighbour:
   * three standard deviations of the difference between two scores' errors. Values are off by up to
   * a half, so a product of two vectors of length 181 by 181·√(2/12) = 74, and two products by 104.
   */
  private static final int ROUNDING = 312;

  private final VectorTable table;
  private final Similarity similarity;
  private final Ranking ranking;
  private final Bounds bounds;
  private final Cells cells;
  private final CentreKernel centres;

  /** Cell of each row of the table. */
  private final int[] cellOf;

  /** First block of each cell; one more for the end. */
  private final int[] blocks;

  /** For {@link CodeKernel}. */
  private final byte[] codes;

  /** Rows that have a value that was cut off: their bytes may fall short by more. */
  private final BitSet cut = new BitSet();

  /**
   * What a search found.
   *
   * @param best rows, at most k
   * @param probed cells looked into
   * @param compared rows compared in them, whether they may be returned or not
   */
  public record Found(Neighbors best, int probed, int compared) {}

  private InvertedFile(VectorTable table, Similarity similarity, Cells cells, byte[] codes) {
    this.table = table;
    this.similarity = similarity;
    this.cells = cells;
    this.codes = codes;
    ranking = new Ranking(table.ids());
    bounds = Bounds.of(table, similarity);
    centres = new CentreKernel(cells.centres(), cells.dimension());
    blocks = blocks(cells);
    cellOf = new int[table.size()];
    for (int cell = 0; cell < cells.count(); cell++) {
      for (int at = cells.starts()[cell]; at < cells.starts()[cell + 1]; at++) {
        cellOf[cells.rows()[at]] = cell;
      }
    }
    markCut();
  }

  private void markCut() {
    int d = table.dimension();
    for (int cell = 0; cell < cells.count(); cell++) {
      int size = cells.starts()[cell + 1] - cells.starts()[cell];
      int first = blocks[cell] * CodeKernel.BLOCK * d;
      int end = blocks[cell + 1] * CodeKernel.BLOCK * d;
      for (int at = first; at < end; at++) {
        if (Math.abs(codes[at]) == LARGEST) {
          int place = (at - first) / (CodeKernel.BLOCK * d) * CodeKernel.BLOCK;
          place += at % CodeKernel.BLOCK;
          if (place < size) {
            cut.set(cells.rows()[cells.starts()[cell] + place]);
          }
        }
      }
    }
  }

  private static int[] blocks(Cells cells) {
    int[] blocks = new int[cells.count() + 1];
    for (int cell = 0; cell < cells.count(); cell++) {
      int size = cells.starts()[cell + 1] - cells.starts()[cell];
      blocks[cell + 1] = blocks[cell] + (size + CodeKernel.BLOCK - 1) / CodeKernel.BLOCK;
    }
    return blocks;
  }

  /**
   * Divides a table.
   *
   * @param table at least one row; n·d at most 2³¹
   * @param team shares out the work; not used afterwards
   * @param progress told how many rows are done, out of twice the table's; the caller begins the
   *     stage
   * @throws IllegalArgumentException when a value is not finite; the message names the id
   */
  public static InvertedFile build(
      VectorTable table, Similarity similarity, Team team, Progress progress) {
    int n = table.size();
    int d = table.dimension();
    VectorTable points = similarity == Similarity.COSINE ? unit(table, team, progress) : table;
    int count = n < DIVIDED ? 1 : (int) (CELLS * Math.sqrt(n));
    Cells cells = Cells.of(points, count, team, progress);
    if (similarity == Similarity.COSINE) {
      for (int cell = 0; cell < count; cell++) {
        normalise(cells.centres(), cell * d, d);
      }
    }
    progress.report(n);
    double largest = similarity == Similarity.COSINE ? 1 : Bounds.of(table, similarity).largest();
    float scale = Quantiser.scale(largest, d);
    int[] blocks = blocks(cells);
    byte[] codes = new byte[Math.multiplyExact(blocks[count] * CodeKernel.BLOCK, d)];
    team.run(
        count,
        (cell, member) -> {
          float[] row = new float[d];
          short[] rounded = new short[d];
          for (int at = cells.starts()[cell]; at < cells.starts()[cell + 1]; at++) {
            points.copy(cells.rows()[at], cells.rows()[at] + 1, row, 0);
            Quantiser.quantise(row, 1, d, scale, rounded);
            int place = blocks[cell] * CodeKernel.BLOCK + at - cells.starts()[cell];
            int from = place / CodeKernel.BLOCK * CodeKernel.BLOCK * d + place % CodeKernel.BLOCK;
            for (int j = 0; j < d; j++) {
              codes[from + j * CodeKernel.BLOCK] = (byte) Math.clamp(rounded[j], -LARGEST, LARGEST);
            }
          }
          progress.check();
        });
    progress.report(2L * n);
    return new InvertedFile(table, similarity, cells, codes);
  }

  /** The rows brought to length 1; zeros stay. */
  private static VectorTable unit(VectorTable table, Team team, Progress progress) {
    int n = table.size();
    int d = table.dimension();
    float[] rows = new float[Math.multiplyExact(n, d)];
    team.run(
        (n + BATCH - 1) / BATCH,
        (batch, member) -> {
          int to = Math.min(n, (batch + 1) * BATCH);
          table.copy(batch * BATCH, to, rows, batch * BATCH * d);
          for (int row = batch * BATCH; row < to; row++) {
            normalise(rows, row * d, d);
          }
          progress.check();
        });
    return VectorTable.of(table.origin(), table.ids(), d, rows);
  }

  private static void normalise(float[] values, int from, int d) {
    double norm = Bounds.norm(values, from, d);
    for (int j = from; j < from + d && norm > 0; j++) {
      values[j] = (float) (values[j] / norm);
    }
  }

  /** Cells there are. */
  public int count() {
    return cells.count();
  }

  /**
   * The rows most like a query.
   *
   * @param query as many finite values as the table's dimension
   * @param k 1 or more
   * @param compared cells are looked into, the one most like the query first, until they hold so
   *     many rows that may be returned
   * @param rescored so many of those at most, the best by their bytes, are scored by their vectors:
   *     the k best and those that rounding may have put behind them; 1 or more
   * @param passing the rows that may be returned, or null for all
   */
  public Found search(float[] query, int k, long compared, int rescored, BitSet passing) {
    int d = query.length;
    float[] values = prepared(query);
    double norm = Bounds.norm(values, 0, d);
    short[] rounded = new short[d];
    Quantiser.quantise(values, 1, d, Quantiser.scale(norm, d), rounded);
    CellOrder order = order(values);
    int most = (int) Math.min(rescored, (long) cells.rows().length + 1);
    Shortlist best = new Shortlist(most, k, ROUNDING, cut);
    short[] scores = new short[0];
    int probed = 0;
    int scanned = 0;
    long passed = 0;
    while (passed < compared && probed < count()) {
      int cell = order.next();
      probed++;
      int start = cells.starts()[cell];
      int size = cells.starts()[cell + 1] - start;
      int blockCount = blocks[cell + 1] - blocks[cell];
      if (scores.length < blockCount * CodeKernel.BLOCK) {
        scores = new short[2 * blockCount * CodeKernel.BLOCK];
      }
      CodeKernel.multiply(codes, blocks[cell], blockCount, rounded, scores);
      passed += passing == null ? size : passing(start, size, passing);
      scanned += size;
      int i = CodeKernel.next(scores, 0, size, best.limit());
      while (i < size) {
        int row = cells.rows()[start + i];
        if (passing == null || passing.get(row)) {
          best.add(scores[i], row);
        }
        i = CodeKernel.next(scores, i + 1, size, best.limit());
      }
    }
    return new Found(rescore(query, k, best.rows()), probed, scanned);
  }

  private int passing(int start, int size, BitSet passing) {
    int count = 0;
    for (int at = start; at < start + size; at++) {
      count += passing.get(cells.rows()[at]) ? 1 : 0;
    }
    return count;
  }

  /**
   * The canonical scores of the rows chosen; where they are many, first the fast ones, and the
   * canonical of those that could be among the k.
   */
  private Neighbors rescore(float[] query, int k, int[] rows) {
    double norm = Bounds.norm(query, 0, query.length);
    if (rows.length <= 2 * k || !bounds.fast(norm)) {
      float[] scores = new Scorer(similarity, query).scores(table, rows);
      return ranking.best(rows, scores, rows.length, k);
    }
    float[] scratch = new float[query.length];
    Hits hits = new Hits(k, bounds.margin(norm), row -> canonical(query, row, scratch), ranking);
    float[] values = prepared(query);
    // All scores first: rows lie anywhere in memory, and nothing then keeps one waiting for
    // another.
    float[] scores = new float[rows.length];
    for (int i = 0; i < rows.length; i++) {
      scores[i] = RowKernel.multiply(table.segment(), rows[i], values);
    }
    for (int i = 0; i < rows.length; i++) {
      int row = rows[i];
      hits.add(bounds.inverse() == null ? scores[i] : scores[i] * bounds.inverse()[row], row);
    }
    return hits.best();
  }

  private float canonical(float[] query, int row, float[] scratch) {
    table.copy(row, row + 1, scratch, 0);
    return similarity.score(query, scratch);
  }

  /**
   * The place of a row's cell in the order in which a search for the query would look into cells,
   * from 1: a row whose cell comes after {@link Found#probed} was not looked at.
   */
  public int cellRank(float[] query, int row) {
    CellOrder order = order(prepared(query));
    int rank = 1;
    while (order.next() != cellOf[row]) {
      rank++;
    }
    return rank;
  }

  private float[] prepared(float[] query) {
    float[] values = query.clone();
    if (similarity == Similarity.COSINE) {
      normalise(values, 0, values.length);
    }
    return values;
  }

  private CellOrder order(float[] values) {
    return new CellOrder(centres.multiply(values));
  }

  /**
   * Writes what {@link #read} needs beside the table.
   *
   * @throws IOException when the output does
   */
  public void write(DataOutput output) throws IOException {
    output.writeInt(table.size());
    output.writeInt(table.dimension());
    output.writeInt(count());
    ByteBuffer floats = ByteBuffer.allocate(cells.centres().length * Float.BYTES);
    floats.asFloatBuffer().put(cells.centres());
    output.write(floats.array());
    write(output, cells.starts());
    write(output, cells.rows());
    output.writeInt(codes.length);
    output.write(codes);
  }

  private static void write(DataOutput output, int[] values) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(values.length * Integer.BYTES);
    bytes.asIntBuffer().put(values);
    output.write(bytes.array());
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @param table the one it was built of
   * @throws IOException when the input does, or was written of a table of another size
   */
  public static InvertedFile read(DataInput input, VectorTable table, Similarity similarity)
      throws IOException {
    int n = input.readInt();
    int d = input.readInt();
    int count = input.readInt();
    if (n != table.size() || d != table.dimension() || count < 1 || count > Math.max(1, n)) {
      throw new IOException(
          "of " + n + " x " + d + " values, not " + table.size() + " x " + table.dimension());
    }
    float[] centres = new float[count * d];
    bytes(input, centres.length).asFloatBuffer().get(centres);
    int[] starts = ints(input, count + 1);
    int[] rows = ints(input, n);
    Cells cells = new Cells(d, centres, starts, rows);
    byte[] codes = new byte[input.readInt()];
    if (starts[count] != n || codes.length != (long) blocks(cells)[count] * CodeKernel.BLOCK * d) {
      throw new IOException("cells do not hold all rows");
    }
    input.readFully(codes);
    return new InvertedFile(table, similarity, cells, codes);
  }

  private static int[] ints(DataInput input, int length) throws IOException {
    int[] values = new int[length];
    bytes(input, length).asIntBuffer().get(values);
    return values;
  }

  /** Four bytes a value. */
  private static ByteBuffer bytes(DataInput input, int length) throws IOException {
    byte[] bytes = new byte[Math.multiplyExact(length, Integer.BYTES)];
    input.readFully(bytes);
    return ByteBuffer.wrap(bytes);
  }
}

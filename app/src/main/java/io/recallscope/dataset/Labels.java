package io.recallscope.dataset;

import io.recallscope.domain.Problem;
import io.recallscope.viz.work.Progress;
import io.recallscope.viz.work.Unstoppable;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

/**
 * What a file says of vectors, in their order: row i of the file belongs to vector i.
 *
 * @param columns each with one value a vector; those without any value are left out
 */
public record Labels(List<Column> columns) {
  private static final String STAGE = "dataset.stage.labels";

  /** Of a file of one column and no header. */
  private static final String ONLY = "label";

  /** Columns that say what a row is called, the best first. */
  private static final List<String> TITLES = List.of("title", "label", "name", "word", "text");

  /** No labels. */
  public static final Labels NONE = new Labels(List.of());

  /**
   * Reads a {@code .csv} or {@code .jsonl} (with a header or names, also {@code .gz}), or a {@code
   * .tsv} as the Embedding Projector writes it: tabs between fields, no quoting, with a header or
   * without, which the number of lines tells.
   *
   * @param vectors rows there must be
   * @throws Problem INPUT when the file has another number of rows, or is none of these
   */
  public static Labels read(Path file, int vectors, Progress progress) throws Problem {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    Defects defects = new Defects();
    Builder builder = new Builder(file, defects);
    if (name.endsWith(".tsv") || name.endsWith(".tsv.gz")) {
      tabs(file, vectors, builder, progress);
    } else if (name.matches(".*\\.(csv|jsonl)(\\.gz)?")) {
      Rows.read(file, STAGE, defects, progress, builder);
    } else {
      throw new Problem(Problem.Kind.INPUT, "dataset.labels-kind", file);
    }
    if (builder.rows != vectors) {
      throw new Problem(Problem.Kind.INPUT, "dataset.labels-rows", file, builder.rows, vectors);
    }
    return new Labels(Unstoppable.run(builder::build, progress));
  }

  private static void tabs(Path file, int vectors, Builder builder, Progress progress)
      throws Problem {
    long lines = 0;
    try (BufferedReader in = open(file, progress)) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        lines++;
      }
    } catch (IOException e) {
      throw TextSource.problem(file, e);
    }
    try (BufferedReader in = open(file, progress)) {
      String line = in.readLine();
      if (line == null) {
        return;
      }
      String[] first = line.split("\t", -1);
      boolean header = lines == vectors + 1L;
      Set<String> names = new HashSet<>();
      for (int c = 0; c < first.length; c++) {
        String given = header ? first[c].strip() : "";
        String name = given.isEmpty() ? first.length == 1 ? ONLY : ONLY + " " + (c + 1) : given;
        builder.column(c, names.add(name) ? name : name + " " + (c + 1));
      }
      long number = 1;
      if (header) {
        line = in.readLine();
        number++;
      }
      Object[] cells = new Object[first.length];
      for (; line != null; line = in.readLine()) {
        String[] fields = line.split("\t", -1);
        for (int c = 0; c < cells.length; c++) {
          cells[c] = c < fields.length && !fields[c].isEmpty() ? fields[c] : null;
        }
        builder.row(number++, cells);
      }
    } catch (IOException e) {
      throw TextSource.problem(file, e);
    }
  }

  private static BufferedReader open(Path file, Progress progress) throws Problem {
    return new BufferedReader(
        TextSource.open(file, StandardCharsets.UTF_8, progress, STAGE), 1 << 16);
  }

  /** The column that says what a row is called: one of that name, else the first; null for none. */
  public Column title() {
    for (String wanted : TITLES) {
      for (Column column : columns) {
        if (column.name().toLowerCase(Locale.ROOT).equals(wanted)) {
          return column;
        }
      }
    }
    return columns.isEmpty() ? null : columns.getFirst();
  }

  /** The column that tells all rows apart: one called id, else the first such; null for none. */
  public Column id() {
    for (Column column : columns) {
      String name = column.name().toLowerCase(Locale.ROOT);
      if ((name.equals("id") || name.endsWith("_id")) && isDistinct(column)) {
        return column;
      }
    }
    return columns.stream().filter(Labels::isDistinct).findFirst().orElse(null);
  }

  private static boolean isDistinct(Column column) {
    Set<String> seen = HashSet.newHashSet(column.size());
    for (int row = 0; row < column.size(); row++) {
      if (column.missing(row) || !seen.add(column.text(row))) {
        return false;
      }
    }
    return true;
  }

  private static final class Builder implements Rows.Handler {
    private final Path file;
    private final Defects defects;
    private final List<ColumnBuilder> columns = new ArrayList<>();
    private int rows;

    Builder(Path file, Defects defects) {
      this.file = file;
      this.defects = defects;
    }

    @Override
    public void column(int index, String name) {
      columns.add(new ColumnBuilder(name, rows, file, defects));
    }

    @Override
    public void columnsComplete() {}

    @Override
    public void row(long line, Object[] cells) {
      rows++;
      for (int c = 0; c < columns.size(); c++) {
        columns.get(c).add(c < cells.length ? cells[c] : null, line);
      }
    }

    List<Column> build() {
      return columns.stream().map(ColumnBuilder::build).filter(Objects::nonNull).toList();
    }
  }
}

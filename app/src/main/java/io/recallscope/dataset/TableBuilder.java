package io.recallscope.dataset;

import io.recallscope.domain.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Makes a table of the rows of a users or items file. */
final class TableBuilder implements Rows.Handler {
  private final Path file;
  private final String idColumn;
  private final Defects defects;
  private final List<String> ids = new ArrayList<>();
  private final Set<String> seen = new HashSet<>();
  private final List<ColumnBuilder> columns = new ArrayList<>();
  private final List<String> names = new ArrayList<>();
  private int idAt = -1;

  TableBuilder(Path file, String idColumn, Defects defects) {
    this.file = file;
    this.idColumn = idColumn;
    this.defects = defects;
  }

  @Override
  public void column(int index, String name) {
    names.add(name);
    if (name.equals(idColumn)) {
      idAt = index;
      columns.add(null);
    } else {
      columns.add(new ColumnBuilder(name, ids.size(), file, defects));
    }
  }

  @Override
  public void columnsComplete() throws Problem {
    if (idAt < 0) {
      throw new Problem(
          Problem.Kind.INPUT, "dataset.missing-column", file, idColumn, String.join(", ", names));
    }
  }

  @Override
  public void row(long line, Object[] cells) {
    String id = idAt < 0 ? null : Rows.text(cells[idAt]);
    if (id == null || id.isBlank()) {
      defects.count(Defects.Kind.EMPTY_ID, file, line, idColumn);
      return;
    }
    if (!seen.add(id)) {
      defects.count(Defects.Kind.DUPLICATE_ID, file, line, idColumn);
      return;
    }
    ids.add(id);
    for (int c = 0; c < cells.length; c++) {
      if (c != idAt) {
        columns.get(c).add(cells[c], line);
      }
    }
  }

  /** The table; columns without any value are left out. */
  EntityTable build() {
    seen.clear();
    return new EntityTable(
        ids,
        columns.stream()
            .filter(Objects::nonNull)
            .map(ColumnBuilder::build)
            .filter(Objects::nonNull)
            .toList());
  }
}

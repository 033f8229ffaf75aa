package io.recallscope.engine;

import io.recallscope.dataset.Dataset;
import io.recallscope.domain.Problem;

/** Rows of ids that people typed. */
final class Lookup {
  private Lookup() {}

  static int user(Dataset dataset, String id) throws Problem {
    int row = dataset.users().row(id);
    if (row < 0) {
      throw new Problem(
          Problem.Kind.NOT_FOUND,
          "engine.no-user",
          id,
          dataset.users().size(),
          example(dataset, true));
    }
    return row;
  }

  static int item(Dataset dataset, String id) throws Problem {
    int row = dataset.items().row(id);
    if (row < 0) {
      throw new Problem(
          Problem.Kind.NOT_FOUND,
          "engine.no-item",
          id,
          dataset.items().size(),
          example(dataset, false));
    }
    return row;
  }

  private static String example(Dataset dataset, boolean users) {
    var table = users ? dataset.users() : dataset.items();
    return table.size() == 0 ? "" : table.id(0);
  }
}

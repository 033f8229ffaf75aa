package io.recallscope.dataset;

import io.recallscope.domain.Problem;
import io.recallscope.viz.work.Progress;
import java.nio.file.Path;

/**
 * Reads plain files: users, items, events as .csv or .jsonl, or .gz of one. Ids are {@code user_id}
 * and {@code item_id}; an event may have {@code timestamp} and {@code label} (above 0: a click;
 * none: a click); every other column of users and items is a feature.
 */
public final class FilesReader implements DatasetReader {
  private static final TabularImport LAYOUT =
      new TabularImport("files", "items", "events", "item_id", "label", "ui.noun.item", null);

  @Override
  public String name() {
    return "files";
  }

  @Override
  public Imported read(Path source, ImportOptions options, Progress progress) throws Problem {
    return LAYOUT.read(source, options, progress);
  }
}

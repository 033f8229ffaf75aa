package io.recallscope.dataset;

import io.recallscope.domain.Problem;
import io.recallscope.viz.work.Progress;
import io.recallscope.viz.work.Unstoppable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a folder of three files of rows: users, items, events.
 *
 * @param source name of the reader
 * @param items the items file's name without ending; {@code users} is the other's
 * @param events the events file's name without ending
 * @param itemId the item id's column, {@code user_id} is the user id's
 * @param label the column that says whether it was a click
 * @param itemNoun see {@link Dataset}
 * @param groupField an item feature, or null: the first category of 2 to 64 values
 */
record TabularImport(
    String source,
    String items,
    String events,
    String itemId,
    String label,
    String itemNoun,
    String groupField) {
  private static final List<String> ENDINGS = List.of(".csv", ".csv.gz", ".jsonl", ".jsonl.gz");
  private static final int MOST_GROUPS = 64;

  DatasetReader.Imported read(Path folder, DatasetReader.ImportOptions options, Progress progress)
      throws Problem {
    Splits.check(options);
    if (!Files.isDirectory(folder)) {
      throw new Problem(Problem.Kind.NOT_FOUND, "dataset.no-folder", folder);
    }
    Path usersFile = find(folder, "users");
    Path itemsFile = find(folder, items);
    Path eventsFile = find(folder, events);
    Defects defects = new Defects();
    EntityTable userTable = table(usersFile, "user_id", "dataset.stage.users", defects, progress);
    EntityTable itemTable = table(itemsFile, itemId, "dataset.stage.items", defects, progress);
    EventsBuilder builder =
        new EventsBuilder(eventsFile, userTable, itemTable, itemId, label, defects);
    Rows.read(eventsFile, "dataset.stage.events", defects, progress, builder);
    return finish(
        source,
        userTable,
        itemTable,
        events(builder, progress),
        itemNoun,
        group(itemTable),
        options,
        defects,
        progress);
  }

  /** Splits, computes the fingerprint and reports. */
  static DatasetReader.Imported finish(
      String source,
      EntityTable users,
      EntityTable items,
      Events events,
      String itemNoun,
      String groupField,
      DatasetReader.ImportOptions options,
      Defects defects,
      Progress progress)
      throws Problem {
    progress.begin("dataset.stage.split", 0);
    Split split = Unstoppable.run(() -> Splits.split(events, users.size(), options), progress);
    Dataset bare = new Dataset(source, "", users, items, events, split, itemNoun, groupField);
    Dataset dataset =
        new Dataset(
            source,
            DatasetFiles.fingerprint(bare, progress),
            users,
            items,
            events,
            split,
            itemNoun,
            groupField);
    return new DatasetReader.Imported(
        dataset,
        new DatasetReader.ImportReport(users.size(), items.size(), events.size(), defects.list()));
  }

  private static EntityTable table(
      Path file, String id, String stage, Defects defects, Progress progress) throws Problem {
    TableBuilder builder = new TableBuilder(file, id, defects);
    Rows.read(file, stage, defects, progress, builder);
    return table(builder, progress);
  }

  /** The table of all rows that were read. */
  static EntityTable table(TableBuilder builder, Progress progress) {
    return Unstoppable.run(builder::build, progress);
  }

  /** The events of all rows that were read, sorted by time. */
  static Events events(EventsBuilder builder, Progress progress) throws Problem {
    progress.begin("dataset.stage.sort", 0);
    return Unstoppable.run(builder::build, progress);
  }

  private static Path find(Path folder, String stem) throws Problem {
    List<Path> found = new ArrayList<>();
    for (String ending : ENDINGS) {
      Path file = folder.resolve(stem + ending);
      if (Files.isRegularFile(file)) {
        found.add(file);
      }
    }
    if (found.isEmpty()) {
      throw new Problem(
          Problem.Kind.NOT_FOUND, "dataset.missing-file", folder, stem, String.join(", ", ENDINGS));
    }
    if (found.size() > 1) {
      throw new Problem(
          Problem.Kind.INPUT,
          "dataset.two-files",
          folder,
          found.get(0).getFileName(),
          found.get(1).getFileName());
    }
    return found.getFirst();
  }

  private String group(EntityTable table) {
    if (groupField != null && table.column(groupField) != null) {
      return groupField;
    }
    for (Column column : table.columns()) {
      if (column instanceof Column.Categories c
          && c.vocabulary().size() >= 2
          && c.vocabulary().size() <= MOST_GROUPS) {
        return c.name();
      }
    }
    return null;
  }
}

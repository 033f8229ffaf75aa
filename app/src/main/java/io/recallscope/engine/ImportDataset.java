package io.recallscope.engine;

import io.recallscope.dataset.Dataset;
import io.recallscope.dataset.DatasetFiles;
import io.recallscope.dataset.DatasetReader;
import io.recallscope.domain.Problem;
import io.recallscope.viz.work.Progress;
import io.recallscope.workspace.Entries.DatasetEntry;
import io.recallscope.workspace.Workspace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** Reads users, items and events into a workspace. */
public final class ImportDataset {
  /** A tenth of the events is the test period. */
  public static final double DEFAULT_TEST_SHARE = 0.1;

  private final Session session;

  public ImportDataset(Session session) {
    this.session = session;
  }

  /**
   * What to import.
   *
   * @param reader {@code feed}, {@code movielens} or {@code files}
   * @param source folder
   * @param replace whether a dataset that is there may be replaced
   * @param split {@code time} or {@code user}
   * @param testShare share of events in the test period, 0 to 0.9
   */
  public record Request(
      String reader, Path source, boolean replace, String split, double testShare) {}

  /**
   * What came in.
   *
   * @param defects what was left out or became missing, by kind
   * @param models names of the trained versions that lay beside the feed and were registered
   */
  public record Imported(
      Session.DatasetSummary summary, List<Defect> defects, List<String> models) {}

  /**
   * One kind of trouble in the files.
   *
   * @param kind message key
   * @param examples the first places, {@code file:line:column}
   */
  public record Defect(String kind, long count, List<String> examples) {}

  /**
   * Imports; the workspace stays as it was when this fails or is cancelled.
   *
   * @throws Problem CONFLICT when there is a dataset and replace is off; INPUT for bad files
   */
  public Imported run(Request request, Progress progress) throws Problem {
    Workspace workspace = session.workspace();
    if (session.hasDataset() && !request.replace()) {
      throw new Problem(Problem.Kind.CONFLICT, "engine.dataset-there", workspace.root());
    }
    if (!Files.isDirectory(request.source())) {
      throw new Problem(Problem.Kind.NOT_FOUND, "engine.no-source", request.source());
    }
    DatasetReader.Imported read =
        DatasetReader.named(request.reader())
            .read(
                request.source(),
                new DatasetReader.ImportOptions(request.split(), request.testShare(), 1),
                progress);
    Dataset dataset = read.dataset();
    DatasetEntry before = workspace.catalogue().dataset().orElse(null);
    Path place =
        workspace.make(
            "data", request.reader(), made -> DatasetFiles.write(dataset, made, progress));
    List<String> models = List.of();
    Session.DatasetSummary summary;
    boolean done = false;
    put(
        new DatasetEntry(
            dataset.fingerprint(),
            request.reader(),
            request.source().toString(),
            place,
            Instant.now()));
    try {
      if (request.reader().equals("feed")) {
        models = new RegisterSamples(session).run(request.source(), progress);
      }
      summary = session.summary(progress);
      done = true;
    } finally {
      if (!done) {
        for (String name : models) {
          session.remove(name);
        }
        put(before);
        workspace.discard(place);
      }
    }
    if (before != null) {
      workspace.discard(before.folder());
    }
    List<Defect> defects =
        read.report().defects().stream()
            .map(d -> new Defect(d.kind(), d.count(), d.examples()))
            .toList();
    return new Imported(summary, defects, models);
  }

  private void put(DatasetEntry entry) throws Problem {
    session.workspace().catalogue().putDataset(entry);
    session.forget();
  }
}

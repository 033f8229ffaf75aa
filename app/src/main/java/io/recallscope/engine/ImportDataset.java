package io.recallscope.engine;

import io.recallscope.dataset.Dataset;
import io.recallscope.dataset.DatasetFiles;
import io.recallscope.dataset.DatasetReader;
import io.recallscope.domain.Problem;
import io.recallscope.viz.work.Progress;
import io.recallscope.workspace.Entries.DatasetEntry;
import io.recallscope.workspace.Storage;
import io.recallscope.workspace.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

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
   * @param report counts and defects of the rows read
   * @param models names of the trained versions that lay beside the feed and were registered
   */
  public record Imported(
      Session.DatasetSummary summary, DatasetReader.Report report, List<String> models) {}

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
                new DatasetReader.Options(request.split(), request.testShare(), 1),
                progress);
    Dataset dataset = read.dataset();
    Path made = workspace.temporary();
    Path before = null;
    try {
      DatasetFiles.write(dataset, made, progress);
      before = workspace.catalogue().dataset().map(DatasetEntry::folder).orElse(null);
      Path place = workspace.publish(made, "data", request.reader());
      workspace
          .catalogue()
          .putDataset(
              new DatasetEntry(
                  dataset.fingerprint(),
                  request.reader(),
                  request.source().toString(),
                  place,
                  Instant.now(),
                  ""));
    } finally {
      workspace.discard(made);
    }
    session.forget();
    if (before != null) {
      workspace.discard(before);
    }
    List<String> models =
        request.reader().equals("feed") ? registerBeside(request.source(), progress) : List.of();
    return new Imported(session.summary(progress), read.report(), models);
  }

  /** Registers models/NAME beside the feed; v1b is v1's baseline: its other seed. */
  private List<String> registerBeside(Path feed, Progress progress) throws Problem {
    Path parent = feed.toAbsolutePath().normalize().getParent();
    Path models = parent == null ? null : parent.resolve("models");
    if (models == null || !Files.isDirectory(models)) {
      return List.of();
    }
    List<String> names = new ArrayList<>();
    try (Stream<Path> folders = Files.list(models)) {
      for (Path folder : folders.filter(Files::isDirectory).sorted().toList()) {
        String name = folder.getFileName().toString();
        new AddModel(session)
            .run(
                new AddModel.Request(
                    folder, name, null, false, "sample", name.equals("v1") ? "v1b" : null, true),
                progress);
        names.add(name);
      }
    } catch (IOException e) {
      throw Storage.problem(e, models);
    }
    return names;
  }
}

package io.recallscope.engine;

import io.recallscope.domain.ModelVersion;
import io.recallscope.domain.Problem;
import io.recallscope.viz.work.Progress;
import io.recallscope.workspace.Workspace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Opens a workspace so far that a user's lists can be asked for; makes the sample's on first use.
 */
public final class OpenWorkspace {
  private final Path nativeCache;

  public OpenWorkspace(Path nativeCache) {
    this.nativeCache = nativeCache;
  }

  /** Opens an existing workspace. */
  public Session open(Path folder, Progress progress) throws Problem {
    Session session = Session.open(folder, nativeCache);
    return ready(session, progress);
  }

  /**
   * Opens the sample workspace; what a first start, or one that was interrupted, has not made yet
   * is made now: the import, and the newest version's vectors and index.
   *
   * @param sampleData the folder sample-data
   */
  public Session openSample(Path folder, Path sampleData, Progress progress) throws Problem {
    Path feed = sampleData.resolve("feed");
    Session session = Session.openOrCreate(folder, nativeCache);
    try {
      if (!Files.isDirectory(feed)) {
        if (!session.hasDataset() || session.versions().isEmpty()) {
          throw new Problem(Problem.Kind.NOT_FOUND, "engine.no-sample", feed);
        }
      } else if (!session.hasDataset()) {
        new ImportDataset(session)
            .run(
                new ImportDataset.Request(
                    "feed", feed, false, "time", ImportDataset.DEFAULT_TEST_SHARE),
                progress);
      } else {
        new RegisterSamples(session).run(feed, progress);
      }
      String newest = newest(session);
      session.of(newest).index(IndexChoice.HNSW, progress);
    } catch (Problem | RuntimeException e) {
      session.close();
      throw e;
    }
    return session;
  }

  /** Imports into a workspace, which is made if absent; a failed import leaves none behind. */
  public static ImportDataset.Imported importInto(
      Path folder, Path nativeCache, ImportDataset.Request request, Progress progress)
      throws Problem {
    boolean existed = Workspace.exists(folder);
    // Outside the try: when opening is refused the folder is somebody else's and stays as it is.
    Session opened = Session.openOrCreate(folder, nativeCache);
    boolean done = false;
    try (Session session = opened) {
      ImportDataset.Imported imported = new ImportDataset(session).run(request, progress);
      done = true;
      return imported;
    } finally {
      if (!done && !existed) {
        Workspace.remove(folder);
      }
    }
  }

  private static Session ready(Session session, Progress progress) throws Problem {
    try {
      session.data(progress);
      return session;
    } catch (Problem | RuntimeException e) {
      session.close();
      throw e;
    }
  }

  /** Name of the version that a newcomer should see: the last. */
  public static String newest(Session session) throws Problem {
    List<ModelVersion> versions = session.versions();
    if (versions.isEmpty()) {
      throw new Problem(Problem.Kind.NOT_FOUND, "engine.no-versions", "");
    }
    return versions.getLast().name();
  }
}

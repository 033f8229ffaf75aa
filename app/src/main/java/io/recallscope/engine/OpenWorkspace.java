package io.recallscope.engine;

import io.recallscope.domain.ModelVersion;
import io.recallscope.domain.Problem;
import io.recallscope.index.IndexSettings;
import io.recallscope.viz.work.Progress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Opens a workspace so far that a user's lists can be asked for; makes the sample's on first use. */
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
   * Opens the sample workspace; what a first start, or one that was interrupted, has not made yet is
   * made now: the import, and the newest version's vectors and index.
   *
   * @param sampleData the folder sample-data
   */
  public Session openSample(Path folder, Path sampleData, Progress progress) throws Problem {
    Path feed = sampleData.resolve("feed");
    Session session = Session.openOrCreate(folder, nativeCache);
    try {
      if (!session.hasDataset() || session.versions().isEmpty()) {
        if (!Files.isDirectory(feed)) {
          throw new Problem(Problem.Kind.NOT_FOUND, "engine.no-sample", feed);
        }
        new ImportDataset(session)
            .run(
                new ImportDataset.Request(
                    "feed", feed, true, "time", ImportDataset.DEFAULT_TEST_SHARE),
                progress);
      }
      String newest = newest(session);
      session.of(newest).index("hnsw", IndexSettings.DEFAULT, progress);
    } catch (Problem | RuntimeException e) {
      session.close();
      throw e;
    }
    return session;
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

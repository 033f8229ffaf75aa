package io.recallscope.engine;

import io.recallscope.dataset.SampleFeed;
import io.recallscope.domain.Problem;
import io.recallscope.viz.work.Progress;
import java.nio.file.Path;

/** Makes a feed like the one in sample-data, of any size. */
public final class MakeSample {
  /** The seed of the feed in sample-data. */
  public static final long SEED = 1;

  /**
   * Writes users.csv, posts.csv and impressions.csv.gz.
   *
   * @throws Problem USAGE for sizes out of range, STORAGE when the folder can't be written
   */
  public void run(Path folder, int users, int posts, long seed, Progress progress) throws Problem {
    SampleFeed.write(folder, users, posts, seed, progress);
  }
}

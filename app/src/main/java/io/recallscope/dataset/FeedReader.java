package io.recallscope.dataset;

import io.recallscope.domain.Problem;
import io.recallscope.viz.work.Progress;
import java.nio.file.Path;

/** Reads a feed as {@link SampleFeed} writes it: users, posts, impressions. */
public final class FeedReader implements DatasetReader {
  private static final TabularImport LAYOUT =
      new TabularImport(
          "feed", "posts", "impressions", "post_id", "click", "ui.noun.post", "circle");

  @Override
  public String name() {
    return "feed";
  }

  @Override
  public Imported read(Path source, ImportOptions options, Progress progress) throws Problem {
    return LAYOUT.read(source, options, progress);
  }
}

package io.recallscope.ui;

import io.recallscope.domain.Problem;
import io.recallscope.ui.desk.Desk;
import io.recallscope.viz.work.Progress;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens a workspace while JavaFX starts, so that the two take the time of the longer one; who waits
 * for it sees its progress from there on, and can cancel it.
 */
final class EarlyOpening implements Progress {
  private static final Logger LOG = LoggerFactory.getLogger(EarlyOpening.class);

  private record Stage(String name, long units) {}

  private final CompletableFuture<Desk> answer = new CompletableFuture<>();
  private volatile Stage stage;
  private volatile Progress watcher = Progress.NONE;
  private volatile boolean abandoned;

  /** Starts at once. */
  EarlyOpening(App.Opener opener, Path workspace) {
    Thread.ofPlatform()
        .daemon()
        .name("open")
        .start(
            () -> {
              try {
                answer.complete(opener.open(workspace, this));
              } catch (Problem | RuntimeException | Error e) {
                answer.completeExceptionally(e);
              }
            });
  }

  /** The opened workspace. Waits: not for the FX thread. */
  Desk await(Progress progress) throws Problem {
    watcher = progress;
    Stage now = stage;
    if (now != null) {
      progress.begin(now.name, now.units);
    }
    try {
      return answer.join();
    } catch (CompletionException e) {
      switch (e.getCause()) {
        case Problem problem -> throw problem;
        case Error error -> throw error;
        case RuntimeException fault -> throw fault;
        default -> throw e;
      }
    }
  }

  /** Nobody will wait for it: stops it, or closes what it has opened. */
  void abandon() {
    abandoned = true;
    var unused =
        answer.thenAccept(
            desk -> {
              try {
                desk.close();
              } catch (Problem e) {
                LOG.warn(e.getMessage(), e);
              }
            });
  }

  @Override
  public void begin(String name, long units) {
    check();
    stage = new Stage(name, units);
    watcher.begin(name, units);
  }

  @Override
  public void report(long units) {
    check();
    watcher.report(units);
  }

  @Override
  public void check() {
    if (abandoned) {
      throw new CancellationException();
    }
    watcher.check();
  }
}

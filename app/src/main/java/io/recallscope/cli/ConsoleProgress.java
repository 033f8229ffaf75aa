package io.recallscope.cli;

import io.recallscope.domain.Messages;
import io.recallscope.viz.work.Progress;
import java.io.PrintStream;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.concurrent.CancellationException;

/**
 * Progress on stderr: one line redrawn on a terminal, else a line per stage and one every ten
 * seconds, each with rate and time left.
 */
final class ConsoleProgress implements Progress {
  private static final long REDRAW_NANOS = 100_000_000L;
  private static final long REPEAT_NANOS = 10_000_000_000L;

  private final PrintStream err;
  private final boolean terminal;
  private final Locale locale;
  private volatile boolean cancelled;
  private String stage = "";
  private long total;
  private long startedAt;
  private long shownAt;
  private boolean drawn;

  ConsoleProgress(PrintStream err, boolean terminal, Locale locale) {
    this.err = err;
    this.terminal = terminal;
    this.locale = locale;
  }

  void cancel() {
    cancelled = true;
  }

  @Override
  public synchronized void begin(String key, long units) {
    check();
    String text;
    try {
      text = Messages.text(locale, key);
    } catch (MissingResourceException e) {
      text = key;
    }
    text =
        text.substring(0, text.offsetByCodePoints(0, 1)).toUpperCase(locale)
            + text.substring(text.offsetByCodePoints(0, 1));
    // A stage often begins without a total and learns it a little later.
    boolean same = text.equals(stage) && total == 0;
    stage = text;
    total = units;
    startedAt = System.nanoTime();
    shownAt = startedAt;
    if (!same) {
      clear();
      show(stage + " …", false);
    }
  }

  @Override
  public synchronized void report(long done) {
    check();
    long now = System.nanoTime();
    if (now - shownAt < (terminal ? REDRAW_NANOS : REPEAT_NANOS)) {
      return;
    }
    shownAt = now;
    double seconds = (now - startedAt) / 1e9;
    double rate = done / Math.max(seconds, 1e-3);
    StringBuilder line = new StringBuilder(stage);
    if (total > 0) {
      line.append(String.format(locale, "  %,d / %,d", done, total));
      line.append(String.format(locale, "  %.0f %%", 100.0 * done / total));
    } else {
      line.append(String.format(locale, "  %,d", done));
    }
    line.append(String.format(locale, "  %,.0f/s", rate));
    if (total > 0 && rate > 0) {
      line.append("  ")
          .append(Messages.text(locale, "cli.time-left", duration((total - done) / rate)));
    }
    show(line.toString(), true);
  }

  private static String duration(double seconds) {
    long s = Math.max(0, Math.round(seconds));
    return s < 60
        ? s + " s"
        : s < 3600
            ? String.format(Locale.ROOT, "%d:%02d min", s / 60, s % 60)
            : String.format(Locale.ROOT, "%d:%02d h", s / 3600, s % 3600 / 60);
  }

  private void show(String line, boolean again) {
    if (!terminal) {
      err.println(line);
    } else {
      err.print("\r\u001b[K" + line);
      err.flush();
      drawn = true;
    }
    if (again) {
      shownAt = System.nanoTime();
    }
  }

  /** Takes the redrawn line away, so that something else can be printed. */
  synchronized void clear() {
    if (drawn) {
      err.print("\r\u001b[K");
      err.flush();
      drawn = false;
    }
  }

  @Override
  public void check() {
    if (cancelled) {
      throw new CancellationException();
    }
  }
}

package io.recallscope.cli;

import io.recallscope.domain.Problem;
import io.recallscope.engine.DrawMap;
import io.recallscope.engine.Folders;
import io.recallscope.engine.ViewVectors;
import io.recallscope.viz.work.Progress;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * What the command line needs of the world around it; tests give their own.
 *
 * @param out results, and nothing else
 * @param err progress, notices, errors
 * @param terminal whether err is a terminal that a line can be redrawn on
 * @param folders of the user
 * @param sampleData the folder sample-data that came with the program
 * @param locale language of the texts
 * @param window what opens the window
 */
public record Environment(
    PrintStream out,
    PrintStream err,
    boolean terminal,
    Folders folders,
    Path sampleData,
    Locale locale,
    Window window) {

  /** The window, as the command line sees it: wired by Main, for cli knows no ui. */
  public interface Window {
    /** Opens the window and returns when it is closed, or takes the picture that was asked for. */
    void open(Request request, Progress progress) throws Problem;

    /**
     * Opens the map of vectors without a workspace and returns when it is closed, or takes the
     * picture that was asked for.
     *
     * @param vectors stay the caller's to close
     * @param drawn the map to take the picture of; null where a window draws its own
     */
    void view(ViewVectors vectors, DrawMap.Drawn drawn, ViewRequest request, Progress progress)
        throws Problem;

    /** Why no window can be shown here (no display), or null. */
    String noDisplay();

    /** What is missing to draw text, with the packages to install, or null. */
    String noFonts();
  }

  /**
   * How to open.
   *
   * @param workspace folder, or null for the sample's
   * @param snapshot picture to write instead of showing a window, or null
   * @param width of the picture in pixels
   * @param height of the picture in pixels
   * @param scale pixels per layout unit
   * @param user to select, or null for the first warm one
   * @param view as {@code open --view} takes it
   * @param theme {@code light}, {@code dark} or null for the last used
   * @param lang {@code en}, {@code zh} or null for the system's
   * @param versions the two that are compared, earlier and later; empty for the usual ones
   */
  public record Request(
      Path workspace,
      Path snapshot,
      int width,
      int height,
      double scale,
      String user,
      String view,
      String theme,
      String lang,
      List<String> versions) {
    public Request {
      versions = List.copyOf(versions);
    }

    /** Of the usual versions. */
    public Request(
        Path workspace,
        Path snapshot,
        int width,
        int height,
        double scale,
        String user,
        String view,
        String theme,
        String lang) {
      this(workspace, snapshot, width, height, scale, user, view, theme, lang, List.of());
    }
  }

  /**
   * How to open a map without a workspace.
   *
   * @param method how the window lays the vectors out, after PCA, which is there first
   * @param perplexity of t-SNE
   * @param snapshot picture to write instead of showing a window, or null
   * @param width of the picture in pixels
   * @param height of the picture in pixels
   * @param scale pixels per layout unit
   * @param theme {@code light}, {@code dark} or null for the system's
   * @param lang {@code en}, {@code zh} or null for the system's
   */
  public record ViewRequest(
      String method,
      double perplexity,
      long seed,
      Path snapshot,
      int width,
      int height,
      double scale,
      String theme,
      String lang) {}
}

package io.recallscope.engine;

import io.recallscope.domain.Problem;
import io.recallscope.viz.vector.VectorTable;
import io.recallscope.viz.work.Progress;
import java.util.List;

/** A layout that is made once, kept in the workspace, and read from then on. */
final class LayoutOnce {
  private final Session session;
  private final VersionData data;

  LayoutOnce(Session session, VersionData data) {
    this.session = session;
    this.data = data;
  }

  /** A layout, and whether it was made before and only read. */
  record Found(LayOut.Made made, boolean kept) {}

  /**
   * Makes it, or reads it; whoever asks for one that is being made waits for it, and watches.
   *
   * @param name of the method among kept layouts
   * @param parameters all that it depends on beside vectors and method
   */
  Found run(
      VectorTable.Origin origin,
      String name,
      String parameters,
      LayOut work,
      LayOut.Settings settings,
      LayoutWatch watch,
      Progress progress)
      throws Problem {
    String what = name + " " + parameters;
    List<LayoutWatch> watches = data.watches(what);
    watches.add(watch);
    try {
      return data.once(
          what,
          progress,
          () -> {
            KeptLayouts store = new KeptLayouts(session.workspace());
            long start = System.nanoTime();
            KeptLayouts.Kept kept = store.find(origin, name, parameters, work.size());
            if (kept != null) {
              MapFigures.Seconds took =
                  new MapFigures.Seconds(Double.NaN, (System.nanoTime() - start) / 1e9, Double.NaN);
              MapFigures figures = work.figures(settings, kept.divergence(), took);
              return new Found(new LayOut.Made(kept.layout(), figures), true);
            }
            LayOut.Made made = work.run(settings, LayoutWatch.all(watches), progress);
            store.keep(
                origin,
                name,
                parameters,
                new KeptLayouts.Kept(made.layout(), made.figures().divergence()));
            return new Found(made, false);
          });
    } finally {
      watches.remove(watch);
    }
  }
}

package io.recallscope.ui.compare;

import io.recallscope.domain.ModelVersion;
import io.recallscope.domain.Problem;
import io.recallscope.engine.DrawMap;
import io.recallscope.engine.DrawVersions.Drawn;
import io.recallscope.engine.LayoutWatch;
import io.recallscope.evaluation.SpaceDrift;
import io.recallscope.evaluation.VersionComparison;
import io.recallscope.ui.base.Jobs;
import io.recallscope.ui.base.Slot;
import io.recallscope.ui.desk.Desk;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;

/**
 * The map of two versions: PCA at once, t-SNE from the background; who moved; maps of their own.
 */
final class VersionMapModel {
  /** Movers that stand out at most. */
  static final int MOVERS = 100;

  /** Scores below are rounding: the same version twice has no movers. */
  private static final double LEAST_SCORE = 1e-3;

  /** What is shown. */
  enum Mode {
    /** One map on which points go from version to version. */
    MORPH,
    /** The same map twice, one version on each. */
    JOINT,
    /** A map of its own for each version. */
    APART
  }

  /** What points are coloured by. */
  enum Colour {
    GROUP,
    MOVED,
    NEIGHBOURS
  }

  /**
   * Each version's own map, in the order of the joint map's points; NaN where it has no place.
   *
   * @param startX of the earlier version
   * @param endX of the later version
   */
  record Own(float[] startX, float[] startY, float[] endX, float[] endY) {}

  /**
   * A map with what is looked up in it, made off the FX thread: there may be 100,000 points.
   *
   * @param points number of each item's point
   * @param movers points of the highest scores, most first
   */
  private record Taken(Drawn drawn, Map<String, Integer> points, int[] movers) {
    static Taken of(Drawn drawn) {
      Map<String, Integer> index = HashMap.newHashMap(drawn.ids().size());
      for (int i = 0; i < drawn.ids().size(); i++) {
        index.put(drawn.ids().get(i), i);
      }
      return new Taken(drawn, index, mostMoved(drawn.moved(), -1, LEAST_SCORE));
    }
  }

  private final Desk desk;
  private final CompareModel compare;
  private final Slot drawing;
  private final Slot refining;
  private final Slot apart;
  private final Slot comparing;
  private final ReadOnlyObjectWrapper<Drawn> map = new ReadOnlyObjectWrapper<>();
  private final ReadOnlyObjectWrapper<Own> own = new ReadOnlyObjectWrapper<>();
  private final ReadOnlyObjectWrapper<Problem> problem = new ReadOnlyObjectWrapper<>();
  private final ReadOnlyObjectWrapper<double[]> stable = new ReadOnlyObjectWrapper<>();
  private final ObjectProperty<Mode> mode = new SimpleObjectProperty<>(Mode.MORPH);
  private final ObjectProperty<Colour> colour = new SimpleObjectProperty<>(Colour.GROUP);
  private Map<String, Integer> points = Map.of();
  private int[] movers = {};
  private boolean started;

  VersionMapModel(Desk desk, CompareModel compare, Jobs jobs) {
    this.desk = desk;
    this.compare = compare;
    this.drawing = jobs.slot(Jobs.Lane.QUICK, "ui.job.map");
    this.refining = jobs.slot(Jobs.Lane.BACKGROUND, "ui.job.tsne");
    this.apart = jobs.slot(Jobs.Lane.BACKGROUND, "ui.job.tsne");
    this.comparing = jobs.slot(Jobs.Lane.QUICK, "ui.job.map");
    compare.fromProperty().subscribe((before, now) -> draw());
    compare.toProperty().subscribe((before, now) -> draw());
    compare.comparisonProperty().subscribe((before, now) -> takeStable());
    mode.subscribe((before, now) -> drawApart());
  }

  void start() {
    if (!started) {
      started = true;
      draw();
    }
  }

  /** Draws anew. */
  void draw() {
    if (!started) {
      return;
    }
    drawing.cancel();
    refining.cancel();
    apart.cancel();
    own.set(null);
    problem.set(null);
    ModelVersion from = compare.fromProperty().get();
    ModelVersion to = compare.toProperty().get();
    if (from == null || to == null) {
      take(null);
      return;
    }
    drawing.runSoon(
        0,
        progress -> Taken.of(desk.comparing().map(from.name(), to.name(), "pca", progress)),
        drawn -> {
          take(drawn);
          refine(from.name(), to.name());
        },
        trouble -> {
          take(null);
          problem.set(trouble);
        });
  }

  private void refine(String from, String to) {
    refining.run(
        progress -> Taken.of(desk.comparing().map(from, to, "tsne", progress)),
        drawn -> {
          take(drawn);
          drawApart();
        });
  }

  private void take(Taken taken) {
    points = taken == null ? Map.of() : taken.points;
    movers = taken == null ? new int[0] : taken.movers;
    own.set(null);
    stable.set(null);
    map.set(taken == null ? null : taken.drawn);
    takeStable();
  }

  /** Of the finished comparison; where there are no scores, whose neighbours changed most moved. */
  private void takeStable() {
    comparing.cancel();
    Drawn drawn = map.get();
    VersionComparison now = compare.comparisonProperty().get();
    VersionComparison.Pair pair = compare.versions();
    if (drawn == null || now == null || !now.complete() || pair.spaces() == null) {
      return;
    }
    SpaceDrift drift = pair.spaces();
    Map<String, Integer> index = points;
    boolean unscored = movers.length == 0 && drift.moved().length == 0;
    comparing.runSoon(
        0,
        progress -> {
          double[] kept = new double[index.size()];
          Arrays.fill(kept, Double.NaN);
          for (int i = 0; i < drift.items().size(); i++) {
            int point = index.getOrDefault(drift.items().get(i), -1);
            if (point >= 0) {
              kept[point] = drift.stable()[i];
            }
          }
          return new Stable(
              kept, unscored ? mostMoved(kept, 1, Double.NEGATIVE_INFINITY) : new int[0]);
        },
        found -> {
          if (unscored) {
            movers = found.movers;
          }
          stable.set(found.kept);
        },
        problem::set);
  }

  /**
   * How much of its neighbours each point kept, and whose changed most.
   *
   * @param kept NaN where it is not known
   */
  private record Stable(double[] kept, int[] movers) {}

  private static int[] mostMoved(double[] values, int sign, double least) {
    return IntStream.range(0, values.length)
        .filter(i -> values[i] > least)
        .boxed()
        .sorted(Comparator.comparingDouble((Integer i) -> sign * values[i]))
        .limit(MOVERS)
        .mapToInt(Integer::intValue)
        .toArray();
  }

  @SuppressWarnings("ReferenceEquality") // The maps of another picture are not this one's.
  private void drawApart() {
    Drawn drawn = map.get();
    if (mode.get() != Mode.APART || drawn == null || own.get() != null) {
      return;
    }
    apart.run(
        progress -> {
          DrawMap.Drawn before = desk.map(drawn.from(), "tsne", LayoutWatch.NONE, progress);
          DrawMap.Drawn after = desk.map(drawn.to(), "tsne", LayoutWatch.NONE, progress);
          float[][] start = places(drawn.ids(), before);
          float[][] end = places(drawn.ids(), after);
          return new Own(start[0], start[1], end[0], end[1]);
        },
        found -> {
          if (drawn == map.get()) {
            own.set(found);
          }
        });
  }

  private static float[][] places(List<String> ids, DrawMap.Drawn map) {
    Map<String, Integer> rows = new HashMap<>();
    for (int i = 0; i < map.ids().size(); i++) {
      rows.put(map.ids().get(i), i);
    }
    float[][] places = new float[2][ids.size()];
    for (int i = 0; i < ids.size(); i++) {
      Integer row = rows.get(ids.get(i));
      places[0][i] = row == null ? Float.NaN : map.x()[row];
      places[1][i] = row == null ? Float.NaN : map.y()[row];
    }
    return places;
  }

  /** The joint map, or null. */
  ReadOnlyObjectProperty<Drawn> mapProperty() {
    return map.getReadOnlyProperty();
  }

  /** Each version's own map, once it was asked for; else null. */
  ReadOnlyObjectProperty<Own> ownProperty() {
    return own.getReadOnlyProperty();
  }

  /** Of each point how many of its neighbours stayed, 0 to 1; null until they are known. */
  ReadOnlyObjectProperty<double[]> stableProperty() {
    return stable.getReadOnlyProperty();
  }

  ReadOnlyObjectProperty<Problem> problemProperty() {
    return problem.getReadOnlyProperty();
  }

  ReadOnlyBooleanProperty drawingProperty() {
    return drawing.busyProperty();
  }

  ReadOnlyBooleanProperty refiningProperty() {
    return refining.busyProperty();
  }

  ReadOnlyBooleanProperty apartProperty() {
    return apart.busyProperty();
  }

  ObjectProperty<Mode> modeProperty() {
    return mode;
  }

  ObjectProperty<Colour> colourProperty() {
    return colour;
  }

  /** The points that moved most, most first. */
  int[] movers() {
    return movers;
  }

  /** The item's point, or −1. */
  int point(String item) {
    return item == null ? -1 : points.getOrDefault(item, -1);
  }

  /** The point's item, or null. */
  String item(int point) {
    return map.get() == null || point < 0 ? null : map.get().ids().get(point);
  }
}

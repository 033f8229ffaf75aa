package io.recallscope.ui.desk;

import io.recallscope.engine.ColourItems.Coloured;
import io.recallscope.engine.DrawMap.Drawn;
import io.recallscope.engine.LayoutWatch;
import io.recallscope.engine.MapFigures;
import io.recallscope.engine.MapUsers;
import io.recallscope.engine.NearPoints;
import io.recallscope.viz.work.Progress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Made-up maps of the made-up items, group beside group on a ring. */
final class FakeMaps {
  private final int users;
  private final int items;
  private final int groups;
  private List<String> all;

  FakeMaps(int users, int items, int groups) {
    this.users = users;
    this.items = items;
    this.groups = groups;
  }

  Drawn draw(String version, String method, LayoutWatch watch, Progress progress) {
    int n = method.equals("smile-tsne") ? Math.min(2_000, items) : items;
    List<String> ids =
        n == items
            ? all()
            : IntStream.range(0, n).mapToObj(i -> FakeDesk.itemId(item(i, n))).toList();
    float[] x = new float[n];
    float[] y = new float[n];
    Random random = new Random(method.hashCode());
    for (int i = 0; i < n; i++) {
      int id = item(i, n);
      double angle = id % groups * 0.63 + id / 10 % 4 * 0.11;
      double radius = 5 + id % groups * 1.3;
      x[i] = (float) (radius * Math.cos(angle) + random.nextGaussian() * 0.9);
      y[i] = (float) (radius * Math.sin(angle) + random.nextGaussian() * 0.9);
    }
    if (method.equals("tsne")) {
      watch.look(new LayoutWatch.Step(5, 750, 4.2, y, x), progress);
    }
    return new Drawn(
        version,
        ids,
        x,
        y,
        List.of(),
        items,
        false,
        new MapFigures(
            n, 64, method, 1, 30, null, Double.NaN, new MapFigures.Seconds(0, 0, Double.NaN)));
  }

  private int item(int point, int n) {
    return (int) ((long) point * items / n);
  }

  /** One list for all maps, as the engine has it. */
  private synchronized List<String> all() {
    if (all == null) {
      all = IntStream.range(0, items).mapToObj(FakeDesk::itemId).toList();
    }
    return all;
  }

  /** Each user beside an item. */
  Drawn withUsers(
      String version, String method, MapUsers.How how, LayoutWatch watch, Progress progress) {
    Drawn map = draw(version, method, watch, progress);
    int n = map.ids().size();
    int shown = Math.min(n, users);
    List<String> ids = new ArrayList<>(map.ids());
    float[] x = Arrays.copyOf(map.x(), n + shown);
    float[] y = Arrays.copyOf(map.y(), n + shown);
    for (int i = 0; i < shown; i++) {
      ids.add(FakeDesk.userId(i));
      x[n + i] = x[i] + (how == MapUsers.How.AT_ITEMS ? 0.1f : 1);
      y[n + i] = y[i];
    }
    return new Drawn(
        version,
        ids,
        x,
        y,
        List.of(),
        map.total(),
        false,
        map.figures(),
        new MapUsers(how, shown, users, 0.83));
  }

  MapFigures measure(Drawn map) {
    MapFigures f = map.figures();
    return new MapFigures(
        f.n(),
        f.dims(),
        f.method(),
        f.seed(),
        f.perplexity(),
        new MapFigures.Quality(10, f.n(), 0.9, 0.8, 0.4, 0.39),
        1.5,
        new MapFigures.Seconds(Double.NaN, 1, 1));
  }

  NearPoints near(Drawn map, int point, int k) {
    List<NearPoints.Near> near =
        IntStream.range(1, k + 1)
            .mapToObj(i -> new NearPoints.Near((point + i) % map.items(), i, 2 * i))
            .toList();
    return new NearPoints(near, near, map.isUser(point));
  }

  /** Item n has the class n modulo the classes; a user has none. */
  Coloured colours(String field, Drawn map, List<String> names) {
    int[] classes = new int[map.ids().size()];
    int[] counts = new int[names.size()];
    Arrays.fill(classes, -1);
    for (int i = 0; i < map.items(); i++) {
      classes[i] = FakeDesk.number(map.ids().get(i)) % names.size();
      counts[classes[i]]++;
    }
    return new Coloured(field, names, classes, counts, false);
  }
}

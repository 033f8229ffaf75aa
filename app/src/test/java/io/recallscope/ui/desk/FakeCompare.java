package io.recallscope.ui.desk;

import io.recallscope.domain.ModelVersion;
import io.recallscope.domain.Problem;
import io.recallscope.engine.AuditIndex;
import io.recallscope.engine.CheckRollout;
import io.recallscope.engine.ColourItems.Coloured;
import io.recallscope.engine.CompareLists;
import io.recallscope.engine.CompareVersions;
import io.recallscope.engine.DrawVersions;
import io.recallscope.engine.IndexChoice;
import io.recallscope.engine.ItemCard;
import io.recallscope.engine.Rollout;
import io.recallscope.engine.TrainBaseline;
import io.recallscope.evaluation.Bootstrap.Interval;
import io.recallscope.evaluation.ExposureFigures;
import io.recallscope.evaluation.ListChange;
import io.recallscope.evaluation.RelevanceFigures;
import io.recallscope.evaluation.SkewMatrix;
import io.recallscope.evaluation.SpaceDrift;
import io.recallscope.evaluation.VersionComparison;
import io.recallscope.index.VectorIndex;
import io.recallscope.recall.Inspection;
import io.recallscope.viz.work.Progress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Made-up comparisons: of user i the first hits are i % 5 − 1 more, the later list starts seven
 * items further on, and the first 30 items moved across the map.
 */
public final class FakeCompare implements CompareDesk {
  /** Items that moved. */
  public static final int MOVED = 30;

  private static final int MOST_USERS = 60;

  private final FakeDesk desk;
  private final int users;
  private final int items;
  private int asked;
  private Rollout reported;

  FakeCompare(FakeDesk desk, int users, int items) {
    this.desk = desk;
    this.users = Math.min(users, MOST_USERS);
    this.items = items;
  }

  /** Comparisons made so far. */
  public int asked() {
    return asked;
  }

  @Override
  public CompareVersions.Baseline baseline(CompareVersions.Request request) throws Problem {
    return request.baseline() == null
        ? null
        : new CompareVersions.Baseline(request.baseline(), request.versions().getFirst());
  }

  /** v1 was trained here, v1b elsewhere, v2 on other data. */
  @Override
  public TrainBaseline.Offer baselineOffer(String version, Progress progress) {
    return switch (version) {
      case "v1" -> new TrainBaseline.Offer(version, TrainBaseline.Able.YES, "v1c", 2);
      case "v1b" -> new TrainBaseline.Offer(version, TrainBaseline.Able.UNKNOWN, null, 0);
      default -> new TrainBaseline.Offer(version, TrainBaseline.Able.OTHER_DATA, null, 0);
    };
  }

  @Override
  public TrainBaseline.Trained trainBaseline(String version, Progress progress) {
    List<ModelVersion> all = new ArrayList<>(desk.versions());
    ModelVersion of = all.getFirst();
    ModelVersion made =
        new ModelVersion("v1c", of.space(), "trained", of.createdAt(), null, "two-tower", Map.of());
    all.set(0, of.withBaseline("v1c"));
    all.add(made);
    return new TrainBaseline.Trained(made, all);
  }

  private static Interval interval(double mean, int n) {
    return new Interval(mean, mean - 0.006, mean + 0.006, n);
  }

  private static VersionComparison.Differences differences(double mean, int n) {
    Interval one = interval(mean, n);
    return new VersionComparison.Differences(one, one, one, one);
  }

  private VersionComparison.Side side(String name, double recall, int n) {
    ModelVersion version =
        desk.versions().stream().filter(v -> v.name().equals(name)).findFirst().orElseThrow();
    Interval mean = interval(recall, n);
    return new VersionComparison.Side(
        name,
        version.space(),
        new VectorIndex.Info("exact", version.space().fingerprint(), items, 1, Map.of()),
        new RelevanceFigures(mean, mean, mean, mean, n, new double[n]),
        new ExposureFigures(0.71, 0.64, 0.7, 0.12, 3.1, 0.29, items),
        null,
        null,
        Double.NaN,
        0);
  }

  @Override
  public CompareVersions.Compared compare(
      CompareVersions.Request request, Consumer<VersionComparison> soFar, Progress progress)
      throws Problem {
    asked++;
    String earlier = request.versions().getFirst();
    String later = request.versions().getLast();
    boolean same = earlier.equals(later);
    int n = Math.min(users, request.users());
    double[] churn = new double[n];
    int[] gained = new int[n];
    int[] lost = new int[n];
    for (int u = 0; u < n; u++) {
      churn[u] = same ? 0 : 0.2 + 0.6 * u / n;
      gained[u] = same ? 0 : Math.max(0, u % 5 - 1);
      lost[u] = same ? 0 : u % 5 == 0 ? 1 : 0;
    }
    double gain = same ? 0 : 0.033;
    List<String> ids = IntStream.range(0, items).mapToObj(FakeDesk::itemId).toList();
    double[] moved = moved();
    VersionComparison.Pair pair =
        new VersionComparison.Pair(
            earlier,
            later,
            interval(same ? 0 : 0.381, n),
            request.baseline() == null ? null : interval(0.167, n),
            interval(0.5, n),
            differences(gain, n),
            new SpaceDrift(0.2, 0.2, n, 0.8, interval(0.6, items), 10, ids, moved, moved.clone()),
            new VersionComparison.PerUser(
                churn, churn.clone(), new int[n], gained, lost, new double[n]),
            List.of(
                new VersionComparison.PairSlice(
                    "history",
                    "warm",
                    Double.NaN,
                    Double.NaN,
                    interval(0.4, n),
                    interval(gain + 0.003, n)),
                new VersionComparison.PairSlice(
                    "history",
                    "cold",
                    Double.NaN,
                    Double.NaN,
                    interval(0.3, 40),
                    interval(gain - 0.029, 40))),
            List.of(new VersionComparison.ItemChange(FakeDesk.itemId(5), 12, 418, true, true)),
            List.of(new VersionComparison.ItemChange(FakeDesk.itemId(13), 902, 240, true, true)));
    List<SkewMatrix.Cell> skew = new ArrayList<>();
    for (String user : List.of(earlier, later)) {
      for (String item : List.of(earlier, later)) {
        skew.add(
            new SkewMatrix.Cell(
                user, item, interval(user.equals(item) ? 0.214 : 0.009, n), 64, 64));
      }
    }
    return new CompareVersions.Compared("run", made(request, n, pair, skew), null, null);
  }

  private VersionComparison made(
      CompareVersions.Request request,
      int n,
      VersionComparison.Pair pair,
      List<SkewMatrix.Cell> skew) {
    String earlier = pair.earlier();
    String later = pair.later();
    return new VersionComparison(
        request.versions(),
        request.k(),
        request.seed(),
        IntStream.range(0, n).mapToObj(FakeDesk::userId).toList(),
        n,
        new VersionComparison.Presence(n, items, List.of(n, n), List.of(items, items)),
        List.of(side(earlier, 0.214, n), side(later, 0.214 + pair.difference().recall().mean(), n)),
        request.baseline() == null
            ? null
            : new VersionComparison.Baseline(
                request.baseline(),
                earlier,
                interval(0.214, n),
                interval(0.7, n),
                differences(0.001, n),
                new double[n]),
        List.of(pair),
        skew);
  }

  /** An index of 0.971; with a cluster what it serves is the earlier version, not clean. */
  @Override
  public Rollout rollout(
      VersionComparison comparison, CheckRollout.Request request, Progress progress)
      throws Problem {
    VersionComparison.Pair pair = comparison.pairs().getFirst();
    boolean cluster = request.connection() != null;
    IndexChoice index =
        cluster
            ? new IndexChoice.Remote(request.connection(), "posts-v2-2", null)
            : IndexChoice.HNSW;
    return Rollout.judge(
        pair,
        request.thresholds(),
        new Rollout.Ann(0.971, users, 100, index),
        cluster ? served(pair.earlier(), request, progress) : null);
  }

  private Rollout.Served served(String version, CheckRollout.Request request, Progress progress)
      throws Problem {
    return new Rollout.Served(
        request.connection(),
        request.alias(),
        List.of("posts-v2-2"),
        version,
        "3f9a1c",
        Rollout.Of.EARLIER,
        desk.clusters()
            .audit(
                new AuditIndex.Request(version, request.connection(), request.alias(), 0, 1),
                progress));
  }

  @Override
  public Path report(
      CompareVersions.Compared compared,
      Rollout rollout,
      Path folder,
      Locale locale,
      Progress progress)
      throws Problem {
    reported = rollout;
    return folder.resolve("report.html");
  }

  /** The roll-out check in the last report, or null. */
  public Rollout reported() {
    return reported;
  }

  private double[] moved() {
    double[] moved = new double[items];
    Arrays.fill(moved, 0.1);
    for (int i = 0; i < Math.min(MOVED, items); i++) {
      moved[i] = 1.2 - 0.01 * i;
    }
    return moved;
  }

  @Override
  public CompareLists.Lists lists(CompareLists.Request request, Progress progress) throws Problem {
    int start = FakeDesk.number(request.user());
    int shift = request.earlier().equals(request.later()) ? 0 : 7;
    List<String> earlier = list(start, request.k());
    List<String> later = list(start + shift, request.k());
    return new CompareLists.Lists(
        request.user(),
        request.k(),
        side(request.earlier(), request.earlierIndex(), earlier, later),
        side(request.later(), request.laterIndex(), later, earlier),
        ListChange.of(earlier, later),
        request.baseline() == null ? null : request.baseline().version(),
        request.baseline() == null ? Double.NaN : 0.2,
        2);
  }

  private List<String> list(int start, int k) {
    return IntStream.range(0, Math.min(k, items))
        .mapToObj(i -> FakeDesk.itemId((start + i) % items))
        .toList();
  }

  private CompareLists.Side side(
      String version, IndexChoice index, List<String> list, List<String> other) {
    List<Inspection.Row> rows = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      ItemCard card = desk.item(list.get(i));
      rows.add(
          new Inspection.Row(
              i + 1,
              list.get(i),
              card.title(),
              card.group(),
              0.83f - 0.003f * i,
              other.indexOf(list.get(i)) + 1,
              false,
              i % 9 == 1));
    }
    return new CompareLists.Side(
        version, new VectorIndex.Info(index.backend(), version, items, 1, Map.of()), true, rows);
  }

  @Override
  public DrawVersions.Drawn map(String from, String to, String method, Progress progress)
      throws Problem {
    Random random = new Random(5);
    float[] x = new float[items];
    float[] y = new float[items];
    int[] classes = new int[items];
    for (int i = 0; i < items; i++) {
      classes[i] = i % 10;
      x[i] = (float) (classes[i] % 4 * 10 + random.nextGaussian());
      y[i] = (float) (classes[i] / 4 * 10 + random.nextGaussian());
    }
    float[] startX = x.clone();
    for (int i = 0; i < Math.min(MOVED, items) && !from.equals(to); i++) {
      startX[i] = 30 - x[i];
    }
    double[] moved = from.equals(to) ? new double[items] : moved();
    boolean[] all = new boolean[items];
    Arrays.fill(all, true);
    return new DrawVersions.Drawn(
        from,
        to,
        method,
        IntStream.range(0, items).mapToObj(FakeDesk::itemId).toList(),
        new DrawVersions.Places(startX, y),
        new DrawVersions.Places(x, y),
        all,
        all.clone(),
        moved,
        0.002,
        new Coloured(
            "circle",
            IntStream.range(0, 10).mapToObj(i -> "circle " + i).toList(),
            classes,
            new int[10],
            false),
        items,
        false);
  }
}

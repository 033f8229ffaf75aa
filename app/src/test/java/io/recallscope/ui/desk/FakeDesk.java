package io.recallscope.ui.desk;

import io.recallscope.domain.Candidate;
import io.recallscope.domain.FeatureType;
import io.recallscope.domain.Filter;
import io.recallscope.domain.ModelVersion;
import io.recallscope.domain.Problem;
import io.recallscope.domain.RecallList;
import io.recallscope.domain.VectorSpace;
import io.recallscope.engine.ColourItems.Coloured;
import io.recallscope.engine.DrawMap.Drawn;
import io.recallscope.engine.EvaluateRecall;
import io.recallscope.engine.IndexChoice;
import io.recallscope.engine.ItemCard;
import io.recallscope.engine.LayoutWatch;
import io.recallscope.engine.ListRuns.RunRow;
import io.recallscope.engine.ListUsers.UserRow;
import io.recallscope.engine.MapFigures;
import io.recallscope.engine.MapUsers;
import io.recallscope.engine.NearPoints;
import io.recallscope.engine.RecallRequest;
import io.recallscope.engine.Session.DatasetSummary;
import io.recallscope.engine.Session.FeatureInfo;
import io.recallscope.engine.ShowModel;
import io.recallscope.engine.ShowModel.Shown;
import io.recallscope.engine.ShowUser;
import io.recallscope.engine.ShowUser.Profile;
import io.recallscope.evaluation.Bootstrap;
import io.recallscope.evaluation.Slice;
import io.recallscope.evaluation.Slices;
import io.recallscope.index.VectorIndex;
import io.recallscope.recall.Inspection;
import io.recallscope.recall.ItemProbe;
import io.recallscope.recall.ListComparison;
import io.recallscope.recall.ServedComparison;
import io.recallscope.recall.ServedList;
import io.recallscope.viz.vector.Similarity;
import io.recallscope.viz.work.Progress;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** A made-up workspace: figures mean nothing, but they hang together and never change. */
public class FakeDesk implements Desk {
  private static final String[] CIRCLES = {
    "摄影 · Photography", "骑行 · Cycling", "咖啡 · Coffee", "胶片 · Film", "烘焙 · Baking",
    "露营 · Camping", "独立游戏 · Indie games", "徒步 · Hiking", "读书 · Books", "音乐现场 · Live music"
  };
  private static final String[] TITLES = {
    "清晨的胡同与一束光",
    "Street portraits, week one",
    "用富士拍了一整年",
    "雨后的高架桥",
    "为什么我又用回胶片",
    "第一次环青海湖",
    "长曝光入门",
    "骑行川藏线第 12 天",
    "Notes on Tri-X pushed to 1600",
    "黄昏的江边",
    "老城墙下的影子",
    "豆单：埃塞俄比亚日晒",
    "夜里的便利店",
    "周末探店：巷子里的咖啡馆，还有一条很长很长的标题用来看看会不会被截断",
    "意式和手冲的分界",
    "公路车把带怎么缠",
    "Darkroom, week one",
    "磨豆机横评",
    "A bike for the city",
    "拉萨到林芝的碎石路"
  };

  private final int users;
  private final int items;
  private final ObservableList<ModelVersion> versions = FXCollections.observableArrayList();
  private final List<Evaluated> stored = new ArrayList<>();
  private final FakeClusters clusters;
  private final FakeCompare comparing;
  private final FakeMaps maps;

  public FakeDesk() {
    this(4_000, 20_000);
  }

  public FakeDesk(int users, int items) {
    this.users = users;
    this.items = items;
    maps = new FakeMaps(users, items, CIRCLES.length);
    version("v1", "8b02e7c41d", "two-tower", null, 0.214);
    version("v1b", "51aa09f3b2", "two-tower, seed 2", null, 0.213);
    version("v2", "3f9a1c77e0", "two-tower + history", "v1", 0.247);
    comparing = new FakeCompare(this, users, items);
    clusters = new FakeClusters(versions.getLast().space().fingerprint());
  }

  private void version(String name, String print, String about, String baseline, double recall) {
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put("auc", 0.741);
    metrics.put("recall@100", recall);
    versions.add(
        new ModelVersion(
            name,
            new VectorSpace(print.repeat(6), name, 64, Similarity.COSINE),
            "sample",
            Instant.parse("2026-11-20T08:00:00Z"),
            baseline,
            about,
            metrics));
  }

  @Override
  public String workspace() {
    return "sample feed";
  }

  @Override
  public DatasetSummary overview() {
    return new DatasetSummary(
        "feed",
        "made up",
        Instant.parse("2026-11-20T08:00:00Z"),
        "f".repeat(64),
        users,
        items,
        400_000,
        40_000,
        "time",
        Instant.parse("2026-11-19T08:00:00Z"),
        0.1,
        "ui.noun.post",
        "circle",
        List.of(
            new FeatureInfo("city_tier", FeatureType.CATEGORY, List.of("1", "2", "3")),
            new FeatureInfo("joined_circles", FeatureType.LIST, List.of(CIRCLES)),
            new FeatureInfo("registered", FeatureType.TEXT, List.of())),
        List.of(
            new FeatureInfo("circle", FeatureType.CATEGORY, List.of(CIRCLES)),
            new FeatureInfo("media_type", FeatureType.CATEGORY, List.of("图文", "video", "text")),
            new FeatureInfo("length", FeatureType.NUMBER, List.of())));
  }

  @Override
  public ObservableList<ModelVersion> versions() {
    return versions;
  }

  @Override
  public List<IndexChoice> indexes() {
    return List.of(IndexChoice.EXACT, IndexChoice.HNSW);
  }

  @Override
  public FakeCompare comparing() {
    return comparing;
  }

  /** None, until a test adds some. */
  @Override
  public FakeClusters clusters() {
    return clusters;
  }

  @Override
  public List<UserRow> users(Progress progress) throws Problem {
    List<UserRow> rows = new ArrayList<>(users);
    Random random = new Random(3);
    for (int i = 0; i < users; i++) {
      boolean cold = i % 9 == 4;
      List<String> interests = new ArrayList<>();
      for (int j = 0; j < 1 + random.nextInt(3) && !cold; j++) {
        interests.add(CIRCLES[(i + 3 * j) % CIRCLES.length].split(" · ", 2)[0]);
      }
      rows.add(
          new UserRow(
              userId(i), interests, cold ? random.nextInt(3) : 30 + random.nextInt(400), cold));
    }
    return rows;
  }

  public static String userId(int i) {
    return String.format(Locale.ROOT, "u%05d", i);
  }

  public static String itemId(int i) {
    return String.format(Locale.ROOT, "p%05d", i);
  }

  static int number(String id) {
    return Integer.parseInt(id.substring(1));
  }

  @Override
  public Profile profile(String user) throws Problem {
    Map<String, String> features = new LinkedHashMap<>();
    features.put("city_tier", "1");
    features.put("joined_circles", "摄影, 骑行, 咖啡");
    features.put("registered", "2021-03-14");
    boolean cold = number(user) % 9 == 4;
    return new Profile(
        user,
        cold,
        features,
        cold
            ? List.of()
            : List.of(
                new ShowUser.Interest("摄影 · Photography", 0.41),
                new ShowUser.Interest("骑行 · Cycling", 0.22),
                new ShowUser.Interest("咖啡 · Coffee", 0.18)),
        cold ? 2 : 312,
        Stream.of(3, 6, 15, 13).map(i -> item(itemId(i % Math.max(1, items)))).toList(),
        Stream.of(5, number(user) + 3, items - 1)
            .filter(i -> i >= 0 && i < items)
            .map(i -> item(itemId(i)))
            .toList());
  }

  @Override
  public List<ItemCard> findItems(String text, int limit) throws Problem {
    List<ItemCard> found = new ArrayList<>();
    for (int i = 0; i < items && found.size() < limit; i++) {
      ItemCard row = item(itemId(i));
      if ((row.id() + row.title() + row.group()).contains(text)) {
        found.add(row);
      }
    }
    return found;
  }

  @Override
  public ItemCard item(String id) {
    int i = number(id);
    return i < items
        ? new ItemCard(id, TITLES[i % TITLES.length], CIRCLES[i % CIRCLES.length], Map.of())
        : null;
  }

  @Override
  public Inspection inspectWarm(RecallRequest query, Progress progress) throws Problem {
    return inspect(query, progress);
  }

  @Override
  public Map<String, ServedList> servedLists(Path file) throws Problem {
    return Map.of(userId(7), new ServedList(userId(7), List.of(itemId(7), itemId(50)), null, 1));
  }

  @Override
  public ServedComparison served(
      RecallRequest query, Inspection lists, ServedList list, Progress progress) throws Problem {
    List<Inspection.Row> rows = new ArrayList<>();
    for (String id : list.items()) {
      ItemCard item = item(id);
      rows.add(
          new Inspection.Row(
              rows.size() + 1,
              id,
              item == null ? id : item.title(),
              item == null ? "" : item.group(),
              item == null ? Float.NaN : 0.81f,
              lists.reference().list().ids().indexOf(id) + 1,
              false,
              false));
    }
    return new ServedComparison(
        list,
        rows,
        list.items().stream().filter(id -> item(id) == null).toList(),
        lists.comparison(),
        lists.comparison(),
        list.vector() == null ? Double.NaN : 0.9731,
        list.vector() == null
            ? ServedComparison.Verdict.NO_VECTOR
            : ServedComparison.Verdict.STALE);
  }

  @Override
  public Inspection inspect(RecallRequest query, Progress progress) throws Problem {
    int start = number(query.id());
    int k = query.k();
    Random random = new Random(start);
    List<String> exact = new ArrayList<>();
    for (int i = 0; i < k; i++) {
      exact.add(itemId((start + i * 7) % items));
    }
    List<String> ann = new ArrayList<>(exact);
    Map<String, VectorIndex.Miss> missed = new LinkedHashMap<>();
    boolean same = query.against().equals(query.reference());
    for (int i = 0; i < (same ? 0 : 6) && i * 4 + 4 < k; i++) {
      String gone = exact.get(i * 4 + 4);
      ann.remove(gone);
      ann.add(Math.min(ann.size(), i * 5 + 9), itemId((start + 50 + i * 11) * 3 % items));
      missed.put(
          gone,
          i == 5
              ? new VectorIndex.Miss(VectorIndex.Cause.PRUNED, -1)
              : new VectorIndex.Miss(VectorIndex.Cause.NEVER_VISITED, 2));
    }
    Set<String> distinct = new HashSet<>();
    ann.removeIf(id -> !distinct.add(id));
    for (int i = 1; i + 1 < ann.size() && !same; i += 5 + random.nextInt(4)) {
      String swapped = ann.remove(i);
      ann.add(i + 1, swapped);
    }
    int shared = (int) exact.stream().filter(distinct::contains).count();
    VectorSpace space =
        versions.stream().filter(v -> v.name().equals(query.version())).findFirst().get().space();
    return new Inspection(
        new Inspection.Subject(
            query.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'),
            query.id(),
            new float[space.dimension()]),
        space,
        k,
        query.numCandidates(),
        query.filter(),
        items,
        side(query.reference().backend(), space, exact, ann, items),
        side(query.against().backend(), space, ann, exact, 1_284),
        new ListComparison(
            shared / (double) k,
            shared / (double) k,
            shared / (2.0 * k - shared),
            0.93,
            0.97,
            shared,
            k - shared,
            exact.getFirst().equals(ann.getFirst()),
            0,
            0),
        missed,
        new Inspection.Latency(110_000, 1_800_000, 340_000));
  }

  private Inspection.Side side(
      String backend, VectorSpace space, List<String> mine, List<String> other, long visited) {
    List<Inspection.Row> rows = new ArrayList<>();
    List<Candidate> candidates = new ArrayList<>();
    for (int i = 0; i < mine.size(); i++) {
      ItemCard item = item(mine.get(i));
      float score = 0.8291f - i * 0.0021f;
      rows.add(
          new Inspection.Row(
              i + 1,
              item.id(),
              item.title(),
              item.group(),
              score,
              other.indexOf(item.id()) + 1,
              i % 6 == 1,
              i % 17 == 4));
      candidates.add(new Candidate(i + 1, item.id(), score));
    }
    return new Inspection.Side(
        new VectorIndex.Info(backend, space.fingerprint(), items, 1, Map.of("m", "16")),
        new RecallList(space.fingerprint(), candidates, visited, 340_000),
        rows);
  }

  @Override
  public ItemProbe probe(RecallRequest query, String item, Progress progress) throws Problem {
    Inspection lists = inspect(query, progress);
    int exact = lists.reference().list().ids().indexOf(item) + 1;
    int ann = lists.against().list().ids().indexOf(item) + 1;
    VectorIndex.Miss miss =
        ann > 0
            ? null
            : lists
                .missed()
                .getOrDefault(item, new VectorIndex.Miss(VectorIndex.Cause.OUTRANKED, -1));
    return new ItemProbe(
        item,
        exact > 0 ? exact : 14_802,
        ann,
        exact > 0 ? 0.8139f : 0.1207f,
        true,
        true,
        miss,
        1_834,
        20_000,
        null);
  }

  @Override
  public Evaluated evaluate(
      EvaluateRecall.Request plan, Consumer<Evaluated> soFar, Progress progress) throws Problem {
    progress.begin("ui.job.evaluate", plan.users());
    List<Evaluated.Setting> ofUsers = new ArrayList<>();
    List<Evaluated.Setting> ofItems = new ArrayList<>();
    for (IndexChoice index : plan.against()) {
      for (int numCandidates : plan.numCandidates()) {
        ofUsers.add(setting(plan, index.label(), numCandidates, plan.users(), 6));
        soFar.accept(evaluated(null, plan, ofUsers, ofItems, Map.of()));
      }
    }
    for (IndexChoice index : plan.items() == 0 ? List.<IndexChoice>of() : plan.against()) {
      for (int numCandidates : plan.numCandidates()) {
        ofItems.add(setting(plan, index.label(), numCandidates, plan.items(), 2));
        soFar.accept(evaluated(null, plan, ofUsers, ofItems, Map.of()));
      }
    }
    progress.report(plan.users());
    Map<String, String> provenance = new LinkedHashMap<>();
    provenance.put("program", "0.1.0");
    provenance.put("jdk", "25.0.3");
    provenance.put("engine", "Lucene 10.6.0, 1 segment, m 16, beam width 100");
    provenance.put("machine", "2 cores, Linux");
    Evaluated done =
        evaluated("run" + stored.size(), plan, ofUsers, ofItems, Map.copyOf(provenance));
    stored.addFirst(done);
    return done;
  }

  private Evaluated evaluated(
      String run,
      EvaluateRecall.Request plan,
      List<Evaluated.Setting> ofUsers,
      List<Evaluated.Setting> ofItems,
      Map<String, String> provenance) {
    return new Evaluated(
        run,
        plan.version(),
        versions.getLast().space().fingerprint(),
        plan.k(),
        plan.users(),
        plan.seed(),
        plan.reference().backend(),
        List.copyOf(ofUsers),
        plan.items(),
        List.copyOf(ofItems),
        provenance);
  }

  private Evaluated.Setting setting(
      EvaluateRecall.Request plan, String index, int numCandidates, int n, double loss) {
    Random random = new Random(plan.seed());
    Map<String, Double> recall = new HashMap<>();
    Map<String, Double> millis = new HashMap<>();
    for (int i = 0; i < Math.min(n, users); i++) {
      double miss = Math.abs(random.nextGaussian()) * loss * 100 / numCandidates;
      recall.put(userId(i * users / n), 1 - Math.min(20, Math.round(miss)) / 100.0);
      millis.put(
          userId(i * users / n),
          (0.18 + 0.14 * Math.abs(random.nextGaussian())) * numCandidates / 100.0);
    }
    double gap = loss / numCandidates;
    double cost = Math.sqrt(numCandidates / 100.0) * (index.equals("exact") ? 6 : 1);
    return new Evaluated.Setting(
        index,
        numCandidates,
        new Evaluated.Recall(1 - gap, 0.996 - gap, 1, 0.88, 0.4, 0.01, n),
        0,
        new Evaluated.Latency(0.31 * cost, 0.62 * cost, 0.98, 1.4, 2.2, n),
        new Evaluated.Latency(1.8, 2.1, 2.6, 3.0, 3.4, n),
        Map.of("exact", relevance(0.247), "ann", relevance(0.239), "popular", relevance(0.093)),
        slices(1 - gap, n),
        recall,
        millis);
  }

  private static List<Slice> slices(double mean, int n) {
    List<Slice> slices = new ArrayList<>();
    slices.add(slice(Slices.HISTORY, "warm", Double.NaN, mean + 0.001, n - 20));
    slices.add(slice(Slices.HISTORY, "cold", Double.NaN, mean - 0.02, 20));
    for (int i = 0; i < 20; i++) {
      String group = CIRCLES[i % CIRCLES.length] + (i < CIRCLES.length ? "" : " 2");
      slices.add(slice(Slices.GROUP, group, Double.NaN, mean - 0.002 * i, 50 - 2 * i));
    }
    for (int d = 1; d <= 10; d++) {
      slices.add(
          slice(Slices.POPULARITY, String.valueOf(d), 7 * d, mean - 0.004 * (10 - d), n - d));
    }
    for (int q = 1; q <= 4; q++) {
      slices.add(slice(Slices.NORM, String.valueOf(q), 0.8 + q / 10.0, mean - 0.01 * q, n / 4));
    }
    return slices;
  }

  private static Slice slice(String by, String value, double from, double mean, int n) {
    double half = 0.2 / Math.sqrt(n);
    return new Slice(
        by,
        value,
        from,
        from + 0.1,
        new Bootstrap.Interval(mean, mean - half, Math.min(1, mean + half), n));
  }

  @Override
  public List<RunRow> evaluations() throws Problem {
    return stored.stream()
        .map(
            e ->
                new RunRow(
                    e.run(),
                    "evaluate",
                    e.version(),
                    e.space(),
                    "",
                    Instant.parse("2026-11-20T08:00:00Z")))
        .toList();
  }

  @Override
  public Evaluated evaluation(String run) throws Problem {
    return stored.stream().filter(e -> e.run().equals(run)).findFirst().orElseThrow();
  }

  private static Evaluated.Relevance relevance(double recall) {
    return new Evaluated.Relevance(
        new Evaluated.Mean(3 * recall, 3 * recall - 0.03, 3 * recall + 0.03),
        new Evaluated.Mean(recall, recall - 0.006, recall + 0.006),
        new Evaluated.Mean(recall / 2, recall / 2 - 0.004, recall / 2 + 0.004),
        471,
        463,
        8);
  }

  @Override
  public Optional<Evaluated> lastEvaluation(String version) throws Problem {
    return Optional.empty();
  }

  @Override
  public Drawn map(String version, String method, LayoutWatch watch, Progress progress) {
    return maps.draw(version, method, watch, progress);
  }

  @Override
  public Drawn mapWithUsers(
      String version, String method, MapUsers.How how, LayoutWatch watch, Progress progress) {
    return maps.withUsers(version, method, how, watch, progress);
  }

  @Override
  public MapFigures measure(Drawn map, Progress progress) {
    return maps.measure(map);
  }

  @Override
  public NearPoints near(Drawn map, int point, int k, Progress progress) {
    return maps.near(map, point, k);
  }

  @Override
  public BitSet passing(Drawn map, Filter filter, Progress progress) {
    BitSet even = new BitSet();
    IntStream.range(0, map.x().length).filter(i -> i % 2 == 0).forEach(even::set);
    return even;
  }

  @Override
  public List<String> colourFields() {
    return List.of("circle", "media_type");
  }

  @Override
  public Coloured colours(String field, Drawn map, Progress progress) throws Problem {
    return maps.colours(
        field, map, field.equals("circle") ? List.of(CIRCLES) : List.of("图文", "video", "text"));
  }

  @Override
  public List<FeatureInfo> filterFields() {
    return overview().itemFeatures();
  }

  @Override
  public Shown model(String version) throws Problem {
    ModelVersion model =
        versions.stream().filter(v -> v.name().equals(version)).findFirst().orElseThrow();
    return new Shown(
        model,
        List.of(
            new ShowModel.Input("user", "serving_default", "user_id", "string", "[?]", "user_id"),
            new ShowModel.Input(
                "user", "serving_default", "circles", "string", "[?, 8]", "joined_circles"),
            new ShowModel.Input("user", "serving_default", "city", "string", "[?]", "city_tier"),
            new ShowModel.Input("item", "serving_default", "post_id", "string", "[?]", "post_id"),
            new ShowModel.Input("item", "serving_default", "circle", "string", "[?]", "circle"),
            new ShowModel.Input("item", "serving_default", "length", "float", "[?]", "length")),
        false);
  }
}

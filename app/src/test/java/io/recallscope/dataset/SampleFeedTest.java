package io.recallscope.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recallscope.domain.Problem;
import io.recallscope.viz.testkit.Cancelling;
import io.recallscope.viz.work.Progress;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.zip.Adler32;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SampleFeedTest {
  private static final Path COMMITTED = Path.of("../sample-data/feed");
  @TempDir static Path made;
  private static List<String[]> posts;
  private static List<Shown> log;

  private record Shown(int user, int post, long time, int position, boolean click) {}

  @BeforeAll
  static void make() throws Exception {
    SampleFeed.write(made, 4_000, 20_000, 1, Progress.NONE);
    posts = new ArrayList<>();
    for (String line : Files.readAllLines(made.resolve("posts.csv"))) {
      // Only a title may be quoted, and no title holds a quote.
      int open = line.indexOf('"');
      int close = line.lastIndexOf('"');
      String plain =
          open < 0
              ? line
              : line.substring(0, open)
                  + line.substring(open + 1, close).replace(',', ';')
                  + line.substring(close + 1);
      posts.add(plain.split(",", -1));
    }
    posts.removeFirst();
    log = new ArrayList<>();
    unpacked(made.resolve("impressions.csv.gz"))
        .lines()
        .skip(1)
        .map(line -> line.split(","))
        .forEach(
            f ->
                log.add(
                    new Shown(
                        Integer.parseInt(f[0].substring(1)) - 1,
                        Integer.parseInt(f[1].substring(1)) - 1,
                        Long.parseLong(f[2]),
                        Integer.parseInt(f[3]),
                        f[4].equals("1"))));
  }

  @Test
  void theGeneratorMakesTheCommittedBytes() throws IOException {
    for (String name : List.of("users.csv", "posts.csv")) {
      assertThat(Files.mismatch(made.resolve(name), COMMITTED.resolve(name)))
          .as(name)
          .isEqualTo(-1);
    }
    Path log = Path.of("impressions.csv.gz");
    assertThat(unpacked(made.resolve(log)).equals(unpacked(COMMITTED.resolve(log)))).isTrue();
    if (zlibPacksAsWhereTheFeedWasMade()) {
      assertThat(Files.mismatch(made.resolve(log), COMMITTED.resolve(log))).isEqualTo(-1);
    }
  }

  /** Packed bytes are zlib's choice; a JDK built with another zlib packs otherwise. */
  private static boolean zlibPacksAsWhereTheFeedWasMade() {
    byte[] text = new byte[200_000];
    Dice dice = new Dice(5);
    for (int i = 0; i < text.length; i++) {
      text[i] = (byte) ('a' + dice.below(4) * dice.below(4));
    }
    Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
    byte[] packed = new byte[text.length];
    deflater.setInput(text);
    deflater.finish();
    int size = deflater.deflate(packed);
    deflater.end();
    Adler32 sum = new Adler32();
    sum.update(packed, 0, size);
    return sum.getValue() == ZLIB_SUM;
  }

  private static final long ZLIB_SUM = 731055903L;

  @Test
  void anotherSeedMakesAnotherFeed(@TempDir Path a, @TempDir Path b) throws Exception {
    SampleFeed.write(a, 50, 400, 1, Progress.NONE);
    SampleFeed.write(b, 50, 400, 2, Progress.NONE);
    assertThat(Files.mismatch(a.resolve("posts.csv"), b.resolve("posts.csv"))).isNotEqualTo(-1);
  }

  @Test
  void titlesAreChineseEnglishAndMixedAndFullyFilledIn() {
    long english = 0;
    for (String[] post : posts) {
      assertThat(post[1]).isNotBlank().doesNotContain("{", "}");
      if (post[1].chars().allMatch(c -> c < 0x2000)) {
        english++;
      }
    }
    assertThat(english / (double) posts.size()).isBetween(0.2, 0.3);
    assertThat(posts.stream().map(p -> p[2]).distinct()).hasSize(48).contains("摄影 · Photography");
  }

  @Test
  void nobodyIsShownAPostBeforeItIsPublishedOrAfterClickingIt() {
    Set<Long> clicked = new HashSet<>();
    for (Shown shown : log) {
      long pair = (long) shown.user() << 32 | shown.post();
      assertThat(clicked.contains(pair)).isFalse();
      if (shown.click()) {
        clicked.add(pair);
      }
      long published = java.time.Instant.parse(posts.get(shown.post())[6]).getEpochSecond();
      assertThat(shown.time()).isGreaterThan(published);
    }
  }

  @Test
  void clicksFallWithPosition() {
    assertThat(clickRate(1)).isGreaterThan(clickRate(8) + 0.05);
    assertThat(clickRate(8)).isGreaterThan(clickRate(14) + 0.03);
  }

  private static double clickRate(int position) {
    return log.stream()
        .filter(s -> s.position() == position)
        .mapToInt(s -> s.click() ? 1 : 0)
        .average()
        .orElseThrow();
  }

  @Test
  void somebodyAndSomethingIsCold() {
    int[] ofUser = new int[4_000];
    int[] ofPost = new int[20_000];
    for (Shown shown : log) {
      ofUser[shown.user()] += shown.click() ? 1 : 0;
      ofPost[shown.post()] += shown.click() ? 1 : 0;
    }
    assertThat(Arrays.stream(ofUser).filter(n -> n <= 3).count()).isBetween(250L, 500L);
    assertThat(Arrays.stream(ofPost).filter(n -> n == 0).count()).isGreaterThan(1_600L);
    int[] sorted = ofPost.clone();
    Arrays.sort(sorted);
    double top = Arrays.stream(sorted, 19_900, 20_000).sum();
    assertThat(top / Arrays.stream(ofPost).sum())
        .as("share of the 100 most clicked")
        .isBetween(0.04, 0.12);
  }

  @Test
  void hubPostsAreClickedByUsersOfNearlyAllCircles() {
    Map<Integer, Map<String, Integer>> circlesOfUser = new HashMap<>();
    Map<Integer, Set<Integer>> usersOfPost = new HashMap<>();
    for (Shown shown : log) {
      if (shown.click()) {
        circlesOfUser
            .computeIfAbsent(shown.user(), u -> new HashMap<>())
            .merge(posts.get(shown.post())[2], 1, Integer::sum);
        usersOfPost.computeIfAbsent(shown.post(), p -> new HashSet<>()).add(shown.user());
      }
    }
    long hubs =
        usersOfPost.values().stream()
            .filter(
                users ->
                    users.stream().map(u -> mostClicked(circlesOfUser.get(u))).distinct().count()
                        >= 30)
            .count();
    assertThat(hubs).isBetween(30L, 50L);
  }

  private static String mostClicked(Map<String, Integer> counts) {
    return counts.entrySet().stream()
        .max(
            Map.Entry.<String, Integer>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
        .orElseThrow()
        .getKey();
  }

  @Test
  void twinsReadAlikeAndAreClickedByDifferentUsers() {
    Map<String, Integer> firstParts = new HashMap<>();
    int pairs = 0;
    int bothShown = 0;
    int bothClicked = 0;
    int[] clicks = new int[2];
    Map<Integer, Map<Integer, Boolean>> shownTo = new HashMap<>();
    for (Shown shown : log) {
      shownTo
          .computeIfAbsent(shown.post(), p -> new HashMap<>())
          .merge(shown.user(), shown.click(), Boolean::logicalOr);
    }
    for (int p = 0; p < posts.size(); p++) {
      String[] post = posts.get(p);
      String stem = post[1].replaceFirst("（[上下]）$| \\(part [12]\\)$", "");
      String key = stem + post[2] + post[3] + post[4];
      if (post[1].endsWith("（上）") || post[1].endsWith("(part 1)")) {
        firstParts.put(key, p);
      } else if (!stem.equals(post[1]) && firstParts.containsKey(key)) {
        pairs++;
        Map<Integer, Boolean> first = shownTo.getOrDefault(firstParts.get(key), Map.of());
        Map<Integer, Boolean> second = shownTo.getOrDefault(p, Map.of());
        for (Map.Entry<Integer, Boolean> entry : first.entrySet()) {
          if (second.containsKey(entry.getKey())) {
            bothShown++;
            boolean one = entry.getValue();
            boolean other = second.get(entry.getKey());
            clicks[0] += one ? 1 : 0;
            clicks[1] += other ? 1 : 0;
            bothClicked += one && other ? 1 : 0;
          }
        }
      }
    }
    assertThat(pairs).isBetween(95, 100);
    double byChance = (double) clicks[0] * clicks[1] / bothShown;
    assertThat(bothShown).isGreaterThan(1_000);
    assertThat(bothClicked).isLessThan((int) (0.65 * byChance));
  }

  @Test
  void someAuthorsPostInBursts() {
    Map<String, List<Long>> times = new HashMap<>();
    for (String[] post : posts) {
      times
          .computeIfAbsent(post[3] + post[2], a -> new ArrayList<>())
          .add(java.time.Instant.parse(post[6]).getEpochSecond());
    }
    int bursts = 0;
    for (List<Long> list : times.values()) {
      for (int i = 0; i + 23 < list.size(); i++) {
        if (list.get(i + 23) - list.get(i) <= FeedPosts.BURST_SECONDS) {
          bursts++;
          i += 23;
        }
      }
    }
    assertThat(bursts).isEqualTo(25);
  }

  @Test
  void campersLikeOtherThingsInTheLastThreeDays() {
    // The sub-topic is not a column: it is known to the generator, and to whoever reads the title.
    double change = tasteChange(SampleFeed.SHIFTING_CIRCLE);
    assertThat(change).isGreaterThan(3 * tasteChange("摄影 · Photography"));
    assertThat(change).isGreaterThan(0.15);
  }

  /** How far the click rate of users with a sure favourite falls, favourite against opposite. */
  private static double tasteChange(String circle) {
    FeedWords words = new FeedWords();
    double[] circles = new double[words.circles()];
    for (int c = 0; c < circles.length; c++) {
      circles[c] = (c == 0 ? 0 : circles[c - 1]) + 1.0 / (c + 30);
    }
    FeedPosts made = new FeedPosts(20_000, words, circles, 1, Progress.NONE);
    long shift = SampleFeed.START + SampleFeed.SHIFT_DAY * SampleFeed.DAY;
    Map<Integer, int[]> early = new HashMap<>();
    for (Shown shown : log) {
      if (shown.click() && shown.time() < shift && posts.get(shown.post())[2].equals(circle)) {
        early.computeIfAbsent(shown.user(), u -> new int[4])[made.subTopic[shown.post()] % 4]++;
      }
    }
    double[] clicks = new double[2];
    double[] all = new double[2];
    for (Shown shown : log) {
      int[] counts = early.get(shown.user());
      if (counts == null || !posts.get(shown.post())[2].equals(circle)) {
        continue;
      }
      int favourite = 0;
      for (int s = 1; s < 4; s++) {
        favourite = counts[s] > counts[favourite] ? s : favourite;
      }
      if (counts[favourite] >= 4 && made.subTopic[shown.post()] % 4 == favourite) {
        int period = shown.time() < shift ? 0 : 1;
        all[period]++;
        clicks[period] += shown.click() ? 1 : 0;
      }
    }
    return clicks[0] / all[0] - clicks[1] / all[1];
  }

  @Test
  void sizesOutOfRangeAreRefused(@TempDir Path folder) {
    assertThatThrownBy(() -> SampleFeed.write(folder, 10, 10, 1, Progress.NONE))
        .isInstanceOfSatisfying(
            Problem.class, p -> assertThat(p.kind()).isEqualTo(Problem.Kind.USAGE));
  }

  @Test
  void aCancelledFeedLeavesNoHalfFile(@TempDir Path folder) throws IOException {
    assertThatThrownBy(
            () ->
                SampleFeed.write(
                    folder, 4_000, 2_000, 1, Cancelling.in("dataset.stage.write-events")))
        .isInstanceOf(CancellationException.class);
    try (var files = Files.list(folder)) {
      assertThat(files.map(f -> f.getFileName().toString()))
          .containsExactlyInAnyOrder("users.csv", "posts.csv");
    }
  }

  private static String unpacked(Path file) throws IOException {
    try (GZIPInputStream in =
        new GZIPInputStream(new ByteArrayInputStream(Files.readAllBytes(file)))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}

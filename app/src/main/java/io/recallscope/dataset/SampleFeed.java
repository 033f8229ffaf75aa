package io.recallscope.dataset;

import io.recallscope.domain.Problem;
import io.recallscope.viz.work.Progress;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;

/**
 * Makes a social feed in the likeness of an interest community: users.csv, posts.csv,
 * impressions.csv.gz. The same sizes and seed give the same bytes on every machine (the compressed
 * ones wherever the JDK's zlib packs alike). sample-data/README.md explains columns and what is
 * planted in them.
 */
public final class SampleFeed {
  /** Impressions a user gets on average unless told otherwise. */
  public static final int IMPRESSIONS_PER_USER = 100;

  /** First instant of the log: midnight in Shanghai, 5 October 2026. */
  static final long START = 1_791_129_600L;

  static final int DAYS = 14;
  static final long DAY = 86_400;

  /** The circle whose taste shifts. */
  static final String SHIFTING_CIRCLE = "露营 · Camping";

  /** From this day on (counted from 0) its users like other sub-topics. */
  static final int SHIFT_DAY = 11;

  static final double HUB_SHARE = 0.025;
  static final double EXPLORED_SHARE = 0.22;

  private static final double[] BY_PLACE = {0.75, 0.2, -0.9, -1.5};

  private final FeedWords words = new FeedWords();
  private final FeedPosts posts;
  private final FeedUsers users;
  private final long seed;
  private final double[] circles;
  private final int shifting;

  private SampleFeed(int userCount, int postCount, int impressions, long seed, Progress progress) {
    this.seed = seed;
    circles = new double[words.circles()];
    int shift = -1;
    for (int c = 0; c < circles.length; c++) {
      circles[c] = (c == 0 ? 0 : circles[c - 1]) + 1.0 / (c + 30);
      if (words.circle(c).equals(SHIFTING_CIRCLE)) {
        shift = c;
      }
    }
    shifting = shift;
    posts = new FeedPosts(postCount, words, circles, seed, progress);
    users = new FeedUsers(userCount, words, circles, impressions, seed);
  }

  /** As {@link #write(Path, int, int, int, long, Progress)} with 100 impressions per user. */
  public static void write(Path folder, int users, int posts, long seed, Progress progress)
      throws Problem {
    write(folder, users, posts, IMPRESSIONS_PER_USER, seed, progress);
  }

  /**
   * Writes the three files; each appears when it is whole.
   *
   * @param folder made if absent
   * @param users 1 or more; memory is about 200 bytes each
   * @param posts 200 or more, so that every circle has some; about 100 bytes each
   * @param impressions per user on average, 1 or more; the log's rows are written as they are made
   * @throws Problem USAGE when a size is out of range, STORAGE when a file cannot be written
   */
  public static void write(
      Path folder, int users, int posts, int impressions, long seed, Progress progress)
      throws Problem {
    if (users < 1 || posts < 200 || impressions < 1 || posts > 10_000_000 || users > 10_000_000) {
      throw new Problem(Problem.Kind.USAGE, "dataset.sample-size", users, posts, impressions);
    }
    progress.begin("dataset.stage.sample", 0);
    SampleFeed feed = new SampleFeed(users, posts, impressions, seed, progress);
    try {
      Files.createDirectories(folder);
      feed.file(folder.resolve("users.csv"), out -> feed.writeUsers(out, progress));
      feed.file(folder.resolve("posts.csv"), out -> feed.writePosts(out, progress));
      feed.file(folder.resolve("impressions.csv.gz"), out -> feed.writeLog(out, progress));
    } catch (IOException e) {
      throw new Problem(e, Problem.Kind.STORAGE, "dataset.write", folder, String.valueOf(e));
    }
  }

  private interface Content {
    void to(Writer out) throws IOException;
  }

  private void file(Path file, Content content) throws IOException {
    Path half = file.resolveSibling(file.getFileName() + ".tmp");
    try {
      try (OutputStream raw = Files.newOutputStream(half);
          OutputStream packed =
              file.toString().endsWith(".gz") ? new GZIPOutputStream(raw, 1 << 16) : raw;
          Writer out =
              new BufferedWriter(new OutputStreamWriter(packed, StandardCharsets.UTF_8), 1 << 16)) {
        content.to(out);
      }
      Files.move(half, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(half);
    }
  }

  private void writeUsers(Writer out, Progress progress) throws IOException {
    progress.begin("dataset.stage.write-users", users.count);
    out.write("user_id,circles,city,city_tier,registered\n");
    LocalDate start = LocalDate.of(2026, 10, 5);
    for (int u = 0; u < users.count; u++) {
      if ((u & 0xfff) == 0) {
        progress.report(u);
      }
      StringBuilder row = new StringBuilder(id('u', u)).append(',');
      for (int i = 0; i < users.joined[u].length; i++) {
        row.append(i == 0 ? "" : "|").append(words.circle(users.joined[u][i]));
      }
      row.append(',').append(words.city(users.city[u]));
      row.append(',').append(words.cityTier(users.city[u]));
      row.append(',').append(start.plusDays(users.registered[u])).append('\n');
      out.append(row);
    }
  }

  private void writePosts(Writer out, Progress progress) throws IOException {
    progress.begin("dataset.stage.write-items", posts.count);
    out.write("post_id,title,circle,author,media,length,published\n");
    for (int p = 0; p < posts.count; p++) {
      if ((p & 0xfff) == 0) {
        progress.report(p);
      }
      int part =
          switch (posts.kind[p]) {
            case FeedPosts.TWIN_FIRST -> 1;
            case FeedPosts.TWIN_SECOND -> 2;
            default -> 0;
          };
      String title = words.title(posts.subTopic[p], new Dice(posts.titleSeed[p]), part);
      out.write(id('p', p));
      out.write(',');
      out.write(title.indexOf(',') < 0 ? title : '"' + title + '"');
      out.write(',');
      out.write(words.circle(posts.subTopic[p] / FeedWords.SUB_TOPICS));
      out.write(',');
      out.write(id('a', posts.author[p]));
      out.write(',');
      out.write(posts.mediaName(p));
      out.write(',' + Integer.toString(posts.length[p]) + ',');
      out.write(Instant.ofEpochSecond(posts.published[p]) + "\n");
    }
  }

  /** Day by day, within a day user by user, within a user by time. */
  private void writeLog(Writer out, Progress progress) throws IOException {
    progress.begin("dataset.stage.write-events", (long) DAYS * users.count);
    out.write("user_id,post_id,timestamp,position,click\n");
    int[][] clicked = new int[users.count][];
    byte[] clicks = new byte[users.count];
    Page page = new Page();
    for (int day = 0; day < DAYS; day++) {
      for (int u = 0; u < users.count; u++) {
        if ((u & 0xff) == 0) {
          progress.report((long) day * users.count + u);
        }
        Dice dice = Dice.of(seed, 3 + day, u);
        double expected = users.activity[u] / DAYS / Page.MEAN;
        int visits = (int) expected + (dice.chance(expected - (int) expected) ? 1 : 0);
        long[] starts = new long[visits];
        for (int v = 0; v < visits; v++) {
          starts[v] = START + day * DAY + visitSecond(dice);
        }
        Arrays.sort(starts);
        for (long time : starts) {
          page.show(u, day, time, dice, clicked, clicks, out);
        }
      }
    }
  }

  /** Second of the day in Shanghai: two visits in three fall in the evening or at noon. */
  private static int visitSecond(Dice dice) {
    double draw = dice.uniform();
    double hour =
        draw < 0.45
            ? 18.5 + 4.5 * dice.uniform()
            : draw < 0.65 ? 11.5 + 2 * dice.uniform() : 7 + 16 * dice.uniform();
    return (int) (hour * 3600);
  }

  /** One visit: some posts from the top of the feed down. */
  private final class Page {
    static final int MEAN = 12;

    private final int[] shown = new int[16];

    void show(int u, int day, long time, Dice dice, int[][] clicked, byte[] capped, Writer out)
        throws IOException {
      int size = users.cold[u] ? 3 + dice.below(3) : 8 + dice.below(9);
      long now = time;
      int position = 0;
      for (int i = 0; i < size; i++) {
        int p = draw(u, day, now, dice);
        if (p < 0 || contains(shown, position, p) || hasClicked(clicked[u], p)) {
          continue;
        }
        shown[position] = p;
        position++;
        double logit = logit(u, p, day) - 0.09 * (position - 1);
        boolean click = dice.uniform() < 1 / (1 + StrictMath.exp(-logit));
        if (users.cold[u] && click && ++capped[u] > 3) {
          click = false;
        }
        out.write(id('u', u) + ',' + id('p', p) + ',' + now + ',' + position);
        out.write(click ? ",1\n" : ",0\n");
        now += 2 + dice.below(6) + (click ? 15 + dice.below(90) : 0);
        if (click) {
          clicked[u] = with(clicked[u], p);
        }
      }
    }

    private int draw(int u, int day, long now, Dice dice) {
      double kind = dice.uniform();
      for (int attempt = 0; attempt < 4; attempt++) {
        int p;
        if (kind < HUB_SHARE) {
          p = posts.hubs[dice.pick(posts.hubCumulative)];
        } else {
          int topic;
          if (kind < HUB_SHARE + EXPLORED_SHARE) {
            topic = dice.pick(circles) * FeedWords.SUB_TOPICS + dice.below(FeedWords.SUB_TOPICS);
          } else {
            int interest = users.drawInterest(u, dice);
            int circle = users.circle[u * FeedUsers.MOST_INTERESTS + interest];
            int sub = users.drawSubTopic(u, interest, dice);
            if (circle == shifting && day >= SHIFT_DAY && dice.chance(0.5)) {
              sub = (sub + 2) % FeedWords.SUB_TOPICS;
            }
            topic = circle * FeedWords.SUB_TOPICS + sub;
          }
          int from = posts.topicStart[topic];
          int to = posts.topicStart[topic + 1];
          if (from == to) {
            continue;
          }
          p = posts.byTopic[dice.pick(posts.cumulative, from, to)];
        }
        if (posts.published[p] < now) {
          return p;
        }
      }
      return -1;
    }

    private double logit(int u, int p, int day) {
      if (posts.kind[p] == FeedPosts.HUB) {
        return posts.quality[p];
      }
      int circle = posts.subTopic[p] / FeedWords.SUB_TOPICS;
      int sub = posts.subTopic[p] % FeedWords.SUB_TOPICS;
      int interest = users.interest(u, circle);
      double taste = -3.6;
      if (interest >= 0) {
        if (circle == shifting && day >= SHIFT_DAY) {
          sub = (sub + 2) % FeedWords.SUB_TOPICS;
        }
        taste = -0.7 + BY_PLACE[users.place(u, interest, sub)];
      }
      return taste + posts.quality[p] + 0.4 * posts.styleMatch(users.style, u, p);
    }
  }

  private static boolean contains(int[] values, int size, int wanted) {
    for (int i = 0; i < size; i++) {
      if (values[i] == wanted) {
        return true;
      }
    }
    return false;
  }

  /** values[0] is how many follow. */
  private static boolean hasClicked(int[] values, int wanted) {
    if (values == null) {
      return false;
    }
    for (int i = 1; i <= values[0]; i++) {
      if (values[i] == wanted) {
        return true;
      }
    }
    return false;
  }

  private static int[] with(int[] values, int added) {
    int[] grown = values == null ? new int[8] : values;
    int size = grown[0] + 1;
    if (size == grown.length) {
      grown = Arrays.copyOf(grown, size + size / 2);
    }
    grown[size] = added;
    grown[0] = size;
    return grown;
  }

  /** A letter and seven digits, counted from 1. */
  static String id(char letter, int row) {
    String digits = Integer.toString(row + 1);
    return letter + "0".repeat(Math.max(0, 7 - digits.length())) + digits;
  }
}

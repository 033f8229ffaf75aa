package io.recallscope.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.recallscope.viz.vector.Npy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What scripts rely on in compare, replay, models add-vectors and --require; over versions that are
 * vectors only, so that all they do is done without a tower.
 */
class CompareContractTest {
  private static final int K = 20;
  private static final int DIMENSION = 6;

  @TempDir static Path temp;
  private static Path workspace;
  private static Terminal terminal;
  private static List<String> users;
  private static List<String> items;

  @BeforeAll
  static void versionsOfVectors() throws Exception {
    terminal = new Terminal(temp);
    workspace = temp.resolve("w");
    Path feed = temp.resolve("made/feed");
    terminal.run("sample", "--users", 150, "--posts", 400, "--out", feed).ok();
    terminal.run("import", "feed", feed, "--workspace", workspace).ok();
    users = ids(feed, "users");
    items = ids(feed, "posts");
    assertThat(users).hasSize(150);
    assertThat(items).hasSize(400);
    // Each in another form; the last of fewer users and items, and of one that nobody knows.
    word2vec("m1", 0.1, 1);
    on("models add-vectors", "--version", "m1b", tsv("m1b", 0.1, 2)).ok();
    on("models add-vectors", "--version", "m1", "--baseline", "m1b", files("m1", "vec")).ok();
    npy("m2", 0.5, 3);
    on("models add-vectors", "--version", "m2", files("m2", "npy")).ok();
  }

  /** Ids of a made feed. */
  static List<String> ids(Path feed, String table) throws IOException {
    try (Stream<Path> files = Files.list(feed)) {
      Path file =
          files
              .filter(f -> f.getFileName().toString().startsWith(table + "."))
              .findFirst()
              .orElseThrow();
      List<String> ids = new ArrayList<>();
      for (String line : Files.readAllLines(file)) {
        Matcher id = Pattern.compile("[up]\\d{7}").matcher(line);
        if (id.find()) {
          ids.add(id.group());
        }
      }
      return ids;
    }
  }

  private static float[] vector(String id, double noise, long seed) {
    SplittableRandom truth = new SplittableRandom(id.hashCode());
    SplittableRandom chance = new SplittableRandom(id.hashCode() * 31L + seed);
    float[] v = new float[DIMENSION];
    for (int d = 0; d < v.length; d++) {
      v[d] = (float) (truth.nextGaussian() + noise * chance.nextGaussian());
    }
    return v;
  }

  private static Object[] files(String name, String ending) {
    return new Object[] {
      "--items", temp.resolve(name + "-items." + ending),
      "--users", temp.resolve(name + "-users." + ending)
    };
  }

  /**
   * A file of vectors that stand for the same tastes whatever the seed, give or take the noise.
   *
   * @param between id and numbers
   */
  static void lines(
      Path file, List<String> ids, String between, String head, double noise, long seed)
      throws IOException {
    StringBuilder text = new StringBuilder(head);
    for (String id : ids) {
      text.append(id);
      for (float x : vector(id, noise, seed)) {
        text.append(between).append(x);
      }
      text.append('\n');
    }
    Files.writeString(file, text);
  }

  private static void word2vec(String name, double noise, long seed) throws IOException {
    lines(temp.resolve(name + "-items.vec"), items, " ", items.size() + " 6\n", noise, seed);
    lines(temp.resolve(name + "-users.vec"), users, " ", "", noise, seed);
  }

  private static Object[] tsv(String name, double noise, long seed) throws IOException {
    lines(temp.resolve(name + "-items.tsv"), items, "\t", "", noise, seed);
    lines(temp.resolve(name + "-users.tsv"), users, "\t", "", noise, seed);
    return files(name, "tsv");
  }

  private static void npy(String name, double noise, long seed) throws IOException {
    for (String side : List.of("items", "users")) {
      List<String> ids = side.equals("items") ? items : users;
      float[] values = new float[ids.size() * DIMENSION];
      for (int i = 0; i < ids.size(); i++) {
        System.arraycopy(vector(ids.get(i), noise, seed), 0, values, i * DIMENSION, DIMENSION);
      }
      Npy.write(temp.resolve(name + "-" + side + ".npy"), values, ids.size(), DIMENSION);
      Files.write(temp.resolve(name + "-" + side + ".ids"), ids);
    }
  }

  private static Terminal.Done on(String command, Object... more) {
    List<Object> all = new ArrayList<>(List.of((Object[]) command.split(" ")));
    all.addAll(List.of("--workspace", workspace));
    for (Object each : more) {
      if (each instanceof Object[] several) {
        all.addAll(List.of(several));
      } else {
        all.add(each);
      }
    }
    return terminal.run(all.toArray());
  }

  private static Terminal.Done compare(String versions, Object... more) {
    return on("compare", "--versions", versions, "-k", K, "--users", 120, more);
  }

  @Test
  void compareJsonHasTheDocumentedFields() {
    JsonNode d = compare("m1,m2", "--json").json();
    assertThat(d.get("versions").toString()).isEqualTo("[\"m1\",\"m2\"]");
    assertThat(d.get("users").intValue()).isEqualTo(120);
    assertThat(d.get("k").intValue()).isEqualTo(K);
    assertThat(d.get("seed").intValue()).isEqualTo(1);
    interval(d.get("churn"));
    assertThat(d.get("churn").get("n").intValue()).isEqualTo(120);
    assertThat(d.get("baseline").get("version").asText()).isEqualTo("m1b");
    interval(d.get("baseline").get("churn"));
    interval(d.get("baseline").get("excess"));
    assertThat(d.get("baseline").get("excess").get("low").doubleValue()).isPositive();
    assertThat(d.get("rbo").isNumber()).isTrue();
    for (String version : List.of("m1", "m2")) {
      JsonNode relevance = d.get("relevance").get(version);
      for (String figure : List.of("recall", "ndcg", "hitRate")) {
        assertThat(relevance.get(figure).isNumber()).as(figure).isTrue();
      }
      assertThat(relevance.get("n").isInt()).isTrue();
      for (String other : List.of("m1", "m2")) {
        assertThat(d.get("skew").get(version).get(other).isNumber()).isTrue();
      }
      assertThat(d.get("skew").get(version).get(version)).isEqualTo(relevance.get("recall"));
      assertThat(d.get("exposure").get(version).get("gini").isNumber()).isTrue();
      assertThat(d.get("vectors").get(version).get("items").get("effectiveRank").doubleValue())
          .isBetween(1.0, (double) DIMENSION);
    }
    for (String figure : List.of("recall", "ndcg", "hitRate", "mrr")) {
      interval(d.get("difference").get(figure));
    }
    assertThat(d.get("procrustes").get("residual").isNumber()).isTrue();
    assertThat(d.get("procrustes").get("n").intValue()).isEqualTo(275);
    for (JsonNode rows :
        List.of(d.get("items").get("gaining"), d.get("items").get("losing"), d.get("movers"))) {
      assertThat(rows).isNotEmpty();
      for (JsonNode row : rows) {
        assertThat(row.get("title").asText()).isNotBlank().isNotEqualTo(row.get("item").asText());
      }
    }
    assertThat(d.get("audit").isNull()).isTrue();
    assertThat(d.get("provenance").get("users")).hasSize(120);
    assertThat(d.get("run").asText()).matches("[0-9a-f]{8}");
  }

  private static void interval(JsonNode i) {
    assertThat(i.get("mean").doubleValue())
        .isBetween(i.get("low").doubleValue() - 1e-12, i.get("high").doubleValue() + 1e-12);
    assertThat(i.get("n").isInt()).isTrue();
  }

  @Test
  void aVersionTwiceIsNoChange() {
    JsonNode d = compare("m1,m1", "--json").json();
    assertThat(d.get("churn").get("mean").doubleValue()).isZero();
    assertThat(d.get("rbo").doubleValue()).isCloseTo(1, within(1e-12));
    assertThat(d.get("procrustes").get("residual").doubleValue()).isCloseTo(0, within(1e-5));
    assertThat(d.get("relevance")).hasSize(1);
  }

  @Test
  void plainOutputSaysItInSentences() {
    Terminal.Done done = compare("m1,m2").ok();
    JsonNode gaining = compare("m1,m2", "--json").json().get("items").get("gaining").get(0);
    assertThat(done.out()).contains(gaining.get("title").asText().substring(0, 8));
    assertThat(done.out())
        .contains(
            "m2 against m1:", "Another seed alone replaces", "Version skew", "Recorded as run");
    String without = compare("m2,m2").ok().out();
    assertThat(without).contains("There is no baseline", "--baseline");
  }

  @Test
  void requirementsDecideTheExitCode() {
    assertThat(compare("m1,m2", "--require", "churn.mean>0,skew.m1.m1>=0").code()).isZero();
    Terminal.Done unmet =
        compare("m1,m2", "--require", "churn.mean<0, users == 120, baseline.excess.mean<=-1");
    assertThat(unmet.code()).isEqualTo(3);
    assertThat(unmet.err())
        .contains("2 of 3", "churn.mean<0 (0.", "baseline.excess.mean<=-1 (0.")
        .doesNotContain("users==120");
    assertThat(unmet.out()).contains("Recorded as run");
    Terminal.Done unknown = compare("m1,m2", "--require", "churn.average>0");
    assertThat(unknown.code()).isEqualTo(2);
    assertThat(unknown.err()).contains("churn.average");
    assertThat(compare("m1,m2", "--require", "audit.otherVersion==0").code()).isEqualTo(2);
    Terminal.Done broken = compare("m1,m2", "--require", "churn.mean is small");
    assertThat(broken.code()).isEqualTo(2);
    assertThat(broken.out()).isEmpty();
  }

  @Test
  void requirementsHoldForEvaluateToo() {
    Object[] evaluate = {"--version", "m1", "--users", 20, "-k", K};
    assertThat(on("evaluate", evaluate, "--require", "settings[0].recall.mean>0.1").code())
        .isZero();
    assertThat(on("evaluate", evaluate, "--require", "settings.0.recall.mean>1").code())
        .isEqualTo(3);
    assertThat(on("evaluate", evaluate, "--require", "settings[1].recall.mean>0").code())
        .isEqualTo(2);
  }

  @Test
  void aRunIsReplayedAndWhatDiffersIsSaid() throws Exception {
    Path file = temp.resolve("compare.json");
    compare("m1,m2", "--run-file", file).ok();
    Terminal.Done again = on("replay " + file).ok();
    assertThat(again.out()).contains("Nothing differs but times");
    String text = Files.readString(file);
    String changed =
        text.replaceFirst("\"program\":\"[^\"]*\"", "\"program\":\"recallscope 0.0.1\"")
            .replaceFirst("\"churn\":\\{\"mean\":[0-9.]+", "\"churn\":{\"mean\":0.125");
    Files.writeString(file, changed);
    JsonNode d = on("replay " + file, "--json").json();
    assertThat(d.get("replay").get("differs").intValue()).isEqualTo(2);
    assertThat(d.get("replay").get("differences").get(0).get("path").asText())
        .isEqualTo("churn.mean");
    assertThat(d.get("replay").get("differences").get(0).get("was").doubleValue()).isEqualTo(0.125);
    assertThat(d.get("churn").get("mean").doubleValue()).isNotEqualTo(0.125);
    assertThat(on("replay " + file, "--require", "replay.differs==0").code()).isEqualTo(3);
  }

  @Test
  void listsMayComeFromAnyBackendAndAreReplayedFromIt() {
    Path file = temp.resolve("compare-hnsw.json");
    Terminal.Done said = compare("m1,m2", "--backend", "ivf").ok();
    assertThat(said.out()).contains("every version’s ivf index");
    JsonNode d = compare("m1,m2", "--backend", "hnsw", "--run-file", file, "--json").json();
    assertThat(d.get("provenance").get("indexes").findValuesAsText("backend"))
        .isNotEmpty()
        .containsOnly("hnsw");
    JsonNode again = on("replay " + file, "--json").json();
    assertThat(again.get("replay").get("differences")).isEmpty();
    assertThat(again.get("provenance").get("indexes").path(0).get("backend").asText())
        .isEqualTo("hnsw");
    JsonNode one = compare("m1,m2", "--backend", "hnsw", "--user", users.get(3), "--json").json();
    assertThat(one.get("earlier").get("list")).hasSize(K);
    assertThat(compare("m1,m2", "--backend", "elasticsearch").code()).isEqualTo(2);
  }

  @Test
  void anEvaluationIsReplayed() {
    Path file = temp.resolve("evaluate.json");
    on(
            "evaluate",
            "--version",
            "m2",
            "--users",
            30,
            "-k",
            K,
            "--backend",
            "hnsw,exact",
            "--num-candidates",
            "20,40",
            "--run-file",
            file)
        .ok();
    JsonNode d = on("replay " + file, "--json").json();
    assertThat(d.get("settings")).hasSize(4);
    assertThat(d.get("replay").get("differences")).isEmpty();
  }

  @Test
  void whatIsNoRunFileIsRefused() throws Exception {
    Path file = Files.writeString(temp.resolve("no.json"), "{\"a\":1}");
    assertThat(on("replay " + file).code()).isEqualTo(1);
    assertThat(on("replay " + temp.resolve("absent.json")).code()).isEqualTo(1);
  }

  @Test
  void otherDimensionsAndOtherIdsAreCounted() throws Exception {
    StringBuilder of = new StringBuilder();
    for (String item : items.subList(0, 300)) {
      of.append("{\"item_id\":\"").append(item).append("\",\"vector\":[");
      float[] v = vector(item, 0.2, 9);
      of.append(String.format(Locale.ROOT, "%s,%s,%s]}%n", v[0], v[1], v[2]));
    }
    of.append("{\"item_id\":\"unheard\",\"vector\":[1,2,3]}\n");
    Path itemFile = Files.writeString(temp.resolve("m3-items.jsonl"), of);
    StringBuilder by = new StringBuilder();
    for (String user : users.subList(50, 150)) {
      float[] v = vector(user, 0.2, 9);
      by.append(String.format(Locale.ROOT, "%s\t%s\t%s\t%s%n", user, v[0], v[1], v[2]));
    }
    Path userFile = Files.writeString(temp.resolve("m3-users.tsv"), by);
    JsonNode added =
        on(
                "models add-vectors",
                "--version",
                "m3",
                "--items",
                itemFile,
                "--users",
                userFile,
                "--json")
            .json();
    assertThat(added.get("origin").asText()).isEqualTo("vectors");
    assertThat(added.get("similarity").asText()).isEqualTo("dot");
    assertThat(added.get("items").get("unknownExamples").get(0).asText()).isEqualTo("unheard");
    assertThat(added.get("items").get("missing").intValue()).isEqualTo(100);
    JsonNode d = compare("m1,m3", "--json").json();
    assertThat(d.get("users").intValue()).isEqualTo(100);
    assertThat(d.get("presence").get("sharedItems").intValue()).isEqualTo(300);
    assertThat(d.get("presence").get("users").get("m3").intValue()).isEqualTo(100);
    assertThat(d.get("skew").get("m1").get("m3").isNull()).isTrue();
    assertThat(d.get("skewEmpty").get("m1").get("m3").asText()).contains("6", "3");
    assertThat(d.get("procrustes").get("residual").isNull()).isTrue();
    assertThat(d.get("cka").isNumber()).isTrue();
    // The whole way without a tower.
    on("recall", "--version", "m3", "--user", users.get(60), "-k", K).ok();
    on("models show m3").ok();
    Terminal.Done edited =
        on("recall", "--version", "m3", "--user", users.get(60), "--edit", "age=30");
    assertThat(edited.code()).isEqualTo(1);
    assertThat(edited.err()).contains("only vectors of m3");
  }

  @Test
  void brokenVectorFilesAreRefusedWithTheirLine() throws Exception {
    Path good = temp.resolve("m1-users.vec");
    String[][] cases = {
      {"p1 1 2 3 4 5 6\np2 1 2\n", "line 2"},
      {"p1 1 2 3 4 5 x\n", "line 1"},
      {"p1 1 2 3 4 5 6\np1 1 2 3 4 5 6\n", "second time"},
      {"p1 1 2 3 4 5 NaN\n", "NaN"},
      {"nobody 1 2 3 4 5 6\n", "nobody"},
      {"", "no vector"}
    };
    for (String[] each : cases) {
      Path bad = Files.writeString(temp.resolve("bad.vec"), each[0]);
      Terminal.Done done =
          on("models add-vectors", "--version", "bad", "--items", bad, "--users", good);
      assertThat(done.code()).as(each[0]).isEqualTo(1);
      assertThat(done.err()).contains(each[1]);
    }
    Path alone = Files.copy(temp.resolve("m2-items.npy"), temp.resolve("alone.npy"));
    assertThat(
            on("models add-vectors", "--version", "bad", "--items", alone, "--users", good).err())
        .contains("alone.ids");
    assertThat(on("models list").out()).doesNotContain("bad");
  }

  @Test
  void theReportNeedsNothingButItself() throws Exception {
    Path folder = temp.resolve("report");
    compare("m1,m2", "--report", folder).ok();
    String html = Files.readString(folder.resolve("report.html"));
    assertThat(html)
        .startsWith("<!DOCTYPE html>")
        .contains("m2 against m1", "Version skew", "data:image/png;base64,", "<svg", "m1b");
    // Names of XML are no addresses that a browser would go to.
    assertThat(html.replace("http://www.w3.org/2000/svg", ""))
        .doesNotContain("http://", "https://", "<script", "src=\"/", "@import", "url(");
  }

  @Test
  void oneUsersListsAreLinked() {
    String user = users.get(3);
    JsonNode d = compare("m1,m2", "--user", user, "--json").json();
    JsonNode before = d.get("earlier").get("list");
    JsonNode after = d.get("later").get("list");
    assertThat(before).hasSize(K);
    int kept = 0;
    for (JsonNode row : before) {
      JsonNode other = row.get("otherRank");
      if (!other.isNull()) {
        kept++;
        assertThat(after.get(other.intValue() - 1).get("item")).isEqualTo(row.get("item"));
      }
    }
    assertThat(d.get("kept").intValue()).isEqualTo(kept).isPositive();
    assertThat(d.get("gained").intValue()).isEqualTo(K - kept).isEqualTo(d.get("lost").intValue());
    assertThat(d.get("churn").doubleValue()).isCloseTo(1 - kept / (double) K, within(1e-12));
    assertThat(d.get("noise").doubleValue()).isLessThan(d.get("churn").doubleValue());
    assertThat(compare("m1,m2", "--user", user).ok().out())
        .contains("m2 keeps " + kept + " of the " + K + " items of m1", "m1b");
    assertThat(compare("m1,m2", "--user", "nobody").code()).isEqualTo(1);
  }

  @Test
  void aRollOutIsGoOrNoGo() {
    JsonNode go =
        compare(
                "m1,m2",
                "--json",
                "--rollout",
                "--max-excess",
                1,
                "--min-gain",
                -1,
                "--min-ann-recall",
                0.1)
            .json();
    assertThat(go.get("rollout").get("go").booleanValue()).isTrue();
    assertThat(go.get("rollout").get("gates")).hasSize(4);
    assertThat(go.get("rollout").get("gates").get(3).get("state").asText()).isEqualTo("missing");
    assertThat(go.get("served").isNull()).isTrue();
    Terminal.Done no = compare("m1,m2", "--rollout", "--max-excess", 0, "--min-gain", 1);
    assertThat(no.code()).isEqualTo(3);
    assertThat(no.out())
        .contains("No-go", "NOT MET: excess churn", "what is served now is not known");
    assertThat(compare("m1,m2", "--rollout", "--alias", "a").code()).isEqualTo(2);
  }

  @Test
  void wrongCallsAreRefused() {
    assertThat(compare("m1").code()).isEqualTo(2);
    assertThat(compare("m1,absent").code()).isEqualTo(1);
    assertThat(compare("m1,m2", "--baseline", "absent").code()).isEqualTo(1);
    assertThat(on("compare", "--versions", "m1,m2", "--users", 0).code()).isEqualTo(2);
  }
}

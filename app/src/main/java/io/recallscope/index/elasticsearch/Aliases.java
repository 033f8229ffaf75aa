package io.recallscope.index.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recallscope.domain.Connection;
import io.recallscope.domain.Problem;
import io.recallscope.domain.VectorSpace;
import io.recallscope.viz.work.Progress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which index an alias points to, and the indexes that were built for it: {@code
 * <alias>-<version>-<n>}, n counting up over all versions.
 */
public final class Aliases {
  private final Cluster cluster;

  public Aliases(Cluster cluster) {
    this.cluster = cluster;
  }

  /**
   * An index of an alias.
   *
   * @param index its name
   * @param serving whether the name that was asked for stands for it
   * @param ours whether this program built it; if not, version, space, state and builtAt are null
   * @param version name of the model version
   * @param space fingerprint
   * @param complete whether its build was finished
   * @param options type of its index options, null where it has no vector field of ours
   * @param documents in it
   * @param bytes on disk, primary shards
   * @param builtAt when its build began
   * @param replaced what the alias pointed to before it
   */
  public record Listed(
      String index,
      boolean serving,
      boolean ours,
      String version,
      String space,
      boolean complete,
      String options,
      long documents,
      long bytes,
      Instant builtAt,
      String replaced) {}

  /**
   * An index that this program built, wherever it did.
   *
   * @param index its name
   * @param builtFor the alias in its name
   * @param aliases that point to it
   * @param space of its vectors
   * @param complete whether its build was finished
   * @param builtAt when its build began
   */
  public record Ours(
      String index,
      String builtFor,
      Set<String> aliases,
      VectorSpace space,
      boolean complete,
      Instant builtAt) {}

  /** All indexes of the cluster that say that this program built them, by name. */
  public List<Ours> ours(Progress progress) throws Problem {
    JsonNode mappings =
        cluster.send(
            Call.get("/_mapping").with("filter_path", "*.mappings._meta.recallscope"), progress);
    JsonNode pointers =
        cluster.send(Call.get("/_alias").with("filter_path", "*.aliases"), progress);
    List<Ours> all = new ArrayList<>();
    for (Map.Entry<String, JsonNode> each : mappings.properties()) {
      Meta meta = Meta.of(each.getValue().path("mappings"));
      if (meta != null) {
        String index = each.getKey();
        Set<String> aliases = new TreeSet<>();
        pointers
            .path(index)
            .path("aliases")
            .properties()
            .forEach(alias -> aliases.add(alias.getKey()));
        all.add(
            new Ours(
                index,
                builtFor(index, meta.space().model()),
                aliases,
                meta.space(),
                meta.state() == Meta.State.COMPLETE,
                Instant.parse(meta.builtAt())));
      }
    }
    all.sort(Comparator.comparing(Ours::index));
    return all;
  }

  /** The alias of {@code <alias>-<version>-<n>}; null for any other name. */
  private static String builtFor(String index, String version) {
    int end = index.lastIndexOf("-" + version + "-");
    return end > 0 && number(index.substring(0, end), index) > 0 ? index.substring(0, end) : null;
  }

  /**
   * The indexes that the alias points to or that were built for it, newest first; for the name of
   * an index that others built, that index.
   *
   * @throws Problem NOT_FOUND when there is none
   */
  public List<Listed> list(String alias, Progress progress) throws Problem {
    Connection.checkName(alias);
    List<Listed> all = new ArrayList<>();
    JsonNode found = family(alias, progress);
    Set<String> serving = serving(alias, progress);
    for (String index : serving) {
      if (!found.has(index)) {
        all.add(
            listed(
                index, cluster.send(Call.get("/" + Call.part(index)), progress), true, progress));
      }
    }
    for (Map.Entry<String, JsonNode> each : found.properties()) {
      if (serving.contains(each.getKey()) || isFor(alias, each)) {
        all.add(listed(each.getKey(), found, serving.contains(each.getKey()), progress));
      }
    }
    if (all.isEmpty()) {
      JsonNode index =
          cluster.send(
              Call.get("/" + Call.part(alias)).with("ignore_unavailable", "true"), progress);
      if (!index.has(alias)) {
        throw new Problem(
            Problem.Kind.NOT_FOUND, "index.elastic.no-alias", cluster.connection().name(), alias);
      }
      all.add(listed(alias, index, true, progress));
    }
    all.sort(
        Comparator.comparingInt((Listed l) -> -number(alias, l.index()))
            .thenComparing(Listed::index));
    return all;
  }

  /** Not by the name's beginning alone: another alias may begin so, too. */
  private static boolean isFor(String alias, Map.Entry<String, JsonNode> index) {
    Meta meta = Meta.of(index.getValue().path("mappings"));
    return meta != null && alias.equals(builtFor(index.getKey(), meta.space().model()));
  }

  private Listed listed(String index, JsonNode found, boolean serving, Progress progress)
      throws Problem {
    JsonNode mapping = found.path(index).path("mappings");
    Meta meta = Meta.of(mapping);
    JsonNode stats =
        cluster
            .send(Call.get("/" + Call.part(index) + "/_stats/docs,store"), progress)
            .path("_all")
            .path("primaries");
    return new Listed(
        index,
        serving,
        meta != null,
        meta == null ? null : meta.space().model(),
        meta == null ? null : meta.space().fingerprint(),
        meta == null || meta.state() == Meta.State.COMPLETE,
        mapping
            .path("properties")
            .path(Target.VECTOR)
            .path("index_options")
            .path("type")
            .asText(null),
        stats.path("docs").path("count").asLong(),
        stats.path("store").path("size_in_bytes").asLong(),
        meta == null ? null : Instant.parse(meta.builtAt()),
        meta == null ? null : meta.replaced());
  }

  /** The indexes that the alias points to; none where there is no such alias. */
  public Set<String> serving(String alias, Progress progress) throws Problem {
    Set<String> serving = new TreeSet<>();
    // An alias that is not there is an error of its own kind; a pattern never is.
    cluster
        .send(Call.get("/_alias/" + Call.part(alias) + "*"), progress)
        .properties()
        .forEach(
            each -> {
              if (each.getValue().path("aliases").has(alias)) {
                serving.add(each.getKey());
              }
            });
    return serving;
  }

  /** Indexes whose names begin as those of the alias do. */
  private JsonNode family(String alias, Progress progress) throws Problem {
    return cluster.send(Call.get("/" + Call.part(alias) + "-*"), progress);
  }

  /** The n of {@code <alias>-<version>-<n>}; 0 for any other name. */
  private static int number(String alias, String index) {
    int dash = index.lastIndexOf('-');
    String last = index.substring(dash + 1);
    return index.startsWith(alias + "-") && dash > alias.length() && last.matches("\\d{1,9}")
        ? Integer.parseInt(last)
        : 0;
  }

  String nextName(String alias, String version, Progress progress) throws Problem {
    int last = 0;
    for (Map.Entry<String, JsonNode> each : family(alias, progress).properties()) {
      last = Math.max(last, number(alias, each.getKey()));
    }
    return alias + "-" + version + "-" + (last + 1);
  }

  /** Refuses an alias that is an index's name. */
  void checkFree(String alias, Progress progress) throws Problem {
    JsonNode found =
        cluster.send(Call.get("/" + Call.part(alias) + "*").with("features", "aliases"), progress);
    if (found.has(alias)) {
      throw new Problem(
          Problem.Kind.CONFLICT,
          "index.elastic.alias-is-index",
          cluster.connection().name(),
          alias);
    }
  }

  /** Notes what an index of ours says of itself. */
  void describe(String index, Meta meta, Progress progress) throws Problem {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.set("_meta", meta.json());
    cluster.send(Call.put("/" + Call.part(index) + "/_mapping", body), progress);
  }

  /**
   * Lets the alias point to the index and to no other, in one step: no search finds it in between.
   * An index of ours remembers what it replaced, so that it can be rolled back.
   *
   * @return the index that it pointed to before, or null; of several, their names
   * @throws Problem NOT_FOUND when there is no such index, REFUSED when its build was not finished
   */
  public String swap(String alias, String index, Progress progress) throws Problem {
    return swap(alias, index, true, progress);
  }

  /**
   * Lets the alias point to what it pointed to before its present index.
   *
   * @return the index that it points to now
   * @throws Problem NOT_FOUND when nothing is known of an earlier one, or it was deleted
   */
  public String rollback(String alias, Progress progress) throws Problem {
    cluster.refuseUnlessMayWrite();
    Set<String> serving = serving(alias, progress);
    if (serving.isEmpty()) {
      throw new Problem(
          Problem.Kind.NOT_FOUND, "index.elastic.no-alias", cluster.connection().name(), alias);
    }
    String now = serving.iterator().next();
    Meta meta = meta(now, progress);
    String before = meta == null ? null : meta.replaced();
    if (serving.size() > 1 || before == null || !family(alias, progress).has(before)) {
      throw new Problem(
          Problem.Kind.NOT_FOUND,
          "index.elastic.nothing-before",
          alias,
          String.join(", ", serving));
    }
    swap(alias, before, false, progress);
    return before;
  }

  private Meta meta(String index, Progress progress) throws Problem {
    return Meta.of(
        cluster.send(Call.get("/" + Call.part(index)), progress).path(index).path("mappings"));
  }

  private String swap(String alias, String index, boolean remember, Progress progress)
      throws Problem {
    Connection.checkName(alias);
    checkFree(alias, progress);
    progress.begin("index.stage.swap", 0);
    JsonNode found = cluster.send(Call.get("/" + Call.part(index)), progress);
    if (!found.has(index)) {
      // A pattern, or an alias.
      throw new Problem(
          Problem.Kind.NOT_FOUND, "index.elastic.no-index", cluster.connection().name(), index);
    }
    Meta meta = Meta.of(found.path(index).path("mappings"));
    if (meta != null && meta.state() != Meta.State.COMPLETE) {
      throw new Problem(Problem.Kind.REFUSED, "index.elastic.unfinished", index);
    }
    Set<String> before = new TreeSet<>(serving(alias, progress));
    boolean there = before.remove(index);
    if (there && before.isEmpty()) {
      return null;
    }
    if (meta != null && remember && before.size() == 1) {
      describe(index, meta.replacing(before.iterator().next()), progress);
    }
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    ArrayNode actions = body.putArray("actions");
    for (String old : before) {
      actions.addObject().putObject("remove").put("index", old).put("alias", alias);
    }
    actions.addObject().putObject("add").put("index", index).put("alias", alias);
    cluster.send(Call.post("/_aliases", body), progress);
    return before.isEmpty() ? null : String.join(", ", before);
  }

  /**
   * Deletes an index that this program built.
   *
   * @throws Problem REFUSED when an alias points to it, or it is not ours
   */
  public void delete(String index, Progress progress) throws Problem {
    JsonNode found = cluster.send(Call.get("/" + Call.part(index)), progress);
    JsonNode one = found.path(index);
    if (one.isMissingNode() || Meta.of(one.path("mappings")) == null) {
      throw new Problem(Problem.Kind.REFUSED, "index.elastic.not-ours", index);
    }
    if (!one.path("aliases").isEmpty()) {
      throw new Problem(
          Problem.Kind.REFUSED,
          "index.elastic.serving",
          index,
          String.join(
              ", ", one.path("aliases").properties().stream().map(Map.Entry::getKey).toList()));
    }
    cluster.send(Call.delete("/" + Call.part(index)), progress);
  }
}

package io.recallscope.ui.desk;

import io.recallscope.domain.AttachedIndex;
import io.recallscope.domain.Connection;
import io.recallscope.domain.Problem;
import io.recallscope.engine.AuditIndex;
import io.recallscope.engine.ClusterIndexes;
import io.recallscope.engine.ClusterIndexes.Known;
import io.recallscope.engine.ClusterIndexes.Listed;
import io.recallscope.engine.ManageConnections;
import io.recallscope.evaluation.AuditFinding;
import io.recallscope.evaluation.AuditReport;
import io.recallscope.index.VectorIndex;
import io.recallscope.viz.work.Progress;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Made-up clusters that remember what was done to them. A connection named {@code down} gets no
 * answer.
 */
public class FakeClusters implements ClusterDesk {
  private static final Instant BUILT = Instant.parse("2026-11-20T08:00:00Z");

  private final TreeMap<String, Connection> connections = new TreeMap<>();
  private final TreeMap<String, AttachedIndex> attached = new TreeMap<>();
  private final TreeMap<String, List<Listed>> aliases = new TreeMap<>();
  private final String space;
  private Path exported;
  private boolean mixed;

  /**
   * @param space fingerprint of the version whose vectors everything holds
   */
  public FakeClusters(String space) {
    this.space = space;
  }

  /** With a connection that may write or not, and an alias {@code posts} of two indexes. */
  public FakeClusters filled(boolean mayWrite) {
    connections.put("es", Connection.plain("es", "http://localhost:9200").mayWrite(mayWrite));
    aliases.put(
        "posts",
        new ArrayList<>(
            List.of(
                listed("posts-v2-2", true, "posts-v2-1", 60),
                listed("posts-v2-1", false, null, 0))));
    return this;
  }

  /** Every audit finds a document that names another version from now on. */
  public void mix() {
    mixed = true;
  }

  private Listed listed(String index, boolean serving, String replaced, long seconds) {
    return new Listed(
        index,
        serving,
        true,
        "v2",
        space,
        true,
        "hnsw",
        20_000,
        7_100_000,
        BUILT.plusSeconds(seconds),
        replaced);
  }

  @Override
  public List<Connection> connections() {
    return List.copyOf(connections.values());
  }

  @Override
  public void put(Connection connection) throws Problem {
    connection.check();
    connections.put(connection.name(), connection);
  }

  @Override
  public void remove(String connection) {
    connections.remove(connection);
  }

  private void answer(String connection) throws Problem {
    if (connection.equals("down")) {
      throw new Problem(
          Problem.Kind.REMOTE, "index.elastic.closed-port", "down", "http://localhost:1");
    }
  }

  @Override
  public ManageConnections.Tested test(String connection, Progress progress) throws Problem {
    answer(connection);
    return new ManageConnections.Tested("made-up", "9.5.3", "yellow", 1, 1.4);
  }

  @Override
  public List<Known> known(String connection, Progress progress) throws Problem {
    answer(connection);
    TreeMap<String, Known> all = new TreeMap<>();
    aliases.forEach(
        (name, indexes) ->
            all.put(
                name,
                new Known(
                    name,
                    "v2",
                    space,
                    indexes.stream().anyMatch(Listed::serving),
                    false,
                    true,
                    indexes.getFirst().builtAt())));
    attached.forEach(
        (name, index) ->
            all.put(
                name,
                new Known(
                    name,
                    index.version(),
                    index.space(),
                    true,
                    true,
                    index.provenAt() != null,
                    null)));
    return List.copyOf(all.values());
  }

  @Override
  public List<Listed> indexes(String connection, String alias, Progress progress) throws Problem {
    answer(connection);
    if (attached.containsKey(alias)) {
      return List.of(
          new Listed(alias, true, false, null, null, true, null, 20_000, 9_000_000, null, null));
    }
    if (!aliases.containsKey(alias)) {
      throw new Problem(Problem.Kind.NOT_FOUND, "index.elastic.no-alias", connection, alias);
    }
    return List.copyOf(aliases.get(alias));
  }

  @Override
  public ClusterIndexes.Built build(ClusterIndexes.Request request, Progress progress)
      throws Problem {
    request.check();
    List<Listed> indexes = aliases.computeIfAbsent(request.alias(), name -> new ArrayList<>());
    String before =
        indexes.stream().filter(Listed::serving).map(Listed::index).findFirst().orElse(null);
    String index = request.alias() + "-" + request.version() + "-" + (indexes.size() + 1);
    indexes.addFirst(listed(index, false, before, 60L * (indexes.size() + 1)));
    serve(request.alias(), index);
    return new ClusterIndexes.Built(index, 20_000, List.of(), true, before, "dot_product", 2);
  }

  private void serve(String alias, String index) {
    aliases
        .get(alias)
        .replaceAll(
            l ->
                new Listed(
                    l.index(),
                    l.index().equals(index),
                    l.ours(),
                    l.version(),
                    l.space(),
                    l.complete(),
                    l.options(),
                    l.documents(),
                    l.bytes(),
                    l.builtAt(),
                    l.replaced()));
  }

  @Override
  public VectorIndex.Info attach(AttachedIndex index, Progress progress) throws Problem {
    attached.put(index.target(), index);
    return new VectorIndex.Info("elasticsearch", index.space(), 20_000, 1, Map.of());
  }

  @Override
  public String swap(String connection, String alias, String index, Progress progress) {
    String before =
        aliases.get(alias).stream()
            .filter(Listed::serving)
            .map(Listed::index)
            .findFirst()
            .orElse(null);
    serve(alias, index);
    return before;
  }

  @Override
  public String rollback(String connection, String alias, Progress progress) {
    String before =
        aliases.get(alias).stream()
            .filter(Listed::serving)
            .map(Listed::replaced)
            .findFirst()
            .orElseThrow();
    serve(alias, before);
    return before;
  }

  @Override
  public void delete(String connection, String index, Progress progress) {
    aliases.values().forEach(all -> all.removeIf(l -> l.index().equals(index)));
  }

  /** Finds one stale, one missing and one extra item; an attached index is proven by it. */
  @Override
  public AuditIndex.Audited audit(AuditIndex.Request request, Progress progress) throws Problem {
    answer(request.connection());
    AttachedIndex index = attached.get(request.target());
    if (index != null) {
      attached.put(request.target(), index.provenAt(BUILT));
    }
    Instant written = BUILT.minusSeconds(3_600);
    List<AuditFinding> findings = new ArrayList<>();
    if (mixed) {
      findings.add(finding(AuditFinding.Kind.OTHER_VERSION, FakeDesk.itemId(9), 0.1, written));
    }
    findings.addAll(
        List.of(
            finding(AuditFinding.Kind.STALE, FakeDesk.itemId(7), 0.913, written),
            finding(AuditFinding.Kind.MISSING, FakeDesk.itemId(8), Double.NaN, null),
            finding(AuditFinding.Kind.EXTRA, FakeDesk.itemId(99_999), Double.NaN, null)));
    return new AuditIndex.Audited(
        request,
        space,
        List.of(request.target()),
        index != null,
        new AuditReport(
            20_000,
            20_000,
            19_999,
            19_998,
            0,
            new TreeMap<>(mixed ? Map.of("v1", 1, "v2", 19_999) : Map.of("v2", 20_000)),
            List.of("v1"),
            new int[] {0, 0, 0, 0, 0, 1, 0, 0, 0, 19_998},
            findings),
        List.of(),
        BUILT,
        3.2);
  }

  private static AuditFinding finding(
      AuditFinding.Kind kind, String item, double cosine, Instant written) {
    return new AuditFinding(kind, item, item, cosine, 1, null, written);
  }

  @Override
  public void export(AuditIndex.Audited audited, Path file) {
    exported = file;
  }

  /** Where findings were last written, or null. */
  public Path exported() {
    return exported;
  }
}

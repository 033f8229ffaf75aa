package io.recallscope.engine;

import io.recallscope.domain.AttachedIndex;
import io.recallscope.domain.ModelVersion;
import io.recallscope.domain.Problem;
import io.recallscope.domain.VectorSpace;
import io.recallscope.evaluation.AuditReport;
import io.recallscope.evaluation.IndexAudit;
import io.recallscope.index.elasticsearch.Cluster;
import io.recallscope.index.elasticsearch.DocumentScan;
import io.recallscope.viz.vector.VectorTable;
import io.recallscope.viz.work.Progress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Does an index of a cluster hold what the model says it should? Reads its documents and holds them
 * against the vectors that the towers give for the data there is now.
 */
public final class AuditIndex {
  private static final Logger LOG = Logger.getLogger(AuditIndex.class.getName());

  private final Session session;

  public AuditIndex(Session session) {
    this.session = session;
  }

  /**
   * What to audit.
   *
   * @param version that the index should be of
   * @param target index or alias
   * @param sample items whose vectors are compared, drawn by the seed; 0 for all. The ids of all
   *     documents are read in any case
   */
  public record Request(String version, String connection, String target, int sample, long seed) {
    /** Refuses what is out of range, before anything is loaded. */
    public void check() throws Problem {
      if (sample < 0) {
        throw new Problem(Problem.Kind.USAGE, "engine.sample-range", sample);
      }
    }
  }

  /**
   * A finished audit.
   *
   * @param space fingerprint of the version
   * @param indexes behind the target
   * @param claimed whether only a person said whose vectors the index holds
   * @param notCompared versions of the same dimension whose vectors could not be had
   * @param at when it ended
   */
  public record Audited(
      Request request,
      String space,
      List<String> indexes,
      boolean claimed,
      AuditReport report,
      List<String> notCompared,
      Instant at,
      double seconds) {}

  /**
   * Audits. An attached index that {@link AuditReport#proves} its claim is taken at its word from
   * then on, and one that does not no longer is.
   *
   * @throws Problem when the cluster or the index can't be read, or is of another dimension
   */
  public Audited run(Request request, Progress progress) throws Problem {
    request.check();
    long start = System.nanoTime();
    ModelVersion version = session.version(request.version());
    Cluster cluster = session.clusters().of(request.connection());
    AttachedIndex attached = session.clusters().attached(request.connection(), request.target());
    DocumentScan scan = new DocumentScan(cluster, request.target(), attached, progress);
    VectorSpace space = version.space();
    if (scan.dimension() != space.dimension()) {
      throw new Problem(
          Problem.Kind.REFUSED,
          "index.elastic.dimension",
          request.target(),
          scan.dimension(),
          space.model(),
          space.dimension());
    }
    VectorTable expected = session.of(version.name()).vectors(progress).items();
    List<String> notCompared = new ArrayList<>();
    IndexAudit audit =
        new IndexAudit(
            space, label(scan, version), expected, others(version, notCompared, progress));
    progress.begin("engine.stage.audit", scan.count(progress));
    if (request.sample() == 0) {
      scan.all(
          true,
          document -> {
            audit.list(document);
            audit.compare(document);
          },
          progress);
    } else {
      TreeSet<String> items = new TreeSet<>();
      scan.all(
          false,
          document -> {
            audit.list(document);
            items.add(document.item());
          },
          progress);
      List<String> sample = new ArrayList<>(items);
      Collections.shuffle(sample, new Random(request.seed()));
      sample = sample.subList(0, Math.min(request.sample(), sample.size()));
      progress.begin("engine.stage.audit", sample.size());
      scan.of(sample, audit::compare, progress);
    }
    AuditReport report = audit.report(progress);
    Instant now = Instant.now();
    if (attached != null && attached.version().equals(version.name())) {
      session.clusters().attach(attached.provenAt(report.proves() ? now : null));
    }
    return new Audited(
        request,
        space.fingerprint(),
        scan.indexes(),
        scan.space() == null,
        report,
        notCompared,
        now,
        (System.nanoTime() - start) / 1e9);
  }

  /** What a document should name: the version may have been added here under another name. */
  private static String label(DocumentScan scan, ModelVersion version) {
    if (scan.space() == null) {
      return null;
    }
    return scan.space().fingerprint().equals(version.space().fingerprint())
        ? scan.space().model()
        : version.name();
  }

  private List<IndexAudit.Other> others(
      ModelVersion version, List<String> notCompared, Progress progress) throws Problem {
    List<IndexAudit.Other> others = new ArrayList<>();
    for (ModelVersion other : session.versions()) {
      boolean comparable =
          other.space().dimension() == version.space().dimension()
              && !other.space().fingerprint().equals(version.space().fingerprint());
      if (comparable) {
        try {
          others.add(
              new IndexAudit.Other(
                  other.name(), session.of(other.name()).vectors(progress).items()));
        } catch (Problem e) {
          LOG.log(Level.WARNING, other.name(), e);
          notCompared.add(other.name());
        }
      }
    }
    return others;
  }
}

package io.recallscope.engine;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.siegmar.fastcsv.writer.CsvWriter;
import io.recallscope.domain.Problem;
import io.recallscope.evaluation.AuditFinding;
import io.recallscope.evaluation.AuditReport;
import io.recallscope.evaluation.IndexAudit;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** An audit as {@code audit --json} and as a table of all findings. */
public final class AuditDocument {
  /** Ids that stand for a kind. */
  public static final int EXAMPLES = 20;

  private AuditDocument() {}

  /** The name of a kind in JSON and CSV: {@code otherVersion}. */
  public static String key(AuditFinding.Kind kind) {
    return switch (kind) {
      case MISSING -> "missing";
      case EXTRA -> "extra";
      case DUPLICATE -> "duplicate";
      case OTHER_VERSION -> "otherVersion";
      case STALE -> "stale";
      case NOT_UNIT -> "notUnit";
    };
  }

  /** The findings of a kind that stand for it. */
  public static List<AuditFinding> examples(AuditReport report, AuditFinding.Kind kind) {
    return report.findings().stream().filter(f -> f.kind() == kind).limit(EXAMPLES).toList();
  }

  /** {@code audit --json}. */
  public static ObjectNode of(AuditIndex.Audited audited) {
    AuditReport report = audited.report();
    ObjectNode node =
        JsonNodeFactory.instance
            .objectNode()
            .put("version", audited.request().version())
            .put("space", audited.space())
            .put("connection", audited.request().connection())
            .put("alias", audited.request().target());
    ArrayNode indexes = node.putArray("indexes");
    audited.indexes().forEach(indexes::add);
    node.put("claimed", audited.claimed())
        .put("items", report.items())
        .put("documents", report.documents())
        .put("sampled", report.compared())
        .put("seed", audited.request().seed())
        .put("ok", report.ok());
    report.counts().forEach((kind, count) -> node.put(key(kind), count));
    node.put("otherVersionByVector", report.otherByVector());
    ObjectNode examples = node.putObject("examples");
    for (AuditFinding.Kind kind : AuditFinding.Kind.values()) {
      ArrayNode ids = examples.putArray(key(kind));
      examples(report, kind).forEach(f -> ids.add(f.item()));
    }
    ObjectNode histogram = node.putObject("cosine");
    ArrayNode edges = histogram.putArray("edges");
    IndexAudit.EDGES.forEach(edges::add);
    ArrayNode counts = histogram.putArray("counts");
    for (int count : report.cosines()) {
      counts.add(count);
    }
    ObjectNode age = node.putObject("staleAgeSeconds");
    List<Long> ages = staleAges(audited);
    age.put("n", ages.size());
    age.put("youngest", ages.isEmpty() ? null : ages.getFirst());
    age.put("median", ages.isEmpty() ? null : ages.get(ages.size() / 2));
    age.put("oldest", ages.isEmpty() ? null : ages.getLast());
    ObjectNode versions = node.putObject("versions");
    report.versions().forEach(versions::put);
    ArrayNode compared = node.putArray("comparedWith");
    report.othersCompared().forEach(compared::add);
    ArrayNode not = node.putArray("notCompared");
    audited.notCompared().forEach(not::add);
    return node.put("at", audited.at().toString()).put("seconds", audited.seconds());
  }

  /** Ages in seconds of the stale documents that have a time, youngest first. */
  public static List<Long> staleAges(AuditIndex.Audited audited) {
    return audited.report().findings().stream()
        .filter(f -> f.kind() == AuditFinding.Kind.STALE)
        .map(f -> ageSeconds(f.indexedAt(), audited.at()))
        .filter(Objects::nonNull)
        .sorted()
        .toList();
  }

  private static Long ageSeconds(Instant indexedAt, Instant at) {
    return indexedAt == null ? null : Duration.between(indexedAt, at).toSeconds();
  }

  /**
   * Writes all findings: kind, item, document, cosine, length, version, indexed_at, age_seconds.
   */
  public static void csv(AuditIndex.Audited audited, Path file) throws Problem {
    WriteFile.whole(
        file,
        part -> {
          try (CsvWriter csv = CsvWriter.builder().build(part)) {
            csv.writeRecord(
                "kind",
                "item",
                "document",
                "cosine",
                "length",
                "version",
                "indexed_at",
                "age_seconds");
            for (AuditFinding f : audited.report().findings()) {
              csv.writeRecord(
                  key(f.kind()),
                  f.item(),
                  text(f.document()),
                  number(f.cosine()),
                  number(f.length()),
                  text(f.version()),
                  text(f.indexedAt()),
                  text(ageSeconds(f.indexedAt(), audited.at())));
            }
          }
        });
  }

  private static String text(Object value) {
    return Objects.toString(value, "");
  }

  private static String number(double value) {
    return Double.isNaN(value) ? "" : Double.toString(value);
  }
}

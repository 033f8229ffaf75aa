package io.recallscope.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.recallscope.domain.VectorSpace;
import io.recallscope.evaluation.AuditFinding.Kind;
import io.recallscope.index.IndexedDocument;
import io.recallscope.viz.vector.Similarity;
import io.recallscope.viz.vector.VectorTable;
import io.recallscope.viz.work.Progress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Three items in two dimensions; every figure can be checked in one's head. */
final class IndexAuditTest {
  private static final Instant AT = Instant.parse("2026-11-01T00:00:00Z");
  private static final List<String> ITEMS = List.of("a", "b", "c");

  /** v2: a east, b north, c east. */
  private static final float[] UNIT = {1, 0, 0, 1, 1, 0};

  /** v1: a south, b west, c north. */
  private static final float[] OTHER = {0, -1, -1, 0, 0, 1};

  private static IndexAudit audit(Similarity similarity, float[] expected) {
    return new IndexAudit(
        new VectorSpace("f2", "v2", 2, similarity),
        "v2",
        table("f2", expected),
        List.of(new IndexAudit.Other("v1", table("f1", OTHER))));
  }

  private static VectorTable table(String space, float[] rows) {
    return VectorTable.of(new VectorTable.Origin(space, "data"), ITEMS, 2, rows);
  }

  private static IndexedDocument document(String id, String item, float x, float y) {
    return new IndexedDocument(id, item, new float[] {x, y}, "v2", AT);
  }

  private static AuditReport report(IndexAudit audit, IndexedDocument... documents) {
    for (IndexedDocument document : documents) {
      audit.list(document);
      audit.compare(document);
    }
    return audit.report(Progress.NONE);
  }

  private static int count(AuditReport report, Kind kind) {
    return report.counts().get(kind);
  }

  @Test
  void anIndexAsTheModelSaysHasNoFinding() {
    AuditReport report =
        report(
            audit(Similarity.DOT, UNIT),
            document("1", "a", 1, 0),
            document("2", "b", 0, 1),
            document("3", "c", 1, 0));

    assertThat(report.clean()).isTrue();
    assertThat(report.proves()).isTrue();
    assertThat(report.documents()).isEqualTo(3);
    assertThat(report.compared()).isEqualTo(3);
    assertThat(report.ok()).isEqualTo(3);
    assertThat(report.versions()).isEqualTo(Map.of("v2", 3));
    assertThat(report.cosines()).containsExactly(0, 0, 0, 0, 0, 0, 0, 0, 0, 3);
  }

  @Test
  void whatIsAbsentForeignOrThereTwiceIsNamed() {
    AuditReport report =
        report(
            audit(Similarity.DOT, UNIT),
            document("1", "a", 1, 0),
            document("2", "a", 1, 0),
            document("3", "x", 1, 0));

    assertThat(report.findings())
        .extracting(AuditFinding::kind, AuditFinding::item, AuditFinding::document)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(Kind.DUPLICATE, "a", "2"),
            org.assertj.core.groups.Tuple.tuple(Kind.EXTRA, "x", "3"),
            org.assertj.core.groups.Tuple.tuple(Kind.MISSING, "b", null),
            org.assertj.core.groups.Tuple.tuple(Kind.MISSING, "c", null));
    assertThat(report.ok()).isEqualTo(1);
    assertThat(report.compared()).isEqualTo(2);
  }

  @Test
  void anotherVersionIsKnownByItsNameOrByItsVector() {
    AuditReport report =
        report(
            audit(Similarity.DOT, UNIT),
            new IndexedDocument("1", "a", new float[] {1, 0}, "v1", AT),
            document("2", "b", -1, 0),
            document("3", "c", 1, 0));

    assertThat(count(report, Kind.OTHER_VERSION)).isEqualTo(2);
    assertThat(report.otherByVector()).isEqualTo(1);
    assertThat(report.findings().get(1).version()).isEqualTo("v1");
    assertThat(report.findings().get(1).cosine()).isZero();
    assertThat(count(report, Kind.STALE)).isZero();
    assertThat(report.ok()).isEqualTo(1);
    assertThat(report.proves()).isFalse();
  }

  @Test
  void aVectorNearNoVersionIsStaleAndKeepsItsTime() {
    // 0.02 of an arc: cosine 0.9998, below 1 - 1e-4; v1's vector of b is at a right angle
    AuditReport report =
        report(
            audit(Similarity.DOT, UNIT),
            document("1", "a", 1, 0),
            document("2", "b", (float) Math.sin(0.02), (float) Math.cos(0.02)),
            document("3", "c", (float) Math.cos(0.01), (float) Math.sin(0.01)));

    assertThat(report.findings()).hasSize(1);
    AuditFinding stale = report.findings().getFirst();
    assertThat(stale.kind()).isEqualTo(Kind.STALE);
    assertThat(stale.item()).isEqualTo("b");
    assertThat(stale.indexedAt()).isEqualTo(AT);
    assertThat(report.cosines()[8]).isEqualTo(1);
  }

  @Test
  void aWrongLengthIsToldFromAWrongDirection() {
    AuditReport report =
        report(
            audit(Similarity.COSINE, UNIT),
            document("1", "a", 2, 0),
            document("2", "b", 0, 1),
            document("3", "c", 1, 0));

    assertThat(report.findings()).hasSize(1);
    assertThat(report.findings().getFirst().kind()).isEqualTo(Kind.NOT_UNIT);
    assertThat(report.findings().getFirst().length()).isEqualTo(2);
  }

  @Test
  void lengthCountsWhereTheSpaceRanksByInnerProduct() {
    float[] long3 = {3, 0, 0, 3, 3, 0};

    AuditReport inner =
        report(audit(Similarity.DOT, long3), document("1", "a", 1, 0), document("2", "b", 0, 3));
    AuditReport cosine =
        report(audit(Similarity.COSINE, long3), document("1", "a", 1, 0), document("2", "b", 0, 3));

    assertThat(count(inner, Kind.STALE)).isEqualTo(1);
    assertThat(count(inner, Kind.NOT_UNIT)).isZero();
    assertThat(count(cosine, Kind.STALE)).isZero();
  }

  @Test
  void aDocumentWithoutAVectorIsMissing() {
    IndexAudit audit = audit(Similarity.DOT, UNIT);
    AuditReport report = report(audit, new IndexedDocument("1", "a", null, "v2", AT));

    assertThat(report.findings().getFirst().kind()).isEqualTo(Kind.MISSING);
    assertThat(report.findings().getFirst().document()).isEqualTo("1");
    assertThat(report.compared()).isZero();
    assertThat(report.proves()).isFalse();
  }

  @Test
  void ofASampleOnlyTheVectorsAreCompared() {
    IndexAudit audit = audit(Similarity.DOT, UNIT);
    for (String item : ITEMS) {
      audit.list(new IndexedDocument(item, item, null, "v2", AT));
    }
    audit.compare(document("b", "b", 1, 0));
    AuditReport report = audit.report(Progress.NONE);

    assertThat(report.documents()).isEqualTo(3);
    assertThat(report.compared()).isEqualTo(1);
    assertThat(count(report, Kind.MISSING)).isZero();
    assertThat(count(report, Kind.STALE)).isEqualTo(1);
  }
}

package io.recallscope.index.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recallscope.domain.Connection;
import io.recallscope.domain.Problem;
import io.recallscope.domain.VectorSpace;
import io.recallscope.evaluation.AuditFinding;
import io.recallscope.evaluation.AuditFinding.Kind;
import io.recallscope.evaluation.AuditReport;
import io.recallscope.evaluation.IndexAudit;
import io.recallscope.index.IndexSettings;
import io.recallscope.index.TestSource;
import io.recallscope.viz.vector.Similarity;
import io.recallscope.viz.vector.VectorTable;
import io.recallscope.viz.work.Progress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** On an index with planted defects every one is found, and nothing else is. */
final class AuditElasticsearchIT {
  private static final int ITEMS = 6_000;
  private static final int DIMENSION = 16;

  // By item row; the parts do not overlap.
  private static final int[] STALE = IntStream.range(100, 280).toArray(); // 3 %
  private static final int[] OTHER_BY_VECTOR = IntStream.range(300, 340).toArray();
  private static final int[] OTHER_BY_NAME = IntStream.range(340, 360).toArray(); // together 1 %
  private static final int[] MISSING = IntStream.range(400, 430).toArray(); // 0.5 %
  private static final int[] DUPLICATE = IntStream.range(500, 512).toArray();
  private static final int[] NOT_UNIT = IntStream.range(600, 625).toArray();

  private final VectorTable first = unit("first", 11);
  private final VectorTable second = unit("second", 22);
  private final VectorSpace space = new VectorSpace("second", "v2", DIMENSION, Similarity.COSINE);

  private static VectorTable unit(String space, long seed) {
    float[] rows = new float[ITEMS * DIMENSION];
    List<String> ids = new ArrayList<>();
    for (int row = 0; row < ITEMS; row++) {
      ids.add("item-" + row);
      float[] vector = TestSource.vector(seed * ITEMS + row, DIMENSION);
      double sum = 0;
      for (float v : vector) {
        sum += (double) v * v;
      }
      // One is longer, so that the field is of a similarity that takes every length.
      double length = row == 0 ? 2 : 1;
      for (int d = 0; d < DIMENSION; d++) {
        rows[row * DIMENSION + d] = (float) (length * vector[d] / Math.sqrt(sum));
      }
    }
    return VectorTable.of(new VectorTable.Origin(space, "data"), ids, DIMENSION, rows);
  }

  @ParameterizedTest
  @ValueSource(strings = {RealServer.V8, RealServer.V9})
  void everyPlantedDefectIsFoundAndNothingElse(String server) throws Problem {
    try (Cluster cluster =
        Cluster.open(
            Connection.plain("test", RealServer.of(server).url()).mayWrite(true),
            ElasticsearchContract.NO_SECRETS)) {
      float[] rows = new float[ITEMS * DIMENSION];
      second.copy(0, ITEMS, rows, 0);
      IndexBuild.Built built =
          new IndexBuild(
                  cluster,
                  TestSource.of(space, second.ids(), rows),
                  new IndexBuild.Spec("audited", IndexOptions.FLAT, IndexSettings.DEFAULT, 2))
              .run(Progress.NONE);
      try {
        DocumentScan scan = new DocumentScan(cluster, "audited", null, Progress.NONE);
        assertThat(audit(scan).clean()).isTrue();

        plant(cluster, built.index());
        AuditReport report = audit(scan);

        assertThat(report.documents()).isEqualTo(ITEMS - MISSING.length + DUPLICATE.length + 3);
        assertThat(found(report, Kind.STALE)).isEqualTo(names(STALE));
        Set<String> others = names(OTHER_BY_VECTOR);
        others.addAll(names(OTHER_BY_NAME));
        assertThat(found(report, Kind.OTHER_VERSION)).isEqualTo(others);
        assertThat(report.otherByVector()).isEqualTo(OTHER_BY_VECTOR.length);
        assertThat(found(report, Kind.MISSING)).isEqualTo(names(MISSING));
        assertThat(found(report, Kind.DUPLICATE)).isEqualTo(names(DUPLICATE));
        assertThat(found(report, Kind.NOT_UNIT)).isEqualTo(names(NOT_UNIT));
        assertThat(found(report, Kind.EXTRA)).isEqualTo(Set.of("ghost-0", "ghost-1", "ghost-2"));
        assertThat(report.findings())
            .filteredOn(f -> f.kind() == Kind.STALE)
            .allMatch(f -> f.indexedAt() != null && f.cosine() < 1 - 1e-4);
        assertThat(report.counts().values().stream().mapToInt(Integer::intValue).sum())
            .isEqualTo(180 + 60 + 30 + 12 + 25 + 3);

        List<String> sample = new ArrayList<>(names(STALE));
        sample.add("item-0");
        IndexAudit some = begin();
        scan.all(false, some::list, Progress.NONE);
        scan.of(sample, some::compare, Progress.NONE);
        AuditReport ofSome = some.report(Progress.NONE);
        assertThat(ofSome.compared()).isEqualTo(sample.size());
        assertThat(found(ofSome, Kind.STALE)).isEqualTo(names(STALE));
        assertThat(found(ofSome, Kind.MISSING)).isEqualTo(names(MISSING));
      } finally {
        cluster.send(Call.delete("/" + built.index()), Progress.NONE);
      }
    }
  }

  private IndexAudit begin() {
    return new IndexAudit(space, "v2", second, List.of(new IndexAudit.Other("v1", first)));
  }

  private AuditReport audit(DocumentScan scan) throws Problem {
    IndexAudit audit = begin();
    scan.all(
        true,
        document -> {
          audit.list(document);
          audit.compare(document);
        },
        Progress.NONE);
    return audit.report(Progress.NONE);
  }

  private static Set<String> names(int[] rows) {
    return IntStream.of(rows)
        .mapToObj(row -> "item-" + row)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> found(AuditReport report, Kind kind) {
    List<String> items =
        report.findings().stream().filter(f -> f.kind() == kind).map(AuditFinding::item).toList();
    assertThat(items).doesNotHaveDuplicates();
    return new TreeSet<>(items);
  }

  private void plant(Cluster cluster, String index) throws Problem {
    StringBuilder lines = new StringBuilder();
    for (int row : STALE) {
      // a step aside that leaves the vector nearer to itself than to anything else
      float[] vector = second.vector(row);
      float[] noise = TestSource.vector(row, DIMENSION);
      for (int d = 0; d < DIMENSION; d++) {
        vector[d] += 0.05f * noise[d];
      }
      write(lines, "item-" + row, "item-" + row, scaled(vector, 1), "v2");
    }
    for (int row : OTHER_BY_VECTOR) {
      write(lines, "item-" + row, "item-" + row, first.vector(row), "v2");
    }
    for (int row : OTHER_BY_NAME) {
      write(lines, "item-" + row, "item-" + row, first.vector(row), "v1");
    }
    for (int row : MISSING) {
      lines.append(action("delete", "item-" + row));
    }
    for (int row : DUPLICATE) {
      write(lines, "again-" + row, "item-" + row, second.vector(row), "v2");
    }
    for (int row : NOT_UNIT) {
      write(lines, "item-" + row, "item-" + row, scaled(second.vector(row), 1.5), "v2");
    }
    for (int i = 0; i < 3; i++) {
      write(lines, "ghost-" + i, "ghost-" + i, second.vector(i), "v2");
    }
    var answer =
        cluster.send(
            Call.bulk(index, lines.toString().getBytes(StandardCharsets.UTF_8))
                .with("refresh", "true"),
            Progress.NONE);
    assertThat(answer.path("errors").asBoolean())
        .as(answer.path("items").path(0).toString())
        .isFalse();
  }

  private static float[] scaled(float[] vector, double length) {
    double sum = 0;
    for (float v : vector) {
      sum += (double) v * v;
    }
    float[] scaled = new float[vector.length];
    for (int d = 0; d < vector.length; d++) {
      scaled[d] = (float) (vector[d] * length / Math.sqrt(sum));
    }
    return scaled;
  }

  private static String action(String name, String id) {
    ObjectNode action = JsonNodeFactory.instance.objectNode();
    action.putObject(name).put("_id", id);
    return action + "\n";
  }

  private static void write(
      StringBuilder lines, String id, String item, float[] vector, String version) {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document.put(Target.ID, item).put(Target.VERSION, version);
    document.put(Target.INDEXED_AT, Instant.parse("2026-11-01T00:00:00Z").toEpochMilli());
    var values = document.putArray(Target.VECTOR);
    for (float v : vector) {
      values.add(v);
    }
    lines.append(action("index", id)).append(document).append('\n');
  }
}

package io.recallscope.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recallscope.domain.Problem;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** An audit as a run file: what it found, and what is needed to audit again. */
public final class AuditRun {
  static final String KIND = "audit";

  private AuditRun() {}

  /** {@code audit --json} with what it rests on. */
  static ObjectNode of(AuditIndex.Audited audited) {
    ObjectNode node = AuditDocument.of(audited);
    node.put("kind", KIND);
    node.put("sample", audited.request().sample());
    node.set("provenance", Provenance.here(audited.at()));
    return node;
  }

  /** Writes it. */
  public static void write(AuditIndex.Audited audited, Path file) throws Problem {
    WriteFile.whole(file, of(audited).toString().getBytes(StandardCharsets.UTF_8));
  }

  static AuditIndex.Request request(JsonNode document) {
    return new AuditIndex.Request(
        document.path("version").asText(),
        document.path("connection").asText(),
        document.path("alias").asText(),
        document.path("sample").asInt(),
        document.path("seed").asLong());
  }
}

package io.recallscope.domain;

import java.time.Instant;
import java.util.Map;

/**
 * One trained pair of towers in a workspace.
 *
 * @param name {@code [a-z0-9][a-z0-9._-]{0,47}}
 * @param space what it spans
 * @param origin {@code trained}, {@code added} or {@code sample}
 * @param createdAt when it came into the workspace
 * @param baseline name of the same-data version with another seed, or null: what churn between two
 *     versions is measured against
 * @param description one line for people, e.g. {@code two-tower + history}, may be empty
 * @param metrics figures that came with it, e.g. {@code auc}, {@code recall@100}
 */
public record ModelVersion(
    String name,
    VectorSpace space,
    String origin,
    Instant createdAt,
    String baseline,
    String description,
    Map<String, Double> metrics) {
  /** The same with another baseline. */
  public ModelVersion withBaseline(String name) {
    return new ModelVersion(this.name, space, origin, createdAt, name, description, metrics);
  }
}

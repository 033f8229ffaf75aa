package io.recallscope.ui.desk;

import io.recallscope.engine.EvaluateRecall;
import io.recallscope.evaluation.Bootstrap;
import io.recallscope.evaluation.Evaluation;
import io.recallscope.evaluation.HeldOutRelevance;
import io.recallscope.evaluation.LatencyFigures;
import io.recallscope.evaluation.RecallFigures;
import io.recallscope.evaluation.RelevanceFigures;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The engine's evaluations in the window's terms. */
final class EvaluatedReader {
  /** Ids by the hundred, which tell a person nothing. */
  private static final Set<String> UNSHOWN = Set.of("users", "items");

  private EvaluatedReader() {}

  /** One that goes on, or was not stored. */
  static Evaluated of(Evaluation e) {
    return of(null, e, Map.of());
  }

  static Evaluated of(EvaluateRecall.Evaluated done) {
    Map<String, String> provenance = new LinkedHashMap<>();
    provenance.put("run", done.run());
    done.document()
        .path("provenance")
        .properties()
        .forEach(
            field -> {
              if (!UNSHOWN.contains(field.getKey())
                  && !(field.getKey().equals("against")
                      && done.document().path("provenance").has("indexes"))) {
                provenance.put(
                    field.getKey(),
                    field.getValue().isValueNode()
                        ? field.getValue().asText()
                        : field.getValue().toString());
              }
            });
    return of(done.run(), done.evaluation(), provenance);
  }

  private static Evaluated of(String run, Evaluation e, Map<String, String> provenance) {
    Evaluation.ItemToItem items = e.itemToItem();
    return new Evaluated(
        run,
        e.version(),
        e.space().fingerprint(),
        e.k(),
        e.users().size(),
        e.seed(),
        e.reference().backend(),
        e.settings().stream().map(s -> setting(s, e.users())).toList(),
        items == null ? 0 : items.items().size(),
        items == null
            ? List.of()
            : items.settings().stream().map(s -> setting(s, items.items())).toList(),
        provenance);
  }

  private static Evaluated.Setting setting(Evaluation.Setting s, List<String> ids) {
    Map<String, Double> recall = new HashMap<>();
    Map<String, Double> millis = new HashMap<>();
    // An early point is of the first queries alone.
    for (int i = 0; i < s.perUser().recall().length; i++) {
      recall.put(ids.get(i), s.perUser().recall()[i]);
      millis.put(ids.get(i), s.perUser().nanos()[i] / 1e6);
    }
    RecallFigures r = s.recall();
    return new Evaluated.Setting(
        s.index(),
        s.numCandidates(),
        new Evaluated.Recall(r.mean(), r.low(), r.high(), r.p5(), r.below1(), r.top1Miss(), r.n()),
        s.shortLists(),
        latency(s.latencyMillis()),
        latency(s.exactMillis()),
        relevance(s.relevance()),
        s.slices(),
        recall,
        millis);
  }

  private static Evaluated.Latency latency(LatencyFigures l) {
    return new Evaluated.Latency(l.p50(), l.p95(), l.p99(), l.p999(), l.max(), l.n());
  }

  private static Map<String, Evaluated.Relevance> relevance(Evaluation.Relevance r) {
    Map<String, Evaluated.Relevance> channels = new LinkedHashMap<>();
    if (r != null) {
      channels.put("exact", relevance(r.exact()));
      channels.put("ann", relevance(r.ann()));
      channels.put("popular", relevance(r.popular()));
    }
    return channels;
  }

  private static Evaluated.Relevance relevance(HeldOutRelevance.Channel channel) {
    RelevanceFigures r = channel.all();
    return new Evaluated.Relevance(
        mean(r.hitRate()),
        mean(r.recall()),
        mean(r.ndcg()),
        r.n(),
        channel.warm().n(),
        channel.cold().n());
  }

  private static Evaluated.Mean mean(Bootstrap.Interval i) {
    return new Evaluated.Mean(i.mean(), i.low(), i.high());
  }
}

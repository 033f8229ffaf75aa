package io.recallscope.engine;

import io.recallscope.domain.Messages;
import io.recallscope.evaluation.Bootstrap;
import io.recallscope.evaluation.PairSlices;
import io.recallscope.evaluation.Slices;
import io.recallscope.evaluation.SpaceDrift;
import io.recallscope.evaluation.VersionComparison;
import io.recallscope.evaluation.VersionComparison.PairSlice;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** What a comparison says, in sentences: the same in the window, the report and the terminal. */
public final class ComparisonWords {
  /** Users, or clicks, that a slice must rest on to be named. */
  private static final int ENOUGH = 30;

  private static final int NAMED = 3;

  private ComparisonWords() {}

  /** How a difference of relevance stands to chance. */
  public enum Verdict {
    /** Better, and by more than another seed alone makes. */
    BETTER,
    /** Worse, likewise. */
    WORSE,
    /** Better or worse, but another seed alone can make as much. */
    WITHIN_NOISE,
    /** The interval holds 0. */
    NONE,
    /** Better or worse; there is no baseline that would tell how much chance makes. */
    BETTER_UNJUDGED,
    /** Likewise. */
    WORSE_UNJUDGED
  }

  /**
   * The verdict on held-out recall: the interval of the difference leaves out 0, and its nearer end
   * lies farther from 0 than the mean that the baseline differs by.
   */
  public static Verdict verdict(VersionComparison.Pair pair, VersionComparison.Baseline baseline) {
    Bootstrap.Interval d = pair.difference().recall();
    if (!(d.low() > 0 || d.high() < 0)) {
      return Verdict.NONE;
    }
    boolean better = d.low() > 0;
    if (baseline == null) {
      return better ? Verdict.BETTER_UNJUDGED : Verdict.WORSE_UNJUDGED;
    }
    double noise = Math.abs(baseline.difference().recall().mean());
    double least = better ? d.low() : -d.high();
    return least <= noise ? Verdict.WITHIN_NOISE : better ? Verdict.BETTER : Verdict.WORSE;
  }

  /** The sentences of one pair, the most important first. */
  public static List<String> about(
      VersionComparison comparison, VersionComparison.Pair pair, Locale locale) {
    VersionComparison.Baseline baseline = comparison.baseline();
    List<String> sentences = new ArrayList<>();
    sentences.add(relevance(comparison, pair, locale));
    sentences.add(
        Messages.text(
            locale,
            "engine.words.churn",
            pair.later(),
            percent(pair.churn().mean()),
            pair.earlier(),
            pair.churn().n()));
    if (baseline == null) {
      sentences.add(Messages.text(locale, "engine.words.no-baseline", pair.earlier()));
    } else {
      sentences.add(
          Messages.text(
              locale,
              pair.excess().low() > 0
                  ? "engine.words.excess"
                  : pair.excess().high() < 0
                      ? "engine.words.excess-less"
                      : "engine.words.excess-none",
              baseline.version(),
              percent(baseline.churn().mean()),
              baseline.of(),
              signed(100 * pair.excess().mean(), 1),
              signed(100 * pair.excess().low(), 1),
              signed(100 * pair.excess().high(), 1)));
    }
    sentences.addAll(forWhom(pair, locale));
    return sentences;
  }

  private static String relevance(
      VersionComparison comparison, VersionComparison.Pair pair, Locale locale) {
    Bootstrap.Interval d = pair.difference().recall();
    if (d.n() == 0) {
      return Messages.text(locale, "engine.words.no-clicks");
    }
    Verdict verdict = verdict(pair, comparison.baseline());
    StringBuilder text =
        new StringBuilder(
            Messages.text(
                locale,
                "engine.words.recall." + verdict.name().toLowerCase(Locale.ROOT),
                pair.later(),
                pair.earlier(),
                comparison.k(),
                number(comparison.side(pair.later()).relevance().recall().mean()),
                number(comparison.side(pair.earlier()).relevance().recall().mean()),
                signed(d.mean(), 4),
                signed(d.low(), 4),
                signed(d.high(), 4),
                d.n()));
    if (comparison.baseline() != null) {
      Bootstrap.Interval noise = comparison.baseline().difference().recall();
      text.append(
          Messages.text(
              locale,
              "engine.words.noise",
              comparison.baseline().version(),
              signed(noise.mean(), 4),
              signed(noise.low(), 4),
              signed(noise.high(), 4)));
    }
    return text.toString();
  }

  /** Slices that gain most and lose most, of those whose interval leaves out 0. */
  private static List<String> forWhom(VersionComparison.Pair pair, Locale locale) {
    List<String> sentences = new ArrayList<>();
    String comma = Messages.text(locale, "engine.audit.comma");
    for (boolean gain : new boolean[] {true, false}) {
      int sign = gain ? -1 : 1;
      List<String> named =
          pair.slices().stream()
              .filter(s -> s.recall().n() >= ENOUGH)
              .filter(s -> gain ? s.recall().low() > 0 : s.recall().high() < 0)
              .sorted(Comparator.comparingDouble((PairSlice s) -> sign * s.recall().mean()))
              .limit(NAMED)
              .map(s -> slice(s, locale) + " " + signed(s.recall().mean(), 3))
              .toList();
      if (!named.isEmpty()) {
        sentences.add(
            Messages.text(
                locale,
                gain ? "engine.words.gain" : "engine.words.loss",
                pair.later(),
                String.join(comma, named)));
      }
    }
    return sentences;
  }

  /** How two spaces stand to each other; never null. */
  public static String spaces(SpaceDrift drift, Locale locale) {
    return Messages.text(
        locale,
        Double.isNaN(drift.residual()) ? "engine.words.spaces-cka" : "engine.words.spaces",
        String.format(Locale.ROOT, "%.3f", drift.cka()),
        drift.k(),
        percent(drift.stability().mean()),
        String.format(Locale.ROOT, "%.3f", drift.residual()),
        percent(drift.relative()),
        drift.anchors());
  }

  /** What a slice is called. */
  public static String slice(PairSlice slice, Locale locale) {
    return switch (slice.by()) {
      case Slices.HISTORY -> Messages.text(locale, "engine.slice." + slice.value());
      case Slices.POPULARITY ->
          Messages.text(locale, "engine.slice.popularity", slice.value(), range(slice));
      case PairSlices.ACTIVITY ->
          Messages.text(locale, "engine.slice.activity", slice.value(), range(slice));
      default -> slice.value();
    };
  }

  private static String range(PairSlice slice) {
    return slice.from() == slice.to()
        ? String.valueOf((long) slice.from())
        : (long) slice.from() + "–" + (long) slice.to();
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f", 100 * share);
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.4f", value);
  }

  private static String signed(double value, int digits) {
    return String.format(Locale.ROOT, "%+." + digits + "f", value).replace('-', '−');
  }
}

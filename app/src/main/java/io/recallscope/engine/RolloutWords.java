package io.recallscope.engine;

import io.recallscope.domain.Messages;
import io.recallscope.engine.Rollout.Line;
import io.recallscope.engine.Rollout.Served;
import io.recallscope.engine.Rollout.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A roll-out check in sentences: the same in the window, the report and the terminal. */
public final class RolloutWords {
  private static final int SHORT = 6;

  private RolloutWords() {}

  /** The verdict, in a sentence. */
  public static String verdict(Rollout rollout, Locale locale) {
    return Messages.text(
        locale, rollout.go() ? "engine.rollout.go" : "engine.rollout.no-go", rollout.candidate());
  }

  /** Whether a threshold holds, in a word. */
  public static String state(State state, Locale locale) {
    return Messages.text(locale, "engine.rollout.state." + word(state));
  }

  /** A threshold and the figure held against it, in a sentence; why the figure is missing. */
  public static String condition(Rollout rollout, Line line, Locale locale) {
    String key = "engine.rollout." + word(line.gate());
    Served served = rollout.served();
    if (line.state() == State.MISSING) {
      key =
          "engine.rollout.missing."
              + switch (line.gate()) {
                case EXCESS, GAIN, ANN -> word(line.gate());
                case AUDIT ->
                    served == null
                        ? "audit"
                        : served.of() == Rollout.Of.NONE ? "audit-none" : "audit-unknown";
              };
    }
    return Messages.text(
        locale,
        key,
        number(line.value()),
        number(line.threshold()),
        rollout.ann() == null ? "" : index(rollout.ann().index(), locale),
        line.state() == State.MISSING || line.gate() != Rollout.Gate.AUDIT
            ? ""
            : String.valueOf((long) line.value()));
  }

  /** Which index it is, and whether it is the one that a cluster would serve. */
  public static String index(IndexChoice choice, Locale locale) {
    return switch (choice) {
      case IndexChoice.Remote remote ->
          Messages.text(
              locale, "engine.rollout.index.cluster", remote.target(), remote.connection());
      case IndexChoice.Local local ->
          Messages.text(locale, "engine.rollout.index.local", local.label());
    };
  }

  /**
   * What the alias points to, and what the audit of it says; nothing where no cluster was asked.
   */
  public static List<String> served(Rollout rollout, Locale locale) {
    Served served = rollout.served();
    if (served == null) {
      return List.of();
    }
    List<String> sentences = new ArrayList<>();
    sentences.add(
        Messages.text(
            locale,
            "engine.rollout.serving." + served.of().name().toLowerCase(Locale.ROOT),
            served.alias(),
            served.connection(),
            String.join(Messages.text(locale, "engine.audit.comma"), served.indexes()),
            served.version() == null ? "–" : served.version(),
            served.space() == null
                ? "–"
                : served.space().substring(0, Math.min(SHORT, served.space().length()))));
    if (served.audit() != null) {
      sentences.add(AuditWords.verdict(served.audit(), locale));
      sentences.addAll(AuditWords.about(served.audit(), locale));
    }
    if (rollout.ann() != null && rollout.ann().index() instanceof IndexChoice.Local) {
      sentences.add(
          Messages.text(
              locale, "engine.rollout.index.none", rollout.candidate(), served.connection()));
    }
    return sentences;
  }

  /** All of it: the verdict, a sentence a threshold, what is served. */
  public static List<String> all(Rollout rollout, Locale locale) {
    List<String> sentences = new ArrayList<>();
    sentences.add(verdict(rollout, locale));
    for (Line line : rollout.lines()) {
      sentences.add(
          Messages.text(
              locale,
              "engine.rollout.line",
              state(line.state(), locale),
              condition(rollout, line, locale)));
    }
    sentences.addAll(served(rollout, locale));
    return sentences;
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.4f", value);
  }
}

package io.recallscope.engine;

import io.recallscope.domain.Messages;
import io.recallscope.engine.AuditIndex.Audited;
import io.recallscope.evaluation.AuditFinding;
import io.recallscope.evaluation.AuditReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** An audit in sentences, which the window and the command line show alike. */
public final class AuditWords {
  private AuditWords() {}

  /** Whether the index holds what it should, in a sentence. */
  public static String verdict(Audited audited, Locale locale) {
    AuditReport report = audited.report();
    String key =
        audited.claimed()
            ? report.proves() ? "engine.audit.proven" : "engine.audit.not-proven"
            : report.clean() ? "engine.audit.clean" : "engine.audit.found";
    return Messages.text(
        locale,
        key,
        audited.request().target(),
        audited.request().version(),
        report.findings().size());
  }

  /** Whether the verdict is a good one. */
  public static boolean good(Audited audited) {
    return audited.claimed() ? audited.report().proves() : audited.report().clean();
  }

  /** What was read and compared, and how old what is stale is: a sentence each. */
  public static List<String> about(Audited audited, Locale locale) {
    AuditReport report = audited.report();
    List<String> sentences = new ArrayList<>();
    sentences.add(
        Messages.text(
            locale,
            "engine.audit.read",
            report.documents(),
            report.compared(),
            report.items(),
            String.format(Locale.ROOT, "%.1f", audited.seconds()),
            list(audited.indexes(), locale)));
    if (!report.othersCompared().isEmpty()) {
      sentences.add(
          Messages.text(locale, "engine.audit.beside", list(report.othersCompared(), locale)));
    }
    if (!audited.notCompared().isEmpty()) {
      sentences.add(
          Messages.text(locale, "engine.audit.not-beside", list(audited.notCompared(), locale)));
    }
    List<Long> ages = AuditDocument.staleAges(audited);
    if (!ages.isEmpty()) {
      sentences.add(
          Messages.text(
              locale,
              "engine.audit.ages",
              ages.size(),
              age(ages.getFirst(), locale),
              age(ages.getLast(), locale)));
    }
    return sentences;
  }

  private static String list(List<String> names, Locale locale) {
    return String.join(Messages.text(locale, "engine.audit.comma"), names);
  }

  /** A kind of findings; of null: documents without any. */
  public static String kind(AuditFinding.Kind kind, Locale locale) {
    return Messages.text(
        locale, "engine.audit.kind." + (kind == null ? "ok" : AuditDocument.key(kind)));
  }

  /** How long ago, to the day, the hour or the minute. */
  public static String age(long seconds, Locale locale) {
    Duration age = Duration.ofSeconds(seconds);
    if (age.toDays() > 1) {
      return Messages.text(locale, "engine.audit.days", age.toDays());
    }
    return age.toHours() > 0
        ? Messages.text(locale, "engine.audit.hours", age.toHours())
        : Messages.text(locale, "engine.audit.minutes", age.toMinutes());
  }
}

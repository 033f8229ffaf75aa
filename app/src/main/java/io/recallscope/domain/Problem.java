package io.recallscope.domain;

import java.util.List;
import java.util.Locale;

/**
 * The one checked exception: something a person has to know, as a sentence and a remedy.
 *
 * <p>The texts are in the message bundles under the problem's code (the sentence) and {@code
 * code.remedy} (what to do), in every language; {@code ui} and {@code cli} each render it in one
 * place. The part of the code before the first dot names the bundle, see {@link Messages}.
 */
public final class Problem extends Exception {
  private static final long serialVersionUID = 1L;

  /** What sort of trouble it is; decides the exit code and how it is shown. */
  public enum Kind {
    /** What was given is wrong: a file, a value, a name. Exit code 1. */
    INPUT,
    /** Called the wrong way: an option out of range or contradictory. Exit code 2. */
    USAGE,
    /** Something named does not exist. Exit code 1. */
    NOT_FOUND,
    /** It exists already, or another process holds it. Exit code 1. */
    CONFLICT,
    /** Refused for safety: an unsafe model, vectors of two spaces. Exit code 1. */
    REFUSED,
    /** Disk full, folder read-only, file corrupt. Exit code 1. */
    STORAGE,
    /** Another machine can't be reached, is busy, or answers with an error. Exit code 1. */
    REMOTE,
    /** A threshold or requirement that was asked for is not met. Exit code 3. */
    REQUIREMENT,
    /** A fault of ours or of a library. Exit code 1. */
    INTERNAL
  }

  private final Kind kind;
  private final String code;
  private final transient Object[] arguments;

  /** A problem without a technical cause. */
  public Problem(Kind kind, String code, Object... arguments) {
    this(null, kind, code, arguments);
  }

  /** A problem whose technical cause goes to the log. */
  public Problem(Throwable cause, Kind kind, String code, Object... arguments) {
    super(code, cause);
    this.kind = kind;
    this.code = code;
    this.arguments = arguments.clone();
  }

  public Kind kind() {
    return kind;
  }

  /** The message key, e.g. {@code dataset.missing-column}. */
  public String code() {
    return code;
  }

  /** What the sentence is filled with. */
  public List<Object> arguments() {
    return arguments == null ? List.of() : List.of(arguments);
  }

  /** What happened, one sentence. */
  public String sentence(Locale locale) {
    return Messages.text(locale, code, arguments().toArray());
  }

  /** What to do about it, one sentence. */
  public String remedy(Locale locale) {
    return Messages.text(locale, code + ".remedy", arguments().toArray());
  }

  /** Sentence and remedy in English, for logs and stack traces. */
  @Override
  public String getMessage() {
    return sentence(Locale.ENGLISH) + " " + remedy(Locale.ENGLISH);
  }
}

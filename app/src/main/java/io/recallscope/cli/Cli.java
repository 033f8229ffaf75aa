package io.recallscope.cli;

import io.recallscope.domain.Messages;
import io.recallscope.domain.Problem;
import io.recallscope.engine.AddModel;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * The command line: parses, runs one command of the engine, prints its result.
 *
 * <p>Exit codes: 0 done, 1 failed, 2 called the wrong way, 3 a requirement not met.
 */
public final class Cli {
  private static final Logger LOG = Logger.getLogger(Cli.class.getName());

  private final Environment environment;

  public Cli(Environment environment) {
    this.environment = environment;
  }

  /** Runs one command and returns its exit code; never throws. */
  public int run(String... arguments) {
    Console console = new Console(environment);
    CommandLine line =
        new CommandLine(
            new RootCommand(console),
            new CommandLine.IFactory() {
              @Override
              public <K> K create(Class<K> type) throws Exception {
                try {
                  return type.getDeclaredConstructor(Console.class).newInstance(console);
                } catch (NoSuchMethodException e) {
                  return CommandLine.defaultFactory().create(type);
                }
              }
            });
    line.setOut(console.outWriter());
    line.setErr(console.errWriter());
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setExecutionExceptionHandler((e, c, r) -> failed(console, e));
    line.setParameterExceptionHandler((e, a) -> misused(console, e));
    return line.execute(arguments);
  }

  private static int misused(Console console, ParameterException e) {
    // picocli says it in English; what is wrong is named in it.
    console.error(e.getMessage().replaceFirst("^Error: ", ""));
    if (e instanceof UnmatchedArgumentException unmatched
        && !unmatched.getSuggestions().isEmpty()) {
      console.error(
          Messages.text(
              console.locale(), "cli.suggest", String.join(", ", unmatched.getSuggestions())));
    }
    console.error(
        Messages.text(
            console.locale(), "cli.see-help", e.getCommandLine().getCommandSpec().qualifiedName()));
    return 2;
  }

  private static int failed(Console console, Exception e) {
    return switch (e) {
      case Problem p -> {
        LOG.log(Level.FINE, p.code(), p);
        console.error(p.sentence(console.locale()));
        console.error(p.remedy(console.locale()));
        AddModel.guess(p)
            .ifPresent(
                guess -> {
                  console.error(guess);
                  console.error(Messages.text(console.locale(), "cli.guess"));
                });
        yield exitCode(p.kind());
      }
      case CancellationException c -> {
        console.error(Messages.text(console.locale(), "cli.cancelled"));
        yield 1;
      }
      default -> {
        LOG.log(Level.SEVERE, "unexpected", e);
        console.error(
            Messages.text(
                console.locale(),
                "cli.unexpected",
                e.getClass().getSimpleName() + ": " + e.getMessage()));
        yield 1;
      }
    };
  }

  static int exitCode(Problem.Kind kind) {
    return switch (kind) {
      case USAGE -> 2;
      case REQUIREMENT -> 3;
      case INPUT, NOT_FOUND, CONFLICT, REFUSED, STORAGE, REMOTE, INTERNAL -> 1;
    };
  }

  /** The locale of a language tag that the program has texts for, else English. */
  public static Locale locale(String language) {
    return Locale.forLanguageTag(language).getLanguage().equals("zh")
        ? Locale.SIMPLIFIED_CHINESE
        : Locale.ENGLISH;
  }
}

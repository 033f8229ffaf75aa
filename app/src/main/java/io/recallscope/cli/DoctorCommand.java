package io.recallscope.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.recallscope.domain.Messages;
import io.recallscope.domain.Problem;
import io.recallscope.engine.Doctor;
import io.recallscope.engine.Doctor.Check;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code doctor}. */
@Command(
    name = "doctor",
    description = "Tells what this machine offers: JDK, SIMD, TensorFlow, memory, caches, display.")
final class DoctorCommand implements Callable<Integer> {
  private final Console console;

  @Option(names = "--json", description = "Print JSON.")
  boolean json;

  DoctorCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Environment environment = console.environment();
    List<Check> checks =
        new ArrayList<>(
            new Doctor(environment.folders(), environment.sampleData()).run(console.progress()));
    String noDisplay = environment.window().noDisplay();
    // No display is no failure: pictures are drawn headless.
    checks.add(new Check("engine.check.display", true, noDisplay == null ? "✓" : noDisplay));
    String fonts = environment.window().noFonts();
    checks.add(new Check("engine.check.fonts", fonts == null, fonts == null ? "✓" : fonts));
    boolean ok = checks.stream().allMatch(Check::ok);
    if (json) {
      ArrayNode all = JsonNodeFactory.instance.arrayNode();
      for (Check check : checks) {
        all.addObject()
            .put("check", check.name().substring("engine.check.".length()))
            .put("ok", check.ok())
            .put("found", check.found());
      }
      console.json(all);
    } else {
      for (Check check : checks) {
        console.print(
            (check.ok() ? "✓ " : "✗ ")
                + RecallTable.pad(Messages.text(console.locale(), check.name()), 22)
                + check.found());
      }
    }
    return ok ? 0 : Cli.exitCode(Problem.Kind.REQUIREMENT);
  }
}

package io.recallscope;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The program as a process of its own, as a user runs it; it can be killed. */
public final class Child {
  /**
   * How it ended.
   *
   * @param code exit code, -1 when it was killed
   */
  record Ended(int code, String out, String err, long millis) {}

  private Child() {}

  /**
   * What starts it, for a test that lets it run and talks to it.
   *
   * @param home its data folder
   * @param flags of the JVM, besides those that every JVM of ours runs with
   * @param main the class that is started, of the program or of the tests
   */
  public static ProcessBuilder builder(
      Path home, List<String> flags, String main, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "--add-modules",
            "jdk.incubator.vector",
            "-Dorg.bytedeco.javacpp.maxPhysicalBytes=0",
            "-Xmx1g",
            "-XX:TieredStopAtLevel=1"));
    command.addAll(flags);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("RECALLSCOPE_HOME", home.toString());
    builder.environment().put("TF_CPP_MIN_LOG_LEVEL", "3");
    builder.environment().put("LC_ALL", "C.UTF-8");
    return builder;
  }

  /** Runs it to its end. */
  static Ended run(Path home, String... arguments) throws IOException, InterruptedException {
    return run(home, Long.MAX_VALUE, Map.of(), arguments);
  }

  /**
   * Runs it, and kills it (SIGKILL) when it has not ended after so many milliseconds.
   *
   * @param home its data folder
   */
  static Ended run(
      Path home, long killAfterMillis, Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    Path out = Files.createTempFile("child", ".out");
    Path err = Files.createTempFile("child", ".err");
    ProcessBuilder builder = builder(home, List.of(), "io.recallscope.Main", arguments);
    builder.environment().putAll(environment);
    builder.redirectOutput(out.toFile()).redirectError(err.toFile());
    long start = System.nanoTime();
    Process process = builder.start();
    boolean ended;
    if (killAfterMillis == Long.MAX_VALUE) {
      ended = process.waitFor(5, TimeUnit.MINUTES);
    } else {
      ended = process.waitFor(killAfterMillis, TimeUnit.MILLISECONDS);
    }
    if (!ended) {
      process.destroyForcibly();
      process.waitFor();
    }
    long millis = (System.nanoTime() - start) / 1_000_000;
    Ended result =
        new Ended(
            ended ? process.exitValue() : -1,
            Files.readString(out, StandardCharsets.UTF_8),
            Files.readString(err, StandardCharsets.UTF_8),
            millis);
    Files.delete(out);
    Files.delete(err);
    return result;
  }
}

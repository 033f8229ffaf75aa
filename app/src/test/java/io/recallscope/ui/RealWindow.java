package io.recallscope.ui;

import io.recallscope.Child;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** The program with its window on a virtual screen, and what {@link WatchedMain} says of it. */
final class RealWindow implements AutoCloseable {
  /** Generous: a machine that builds and tests at once is slow. */
  private static final long PATIENCE_SECONDS = 180;

  private final VirtualScreen screen;
  private final Process process;
  private final Path errors;
  private final Map<String, String> facts = new ConcurrentHashMap<>();
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final CompletableFuture<Void> reading;

  /**
   * Starts it.
   *
   * @param home its data folder; what it unpacks goes there, too, so that the first start is one
   * @param flags of its JVM
   * @param arguments of the program
   */
  RealWindow(VirtualScreen screen, Path home, List<String> flags, String... arguments)
      throws IOException {
    this.screen = screen;
    ProcessBuilder builder = Child.builder(home, flags, WatchedMain.class.getName(), arguments);
    builder.environment().put("XDG_CACHE_HOME", home.resolve("cache").toString());
    builder.environment().put("DISPLAY", screen.display());
    builder.environment().remove("WAYLAND_DISPLAY");
    builder.environment().put("GSETTINGS_BACKEND", "memory");
    builder.environment().put("NO_AT_BRIDGE", "1");
    errors = Files.createTempFile("window", ".err");
    process = builder.redirectError(errors.toFile()).start();
    BufferedReader said =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    reading = CompletableFuture.runAsync(() -> said.lines().forEach(this::take));
  }

  private void take(String line) {
    lines.add(line);
    int at = line.indexOf('=');
    if (at > 0) {
      facts.put(line.substring(0, at), line.substring(at + 1));
    }
  }

  /** The window's id once the sample is open, the users are listed and both lists are drawn. */
  String awaitLists() throws IOException, InterruptedException {
    await("users", users -> Integer.parseInt(users) > 0);
    await("rows", rows -> Integer.parseInt(rows) > 0);
    await("at.evaluate", at -> true);
    await("settled", "true"::equals);
    return screen.windows(" – Recallscope").getFirst();
  }

  /** Waits until a fact is as wanted, and gives it. */
  String await(String fact, Predicate<String> wanted) throws InterruptedException, IOException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (true) {
      String now = facts.get(fact);
      if (now != null && wanted.test(now)) {
        return now;
      }
      if (!process.isAlive()) {
        throw new AssertionError("The program ended with " + process.exitValue() + ":\n" + said());
      }
      if (System.nanoTime() > end) {
        throw new AssertionError("The fact " + fact + " stayed " + now + ":\n" + said());
      }
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  /** Where a control is on the screen: x, y, width and height in pixels. */
  int[] place(String control) throws IOException, InterruptedException {
    return List.of(await("at." + control, at -> true).split(",")).stream()
        .mapToInt(Integer::parseInt)
        .toArray();
  }

  /** Clicks in the middle of a control. */
  void click(String control) throws IOException, InterruptedException {
    int[] at = place(control);
    screen.click(at[0] + at[2] / 2, at[1] + at[3] / 2);
  }

  /** Everything that was said of the window since it came up, in order. */
  List<String> history() {
    return List.copyOf(lines);
  }

  /** What the program, its JVM and its libraries wrote to stderr. */
  String errors() throws IOException {
    return Files.readString(errors, StandardCharsets.UTF_8);
  }

  private String said() throws IOException {
    return String.join("\n", lines) + "\n" + errors();
  }

  /** Waits for its end and gives the exit code. */
  int ended() throws InterruptedException, IOException {
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("The program did not end:\n" + said());
    }
    reading.join();
    return process.exitValue();
  }

  @Override
  public void close() throws IOException {
    process.destroyForcibly().onExit().join();
    reading.join();
    Files.delete(errors);
  }
}

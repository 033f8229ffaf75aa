package io.recallscope.engine;

import io.recallscope.domain.Problem;
import io.recallscope.tower.TensorFlowRuntime;
import io.recallscope.viz.work.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import jdk.incubator.vector.FloatVector;

/** Tells what this machine offers the program, and what it lacks. */
public final class Doctor {
  private final Folders folders;
  private final Path sampleData;

  public Doctor(Folders folders, Path sampleData) {
    this.folders = folders;
    this.sampleData = sampleData;
  }

  /**
   * One thing looked at.
   *
   * @param name message key of what it is
   * @param ok whether the program can work with it
   * @param found what was found
   */
  public record Check(String name, boolean ok, String found) {}

  /** JDK, SIMD width, memory, TensorFlow, folders and sample; the window's needs are Main's. */
  public List<Check> run(Progress progress) {
    List<Check> checks = new ArrayList<>();
    Runtime.Version java = Runtime.version();
    checks.add(
        new Check(
            "engine.check.jdk",
            java.feature() == 25,
            java + " · " + System.getProperty("java.vendor")));
    int lanes = FloatVector.SPECIES_PREFERRED.length();
    checks.add(
        new Check("engine.check.simd", lanes >= 4, lanes * 32 + " bit · " + lanes + " × float32"));
    long heap = Runtime.getRuntime().maxMemory();
    checks.add(
        new Check(
            "engine.check.memory",
            heap >= 1L << 30,
            String.format(
                Locale.ROOT,
                "%.1f GiB heap · %d cores",
                heap / (double) (1L << 30),
                Runtime.getRuntime().availableProcessors())));
    try {
      String version = TensorFlowRuntime.warmUp(folders.nativeCache(), progress);
      checks.add(new Check("engine.check.tensorflow", true, version));
    } catch (Problem p) {
      checks.add(new Check("engine.check.tensorflow", false, p.getMessage()));
    }
    checks.add(writable("engine.check.data", folders.data()));
    checks.add(writable("engine.check.cache", folders.cache()));
    checks.add(
        new Check(
            "engine.check.sample",
            Files.isDirectory(sampleData.resolve("feed")),
            sampleData.toString()));
    return checks;
  }

  private static Check writable(String name, Path folder) {
    try {
      Files.createDirectories(folder);
      Path probe = Files.createTempFile(folder, "probe", ".tmp");
      Files.delete(probe);
      return new Check(
          name,
          true,
          String.format(
              Locale.ROOT,
              "%s · %.1f GB free",
              folder,
              Files.getFileStore(folder).getUsableSpace() / 1e9));
    } catch (IOException e) {
      return new Check(name, false, folder + ": " + e.getMessage());
    }
  }
}

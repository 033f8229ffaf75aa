package io.recallscope.tower;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.recallscope.viz.work.Progress;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** In a process of its own: what is loaded once stays, and the failure is the JVM's death. */
final class OwnSymbolsTest {
  private static final int RTLD_NOW = 0x2;
  private static final int RTLD_GLOBAL = 0x100;

  @TempDir Path folder;

  @Test
  void aModelLoadsThoughTheGlobalScopeHoldsAnotherLlvm() throws Exception {
    Path llvm = llvm().orElse(null);
    assumeTrue(llvm != null, "needs libLLVM, which comes with libgl1-mesa-dri");
    Path output = folder.resolve("output");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "--add-modules",
                "jdk.incubator.vector",
                "-Dorg.bytedeco.javacpp.maxPhysicalBytes=0",
                "-XX:ErrorFile=" + folder.resolve("crash.log"),
                "-cp",
                System.getProperty("java.class.path"),
                OwnSymbolsTest.class.getName(),
                llvm.toString(),
                Path.of("..", "sample-data", "models", "v1").toAbsolutePath().toString(),
                System.getProperty("org.bytedeco.javacpp.cachedir", ""))
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    boolean ended = process.waitFor(5, TimeUnit.MINUTES);
    process.destroyForcibly();

    assertThat(ended).isTrue();
    assertThat(process.exitValue()).as(Files.readString(output)).isZero();
    assertThat(Files.readString(output)).contains("loaded");
  }

  /** Arguments: the other LLVM, a version's folder, the folder of unpacked libraries or "". */
  public static void main(String[] args) throws Exception {
    toGlobalScope(args[0]);
    Path cache = args[2].isEmpty() ? Files.createTempDirectory("native") : Path.of(args[2]);
    TensorFlowRuntime.warmUp(cache, Progress.NONE);
    LoadedTower.load(SavedModels.inspect(Path.of(args[1]), null).user(), Progress.NONE).close();
    System.out.println("loaded");
  }

  private static void toGlobalScope(String library) throws Exception {
    Linker linker = Linker.nativeLinker();
    try (Arena arena = Arena.ofConfined()) {
      var handle =
          (MemorySegment)
              linker
                  .downcallHandle(
                      linker.defaultLookup().find("dlopen").orElseThrow(),
                      FunctionDescriptor.of(
                          ValueLayout.ADDRESS, ValueLayout.ADDRESS, ValueLayout.JAVA_INT))
                  .invokeExact(arena.allocateFrom(library), RTLD_NOW | RTLD_GLOBAL);
      if (handle.equals(MemorySegment.NULL)) {
        throw new IOException(library + " can't be loaded");
      }
    } catch (Exception e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  private static Optional<Path> llvm() throws IOException {
    for (Path place :
        List.of(
            Path.of("/usr/lib/x86_64-linux-gnu"),
            Path.of("/usr/lib/aarch64-linux-gnu"),
            Path.of("/usr/lib64"))) {
      if (Files.isDirectory(place)) {
        try (Stream<Path> files = Files.list(place)) {
          Optional<Path> found =
              files
                  .filter(f -> f.getFileName().toString().matches("libLLVM.*\\.so.*"))
                  .max(Path::compareTo);
          if (found.isPresent()) {
            return found;
          }
        }
      }
    }
    return Optional.empty();
  }
}

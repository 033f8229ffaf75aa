package io.recallscope.tower;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.List;
import org.bytedeco.javacpp.Loader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads TensorFlow's libraries so that each finds its own symbols before the process's.
 *
 * <p>On Linux they carry, and export, an LLVM of their own. Where Mesa draws in software (a virtual
 * machine, a remote desktop), the window's OpenGL driver has put the system's LLVM into the
 * process's global scope, and a TensorFlow that is loaded after it calls into that one: the JVM
 * crashes when the first model is loaded. {@code RTLD_DEEPBIND} (dlopen(3)) turns the order of the
 * look-up round. A library stays as it was loaded first, so JavaCPP's own loading changes nothing.
 */
final class OwnSymbols {
  private static final Logger LOG = LoggerFactory.getLogger(OwnSymbols.class);

  /** In the order of their dependence, as JavaCPP loads them. */
  private static final List<String> LIBRARIES =
      List.of("libtensorflow_framework.so.2", "libtensorflow_cc.so.2");

  private static final int RTLD_LAZY = 0x1;
  private static final int RTLD_DEEPBIND = 0x8;

  private OwnSymbols() {}

  /** Does nothing but on Linux; a failure is left to TensorFlow's loading, which will tell. */
  static void bind() {
    if (!Loader.getPlatform().startsWith("linux")) {
      return;
    }
    try {
      for (String library : LIBRARIES) {
        var unpacked =
            Loader.cacheResource(
                org.tensorflow.internal.c_api.global.tensorflow.class,
                "/org/tensorflow/internal/c_api/" + Loader.getPlatform() + "/" + library);
        if (unpacked == null || !open(unpacked.toPath())) {
          LOG.warn("{} was not bound to its own symbols", library);
          return;
        }
      }
    } catch (IOException e) {
      LOG.warn("TensorFlow was not bound to its own symbols", e);
    }
  }

  private static boolean open(Path library) {
    Linker linker = Linker.nativeLinker();
    MemorySegment address = linker.defaultLookup().find("dlopen").orElse(MemorySegment.NULL);
    if (address.equals(MemorySegment.NULL)) {
      return false;
    }
    MethodHandle dlopen =
        linker.downcallHandle(
            address,
            FunctionDescriptor.of(ValueLayout.ADDRESS, ValueLayout.ADDRESS, ValueLayout.JAVA_INT));
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment handle =
          (MemorySegment)
              dlopen.invokeExact(arena.allocateFrom(library.toString()), RTLD_LAZY | RTLD_DEEPBIND);
      return !handle.equals(MemorySegment.NULL);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }
}

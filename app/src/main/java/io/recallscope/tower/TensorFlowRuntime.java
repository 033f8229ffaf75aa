package io.recallscope.tower;

import io.recallscope.domain.Problem;
import io.recallscope.viz.work.Progress;
import io.recallscope.viz.work.Unstoppable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bytedeco.javacpp.Loader;
import org.tensorflow.TensorFlow;

/** TensorFlow's native library, unpacked on first use. */
public final class TensorFlowRuntime {
  private static final String CACHE = "org.bytedeco.javacpp.cachedir";
  private static final String LIBRARY = "jnitensorflow";

  private TensorFlowRuntime() {}

  /**
   * Unpacks the library into a folder (650 MB, about 9 s the first time, 2 s later) and loads it.
   * Later calls return at once and say nothing. A cancelled caller leaves the unpacking to go on by
   * itself. To be called before anything else uses TensorFlow, and never on the FX thread.
   *
   * @param cacheFolder where libraries are unpacked; made when absent. A folder given as the system
   *     property org.bytedeco.javacpp.cachedir comes first
   * @return TensorFlow's version
   * @throws Problem when the platform isn't supported or the folder can't be written
   */
  public static String warmUp(Path cacheFolder, Progress progress) throws Problem {
    try {
      place(cacheFolder);
      if (!loaded()) {
        progress.begin("tower.stage.runtime", 0);
      }
      return Unstoppable.run(TensorFlowRuntime::load, progress);
    } catch (IOException e) {
      throw new Problem(e, Problem.Kind.STORAGE, "tower.write", cacheFolder, e.toString());
    } catch (LinkageError e) {
      throw new Problem(e, Problem.Kind.INTERNAL, "tower.runtime", e.toString());
    }
  }

  private static synchronized String load() {
    if (!loaded()) {
      OwnSymbols.bind();
    }
    return TensorFlow.version();
  }

  private static boolean loaded() {
    return Loader.getLoadedLibraries().containsKey(LIBRARY);
  }

  private static synchronized void place(Path cacheFolder) throws IOException {
    if (System.getProperty(CACHE) == null) {
      Files.createDirectories(cacheFolder);
      System.setProperty(CACHE, cacheFolder.toAbsolutePath().toString());
    }
  }
}

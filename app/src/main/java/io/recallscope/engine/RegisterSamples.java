package io.recallscope.engine;

import io.recallscope.domain.ModelVersion;
import io.recallscope.domain.Problem;
import io.recallscope.viz.work.Progress;
import io.recallscope.workspace.Storage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Registers the trained versions that lie beside a feed: {@code ../models/NAME}. */
final class RegisterSamples {
  private final Session session;

  RegisterSamples(Session session) {
    this.session = session;
  }

  /**
   * Registers those that are not there yet, in the order of their names; v1b is v1's baseline: the
   * same towers and data with another seed. When this fails or is cancelled none of them stays.
   *
   * @return names of those registered now
   */
  List<String> run(Path feed, Progress progress) throws Problem {
    Path parent = feed.toAbsolutePath().normalize().getParent();
    Path models = parent == null ? null : parent.resolve("models");
    if (models == null || !Files.isDirectory(models)) {
      return List.of();
    }
    List<String> known = session.versions().stream().map(ModelVersion::name).toList();
    List<String> names = new ArrayList<>();
    boolean done = false;
    try (Stream<Path> folders = Files.list(models)) {
      for (Path folder : folders.filter(Files::isDirectory).sorted().toList()) {
        String name = folder.getFileName().toString();
        if (!known.contains(name)) {
          String baseline = name.equals("v1") ? "v1b" : null;
          new AddModel(session)
              .run(new AddModel.Request(folder, name, null, false, "sample", baseline), progress);
          names.add(name);
        }
      }
      done = true;
    } catch (IOException e) {
      throw Storage.problem(e, models);
    } finally {
      if (!done) {
        for (String name : names) {
          session.remove(name);
        }
      }
    }
    return names;
  }
}

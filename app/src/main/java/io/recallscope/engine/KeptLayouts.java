package io.recallscope.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recallscope.domain.Problem;
import io.recallscope.viz.projection.Layout;
import io.recallscope.viz.vector.Npy;
import io.recallscope.viz.vector.VectorTable;
import io.recallscope.workspace.Entries.LayoutEntry;
import io.recallscope.workspace.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/**
 * Layouts that the workspace keeps, by the vectors' fingerprints, the method and its parameters:
 * each a folder of {@code layout.npy} (n × 2) and {@code layout.json} (its divergence).
 */
final class KeptLayouts {
  private static final String PLACES = "layout.npy";
  private static final String ABOUT = "layout.json";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Workspace workspace;

  KeptLayouts(Workspace workspace) {
    this.workspace = workspace;
  }

  /**
   * One that is kept.
   *
   * @param divergence NaN where the method has none
   */
  record Kept(Layout layout, double divergence) {}

  /** The layout made so, or null when there is none that can be read: it can be made again. */
  Kept find(VectorTable.Origin origin, String method, String settings, int n) throws Problem {
    LayoutEntry entry = entry(origin, method, settings);
    if (entry == null || !Files.isDirectory(entry.file())) {
      return null;
    }
    try {
      Npy.Matrix matrix = Npy.read(entry.file().resolve(PLACES));
      JsonNode about = JSON.readTree(entry.file().resolve(ABOUT).toFile());
      if (matrix.rows() != n || matrix.columns() != 2) {
        return null;
      }
      float[] x = new float[n];
      float[] y = new float[n];
      for (int i = 0; i < n; i++) {
        x[i] = matrix.values()[2 * i];
        y[i] = matrix.values()[2 * i + 1];
      }
      return new Kept(new Layout(x, y), about.path("divergence").asDouble(Double.NaN));
    } catch (IOException e) {
      return null;
    }
  }

  private LayoutEntry entry(VectorTable.Origin origin, String method, String settings)
      throws Problem {
    for (LayoutEntry entry : workspace.catalogue().layouts()) {
      if (entry.space().equals(origin.space())
          && entry.data().equals(origin.data())
          && entry.method().equals(method)
          && entry.settings().equals(settings)) {
        return entry;
      }
    }
    return null;
  }

  /** Keeps a layout in place of the one made so before. */
  void keep(VectorTable.Origin origin, String method, String settings, Kept kept) throws Problem {
    LayoutEntry before = entry(origin, method, settings);
    Layout layout = kept.layout();
    float[] values = new float[2 * layout.size()];
    for (int i = 0; i < layout.size(); i++) {
      values[2 * i] = layout.x()[i];
      values[2 * i + 1] = layout.y()[i];
    }
    ObjectNode about = JsonNodeFactory.instance.objectNode();
    if (!Double.isNaN(kept.divergence())) {
      about.put("divergence", kept.divergence());
    }
    Path place =
        workspace.make(
            "layouts",
            method,
            made -> {
              Files.createDirectories(made);
              Npy.write(made.resolve(PLACES), values, layout.size(), 2);
              JSON.writeValue(made.resolve(ABOUT).toFile(), about);
            });
    workspace
        .catalogue()
        .putLayout(
            new LayoutEntry(origin.space(), origin.data(), method, settings, place, Instant.now()));
    if (before != null) {
      workspace.discard(before.file());
    }
  }
}

package io.recallscope.engine;

import io.recallscope.domain.ModelVersion;
import io.recallscope.domain.Problem;
import io.recallscope.tower.SavedModels;
import io.recallscope.tower.TowerMapping;
import io.recallscope.tower.Towers;
import io.recallscope.viz.work.Progress;
import io.recallscope.workspace.Entries.ModelEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A version's signatures and inputs, and which feature of the dataset feeds each. */
public final class ShowModel {
  private final Session session;

  public ShowModel(Session session) {
    this.session = session;
  }

  /** A version with its inputs, user tower first; of vectors only there are none. */
  public record Shown(ModelVersion version, List<Input> inputs, boolean unsafeOpsAllowed) {}

  /**
   * One input.
   *
   * @param tower {@code user} or {@code item}
   * @param shape like {@code [?, 19]}
   * @param feature what feeds it, with its conversion
   */
  public record Input(
      String tower, String signature, String name, String dtype, String shape, String feature) {}

  /** Reads the graphs' descriptions; loads no native code. */
  public Shown run(String version, Progress progress) throws Problem {
    ModelEntry entry = session.model(version);
    if (entry.version().origin().equals(AddVectors.ORIGIN)) {
      return new Shown(entry.version(), List.of(), false);
    }
    TowerMapping mapping =
        SavedModels.inspect(entry.folder(), null).resolve(session.data(progress).dataset());
    List<Input> inputs = new ArrayList<>();
    for (Towers.Side side : Towers.Side.values()) {
      for (TowerMapping.Line line : mapping.lines(side)) {
        inputs.add(
            new Input(
                side.name().toLowerCase(Locale.ROOT),
                mapping.signature(side).name(),
                line.input(),
                line.type(),
                line.shape(),
                plain(line.feed())));
      }
    }
    return new Shown(entry.version(), inputs, entry.unsafeOps());
  }

  /** A feature that is fed as it is, without the quotes that towers.json has around it. */
  private static String plain(String feed) {
    return feed.startsWith("\"") ? feed.substring(1, feed.length() - 1) : feed;
  }
}

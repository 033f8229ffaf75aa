package io.recallscope.ui.desk;

import io.recallscope.domain.Filter;
import io.recallscope.domain.ModelVersion;
import io.recallscope.domain.Problem;
import io.recallscope.engine.ColourItems.Coloured;
import io.recallscope.engine.DrawMap.Drawn;
import io.recallscope.engine.EvaluateRecall;
import io.recallscope.engine.IndexChoice;
import io.recallscope.engine.ItemCard;
import io.recallscope.engine.LayoutWatch;
import io.recallscope.engine.ListRuns.RunRow;
import io.recallscope.engine.ListUsers.UserRow;
import io.recallscope.engine.MapFigures;
import io.recallscope.engine.MapUsers;
import io.recallscope.engine.NearPoints;
import io.recallscope.engine.RecallRequest;
import io.recallscope.engine.Session.DatasetSummary;
import io.recallscope.engine.Session.FeatureInfo;
import io.recallscope.engine.ShowModel.Shown;
import io.recallscope.engine.ShowUser.Profile;
import io.recallscope.recall.Inspection;
import io.recallscope.recall.ItemProbe;
import io.recallscope.recall.ServedComparison;
import io.recallscope.recall.ServedList;
import io.recallscope.viz.work.Progress;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.collections.ObservableList;

/**
 * What the window asks of one open workspace. The engine stands behind it; tests put made-up data
 * there. Every method that takes a {@link Progress} or throws may take long and is called off the
 * FX thread; the others answer from memory.
 */
public interface Desk extends AutoCloseable {
  /** Name of the workspace. */
  String workspace();

  /** What it holds. */
  DatasetSummary overview();

  /** Oldest first; may be empty. It changes, on the FX thread, when one is trained. */
  ObservableList<ModelVersion> versions();

  /**
   * Takes what versions there are now; on the FX thread. By the differences: a box that shows them
   * would drop its choice otherwise.
   *
   * @param now oldest first; none is gone
   */
  default void take(List<ModelVersion> now) {
    for (int v = 0; v < now.size(); v++) {
      if (v >= versions().size()) {
        versions().add(now.get(v));
      } else if (!versions().get(v).equals(now.get(v))) {
        versions().set(v, now.get(v));
      }
    }
  }

  /** What of the workspace itself can answer either side of a comparison, exact search first. */
  List<IndexChoice> indexes();

  /** Every user in the dataset's order. */
  List<UserRow> users(Progress progress) throws Problem;

  /** What is known of a user. */
  Profile profile(String user) throws Problem;

  /** Items whose id, title or group has the text, best match first. */
  List<ItemCard> findItems(String text, int limit) throws Problem;

  /** An item by id, or null. */
  ItemCard item(String id);

  /** The two lists. */
  Inspection inspect(RecallRequest query, Progress progress) throws Problem;

  /** As {@link #inspect}, with the towers loaded and the times of a service that runs. */
  Inspection inspectWarm(RecallRequest query, Progress progress) throws Problem;

  /** What production returned, by user id, from a file as {@code recall --served} reads it. */
  Map<String, ServedList> servedLists(Path file) throws Problem;

  /** A served list beside both lists of the same question. */
  ServedComparison served(
      RecallRequest query, Inspection inspection, ServedList list, Progress progress)
      throws Problem;

  /** Where one item stands for that query. */
  ItemProbe probe(RecallRequest query, String item, Progress progress) throws Problem;

  /**
   * Recall and latency over sampled users, kept as a run.
   *
   * @param soFar told after every setting what there is
   */
  Evaluated evaluate(EvaluateRecall.Request plan, Consumer<Evaluated> soFar, Progress progress)
      throws Problem;

  /** The latest stored evaluation of a version. */
  Optional<Evaluated> lastEvaluation(String version) throws Problem;

  /** The stored evaluations, newest first. */
  List<RunRow> evaluations() throws Problem;

  /** The stored evaluation of that run. */
  Evaluated evaluation(String run) throws Problem;

  /**
   * The items' map.
   *
   * @param watch looks at a layout that comes in steps
   */
  Drawn map(String version, String method, LayoutWatch watch, Progress progress) throws Problem;

  /**
   * The items' map with users on it.
   *
   * @param watch looks at a layout that comes in steps
   */
  Drawn mapWithUsers(
      String version, String method, MapUsers.How how, LayoutWatch watch, Progress progress)
      throws Problem;

  /** A map's figures with its quality, which is measured now. */
  MapFigures measure(Drawn map, Progress progress) throws Problem;

  /** Who is near a point of a map, k in the space and k on the map. */
  NearPoints near(Drawn map, int point, int k, Progress progress) throws Problem;

  /** The points of a map whose items pass a filter. */
  BitSet passing(Drawn map, Filter filter, Progress progress) throws Problem;

  /** What a map can be coloured by: the group field first. */
  List<String> colourFields();

  /** The classes of a map's points by a feature or a trait of {@link #colourFields}. */
  Coloured colours(String field, Drawn map, Progress progress) throws Problem;

  /** Item features that a filter can use. */
  List<FeatureInfo> filterFields();

  /** Signatures, inputs and metrics of a version. */
  Shown model(String version) throws Problem;

  /** Its clusters. */
  ClusterDesk clusters();

  /** Its versions beside each other. */
  CompareDesk comparing();

  /** Lets the workspace go. */
  @Override
  default void close() throws Problem {}
}

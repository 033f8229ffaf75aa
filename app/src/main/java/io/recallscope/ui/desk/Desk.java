package io.recallscope.ui.desk;

import io.recallscope.domain.ModelVersion;
import io.recallscope.domain.Problem;
import io.recallscope.recall.Inspection;
import io.recallscope.viz.work.Progress;
import java.util.List;
import java.util.Optional;

/**
 * What the window asks of one open workspace. The engine stands behind it; tests put made-up data
 * there. Every method that takes a {@link Progress} or throws may take long and is called off the
 * FX thread; the others answer from memory.
 */
public interface Desk extends AutoCloseable {
  /** Name of the workspace. */
  String workspace();

  /** What it holds. */
  Overview overview();

  /** Oldest first; may be empty. */
  List<ModelVersion> versions();

  /** Names of the index backends, {@code exact} first. */
  List<String> backends();

  /** Every user in the dataset's order. */
  List<UserRow> users(Progress progress) throws Problem;

  /** What is known of a user. */
  Profile profile(String user) throws Problem;

  /** Items whose id, title or group has the text, best match first. */
  List<ItemRow> findItems(String text, int limit) throws Problem;

  /** An item by id, or null. */
  ItemRow item(String id);

  /** Loads what the first query would wait for. */
  void warmUp(String version, Progress progress) throws Problem;

  /** One user's two lists. */
  Inspection inspect(RecallQuery query, Progress progress) throws Problem;

  /** Where one item stands for that query. */
  ItemProbe probe(RecallQuery query, String item, Progress progress) throws Problem;

  /** Recall and latency over sampled users. */
  Evaluated evaluate(EvaluationPlan plan, Progress progress) throws Problem;

  /** The latest stored evaluation of a version. */
  Optional<Evaluated> lastEvaluation(String version) throws Problem;

  /** The items' map. */
  MapPicture map(String version, String method, Progress progress) throws Problem;

  /** What a map can be coloured by: the group field first. */
  List<String> colourFields();

  /** A feature's value for each of the items. */
  Colouring colours(String field, List<String> items) throws Problem;

  /** Item features that a filter can use. */
  List<FilterField> filterFields();

  /** Signatures, inputs and metrics of a version. */
  ModelSheet model(String version) throws Problem;

  /** Lets the workspace go. */
  @Override
  default void close() throws Problem {}
}

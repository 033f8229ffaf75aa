package io.recallscope.ui.desk;

import io.recallscope.domain.FeatureType;
import io.recallscope.domain.Filter;
import io.recallscope.domain.ModelVersion;
import io.recallscope.domain.Problem;
import io.recallscope.engine.BuildIndex;
import io.recallscope.engine.ColourItems;
import io.recallscope.engine.ColourItems.Coloured;
import io.recallscope.engine.DrawMap;
import io.recallscope.engine.DrawMap.Drawn;
import io.recallscope.engine.DrawUsers;
import io.recallscope.engine.EvaluateRecall;
import io.recallscope.engine.FindItems;
import io.recallscope.engine.IndexChoice;
import io.recallscope.engine.InspectRecall;
import io.recallscope.engine.ItemCard;
import io.recallscope.engine.LayoutWatch;
import io.recallscope.engine.ListRuns.RunRow;
import io.recallscope.engine.ListUsers;
import io.recallscope.engine.ListUsers.UserRow;
import io.recallscope.engine.MapFigures;
import io.recallscope.engine.MapUsers;
import io.recallscope.engine.NearPoints;
import io.recallscope.engine.RecallRequest;
import io.recallscope.engine.Session;
import io.recallscope.engine.Session.DatasetSummary;
import io.recallscope.engine.Session.FeatureInfo;
import io.recallscope.engine.ShowModel;
import io.recallscope.engine.ShowModel.Shown;
import io.recallscope.engine.ShowUser;
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
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/**
 * The engine behind the window: what it asks, in the engine's terms, and the answers in its own.
 */
public final class EngineDesk implements Desk {
  /** More items than this take t-SNE a minute and more: a sample of them is drawn. */
  private static final int TSNE_ITEMS = 100_000;

  private final Session session;
  private final Session.DatasetSummary summary;
  private final ObservableList<ModelVersion> versions;
  private final List<IndexChoice> indexes;
  private final List<String> colourFields;
  private final ClusterDesk clusters;

  /**
   * @param session open; closed with the desk
   * @throws Problem when its dataset can't be read; the session is closed then
   */
  public EngineDesk(Session session, Progress progress) throws Problem {
    this.session = session;
    this.clusters = new EngineClusters(session);
    boolean done = false;
    try {
      summary = session.summary(progress);
      versions = FXCollections.observableArrayList(session.versions());
      indexes = new BuildIndex(session).choices();
      colourFields = new ColourItems(session).fields(progress);
      done = true;
    } finally {
      if (!done) {
        session.close();
      }
    }
  }

  @Override
  public String workspace() {
    return session.name();
  }

  @Override
  public DatasetSummary overview() {
    return summary;
  }

  @Override
  public ObservableList<ModelVersion> versions() {
    return versions;
  }

  @Override
  public List<IndexChoice> indexes() {
    return indexes;
  }

  @Override
  public List<UserRow> users(Progress progress) throws Problem {
    return new ListUsers(session).list(progress);
  }

  @Override
  public Profile profile(String user) throws Problem {
    return new ShowUser(session).show(user, Progress.NONE);
  }

  @Override
  public List<ItemCard> findItems(String text, int limit) throws Problem {
    return new FindItems(session).search(text, limit, Progress.NONE);
  }

  @Override
  public ItemCard item(String id) {
    try {
      return new FindItems(session).card(id, Progress.NONE);
    } catch (Problem p) {
      return null;
    }
  }

  @Override
  public Inspection inspect(RecallRequest query, Progress progress) throws Problem {
    return new InspectRecall(session).run(query, progress);
  }

  @Override
  public Inspection inspectWarm(RecallRequest query, Progress progress) throws Problem {
    return new InspectRecall(session).runWarm(query, progress);
  }

  @Override
  public ItemProbe probe(RecallRequest query, String item, Progress progress) throws Problem {
    return new InspectRecall(session).probe(query, item, progress);
  }

  @Override
  public Map<String, ServedList> servedLists(Path file) throws Problem {
    return InspectRecall.servedLists(file);
  }

  @Override
  public ServedComparison served(
      RecallRequest query, Inspection inspection, ServedList list, Progress progress)
      throws Problem {
    return new InspectRecall(session).served(query, inspection, list, progress);
  }

  @Override
  public Evaluated evaluate(
      EvaluateRecall.Request plan, Consumer<Evaluated> soFar, Progress progress) throws Problem {
    return EvaluatedReader.of(
        new EvaluateRecall(session)
            .run(plan, part -> soFar.accept(EvaluatedReader.of(part)), progress));
  }

  @Override
  public Optional<Evaluated> lastEvaluation(String version) throws Problem {
    return new EvaluateRecall(session).last(version).map(EvaluatedReader::of);
  }

  @Override
  public List<RunRow> evaluations() throws Problem {
    return new EvaluateRecall(session).stored();
  }

  @Override
  public Evaluated evaluation(String run) throws Problem {
    return EvaluatedReader.of(new EvaluateRecall(session).stored(run));
  }

  @Override
  public Drawn map(String version, String method, LayoutWatch watch, Progress progress)
      throws Problem {
    return new DrawMap(session).run(map(version, method), watch, progress);
  }

  @Override
  public Drawn mapWithUsers(
      String version, String method, MapUsers.How how, LayoutWatch watch, Progress progress)
      throws Problem {
    return new DrawUsers(session).run(map(version, method), how, watch, progress);
  }

  private static DrawMap.Request map(String version, String method) {
    return new DrawMap.Request(version, method, method.equals("tsne") ? TSNE_ITEMS : 0, 1);
  }

  @Override
  public MapFigures measure(Drawn map, Progress progress) throws Problem {
    return new DrawMap(session).measure(map, progress);
  }

  @Override
  public NearPoints near(Drawn map, int point, int k, Progress progress) throws Problem {
    return new DrawMap(session).near(map, point, k, progress);
  }

  @Override
  public BitSet passing(Drawn map, Filter filter, Progress progress) throws Problem {
    return new DrawMap(session).passing(map, filter, progress);
  }

  @Override
  public List<String> colourFields() {
    return colourFields;
  }

  @Override
  public Coloured colours(String field, Drawn map, Progress progress) throws Problem {
    return new ColourItems(session).run(field, map, progress);
  }

  @Override
  public List<FeatureInfo> filterFields() {
    return summary.itemFeatures().stream().filter(f -> f.type() != FeatureType.TEXT).toList();
  }

  @Override
  public Shown model(String version) throws Problem {
    return new ShowModel(session).run(version, Progress.NONE);
  }

  @Override
  public ClusterDesk clusters() {
    return clusters;
  }

  @Override
  public CompareDesk comparing() {
    return new EngineCompare(session);
  }

  @Override
  public void close() throws Problem {
    session.close();
  }
}

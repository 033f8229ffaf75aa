package io.recallscope.ui.desk;

import io.recallscope.domain.Filter;
import io.recallscope.domain.ModelVersion;
import io.recallscope.engine.IndexChoice;
import io.recallscope.engine.RecallRequest;
import java.util.Map;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/** What the person has chosen; every view of the window follows it. */
public final class Choice {
  /** Longest list that can be asked for. */
  public static final int MAX_K = 1_000;

  /** Most candidates an index may consider, Elasticsearch's own bound. */
  public static final int MAX_CANDIDATES = 10_000;

  private final ObjectProperty<ModelVersion> version = new SimpleObjectProperty<>();
  private final ObjectProperty<IndexChoice> reference =
      new SimpleObjectProperty<>(IndexChoice.EXACT);
  private final ObjectProperty<IndexChoice> against = new SimpleObjectProperty<>(IndexChoice.HNSW);
  private final IntegerProperty k = new SimpleIntegerProperty(100);
  private final IntegerProperty numCandidates = new SimpleIntegerProperty(100);
  private final ObjectProperty<Filter> filter = new SimpleObjectProperty<>(Filter.NONE);
  private final BooleanProperty excludeSeen = new SimpleBooleanProperty();
  private final StringProperty user = new SimpleStringProperty();
  private final StringProperty likeItem = new SimpleStringProperty();
  private final ObjectProperty<Map<String, Object>> edits = new SimpleObjectProperty<>(Map.of());
  private final ObjectProperty<ServedFile> served = new SimpleObjectProperty<>();
  private final StringProperty item = new SimpleStringProperty();
  private final ObjectProperty<Evaluated> evaluation = new SimpleObjectProperty<>();
  private final ReadOnlyIntegerWrapper asked = new ReadOnlyIntegerWrapper();

  /** Starts with the desk's newest version and the defaults of the command line. */
  public Choice(Desk desk) {
    if (!desk.versions().isEmpty()) {
      version.set(desk.versions().getLast());
    }
    desk.indexes().stream()
        .filter(index -> !index.equals(IndexChoice.EXACT))
        .findFirst()
        .ifPresent(against::set);
    // What was asked instead of a user, or changed about one, ends with the next user.
    user.subscribe((before, now) -> resetQuery());
    // A beam narrower than the list cannot fill it.
    k.subscribe(
        value -> {
          if (numCandidates.get() < value.intValue()) {
            numCandidates.set(value.intValue());
          }
        });
  }

  public ObjectProperty<ModelVersion> versionProperty() {
    return version;
  }

  /** Index that is right by definition. */
  public ObjectProperty<IndexChoice> referenceProperty() {
    return reference;
  }

  /** Index under test. */
  public ObjectProperty<IndexChoice> againstProperty() {
    return against;
  }

  /** Length of the lists, 1 to {@link #MAX_K}. */
  public IntegerProperty kProperty() {
    return k;
  }

  /** Candidates considered, k to {@link #MAX_CANDIDATES}. */
  public IntegerProperty numCandidatesProperty() {
    return numCandidates;
  }

  public ObjectProperty<Filter> filterProperty() {
    return filter;
  }

  /** Leave out what the user clicked in the training period. */
  public BooleanProperty excludeSeenProperty() {
    return excludeSeen;
  }

  /** Id of the user looked at, or null. */
  public StringProperty userProperty() {
    return user;
  }

  /** Id of the item whose vector asks in the user's place, or null. */
  public StringProperty likeItemProperty() {
    return likeItem;
  }

  /** Features that replace the user's own: text by feature name, lists as {@code a|b}. */
  public ObjectProperty<Map<String, Object>> editsProperty() {
    return edits;
  }

  /** Lets the user ask again, as they are. */
  public void resetQuery() {
    likeItem.set(null);
    edits.set(Map.of());
  }

  /** What production returned, or null. */
  public ObjectProperty<ServedFile> servedProperty() {
    return served;
  }

  /** Id of the item looked at, or null. */
  public StringProperty itemProperty() {
    return item;
  }

  /** The evaluation that the version was last given, or null. */
  public ObjectProperty<Evaluated> evaluationProperty() {
    return evaluation;
  }

  /** The same question may have another answer now: an alias was moved, or a claim proven. */
  public void askAgain() {
    asked.set(asked.get() + 1);
  }

  /** How often the question was asked again though nothing of it changed. */
  public ReadOnlyIntegerProperty askedProperty() {
    return asked.getReadOnlyProperty();
  }

  /** What was evaluated nearest to the index and the num_candidates chosen. */
  public Evaluated.Setting setting(Evaluated evaluated) {
    return evaluated.setting(against.get().label(), numCandidates.get());
  }

  /** The question as it stands, or null while a version or someone to ask is missing. */
  public RecallRequest query() {
    String like = likeItem.get();
    if (version.get() == null || (like == null && user.get() == null)) {
      return null;
    }
    RecallRequest.Kind kind =
        like != null
            ? RecallRequest.Kind.ITEM
            : edits.get().isEmpty() ? RecallRequest.Kind.USER : RecallRequest.Kind.EDITED_USER;
    return new RecallRequest(
        version.get().name(),
        kind,
        like != null ? like : user.get(),
        like != null ? Map.of() : edits.get(),
        k.get(),
        reference.get(),
        against.get(),
        Math.max(k.get(), numCandidates.get()),
        filter.get(),
        excludeSeen.get());
  }
}

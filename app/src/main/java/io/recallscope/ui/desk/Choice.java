package io.recallscope.ui.desk;

import io.recallscope.domain.Filter;
import io.recallscope.domain.ModelVersion;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ObjectProperty;
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
  private final StringProperty reference = new SimpleStringProperty("exact");
  private final StringProperty against = new SimpleStringProperty("hnsw");
  private final IntegerProperty k = new SimpleIntegerProperty(100);
  private final IntegerProperty numCandidates = new SimpleIntegerProperty(100);
  private final ObjectProperty<Filter> filter = new SimpleObjectProperty<>(Filter.NONE);
  private final BooleanProperty excludeSeen = new SimpleBooleanProperty();
  private final StringProperty user = new SimpleStringProperty();
  private final StringProperty item = new SimpleStringProperty();
  private final ObjectProperty<Evaluated> evaluation = new SimpleObjectProperty<>();

  /** Starts with the desk's newest version and the defaults of the command line. */
  public Choice(Desk desk) {
    if (!desk.versions().isEmpty()) {
      version.set(desk.versions().getLast());
    }
    desk.backends().stream().filter(b -> !b.equals("exact")).findFirst().ifPresent(against::set);
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

  /** Backend that is right by definition. */
  public StringProperty referenceProperty() {
    return reference;
  }

  /** Backend under test. */
  public StringProperty againstProperty() {
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

  /** Id of the item looked at, or null. */
  public StringProperty itemProperty() {
    return item;
  }

  /** The evaluation that the version was last given, or null. */
  public ObjectProperty<Evaluated> evaluationProperty() {
    return evaluation;
  }

  /** The question as it stands, or null while a version or a user is missing. */
  public RecallQuery query() {
    if (version.get() == null || user.get() == null) {
      return null;
    }
    return new RecallQuery(
        version.get().name(),
        user.get(),
        k.get(),
        reference.get(),
        against.get(),
        Math.max(k.get(), numCandidates.get()),
        filter.get(),
        excludeSeen.get());
  }
}

package io.recallscope.dataset;

import io.recallscope.domain.Problem;
import io.recallscope.viz.work.Progress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;

/**
 * Makes a dataset of files of one layout. Found by {@link ServiceLoader}; needs a public
 * constructor without parameters.
 *
 * <p>What readers do about trouble: a file or column that has to be there and is not, a broken
 * encoding or archive, and more than 1 % bad rows in a file (if these are more than ten) stop the
 * import. A bad row (wrong number of fields, no id, a time or label that cannot be read), a second
 * row of an id (the first wins), and an event of an unknown user or item are counted and left out.
 * A bad number in a feature counts and becomes missing.
 */
public interface DatasetReader {
  /** As in {@code import NAME}: lower-case, unique. */
  String name();

  /**
   * Reads everything. Events come sorted by time and split, the fingerprint is filled in.
   *
   * @param source the folder
   * @throws Problem INPUT or NOT_FOUND when the import stops, USAGE for options out of range
   */
  Imported read(Path source, ImportOptions options, Progress progress) throws Problem;

  /**
   * The reader of that name.
   *
   * @throws Problem (USAGE, {@code dataset.unknown-reader}), naming those there are
   */
  static DatasetReader named(String name) throws Problem {
    List<String> known = new ArrayList<>();
    for (DatasetReader reader : ServiceLoader.load(DatasetReader.class)) {
      if (reader.name().equals(name)) {
        return reader;
      }
      known.add(reader.name());
    }
    throw new Problem(Problem.Kind.USAGE, "dataset.unknown-reader", name, String.join(", ", known));
  }

  /**
   * How to split.
   *
   * @param splitKind {@code time} or {@code user}; without times it is a seeded choice per user
   * @param testShare share of the events in the test period, above 0 and below 1
   * @param seed of the seeded choice
   */
  record ImportOptions(String splitKind, double testShare, long seed) {
    /** One global instant with 90 % of the events before it. */
    public static final ImportOptions DEFAULT = new ImportOptions("time", 0.1, 1);
  }

  /** The dataset, and what was found on the way. */
  record Imported(Dataset dataset, ImportReport report) {}

  /**
   * What an import found.
   *
   * @param users rows kept
   * @param items rows kept
   * @param events events kept
   * @param defects what was left out or became missing, each kind once, only those that occurred
   */
  record ImportReport(int users, int items, int events, List<Defect> defects) {
    public ImportReport {
      defects = List.copyOf(defects);
    }

    /** How many of a kind, 0 if none. */
    public long count(String kind) {
      return defects.stream().filter(d -> d.kind().equals(kind)).mapToLong(Defect::count).sum();
    }
  }

  /**
   * One kind of trouble.
   *
   * @param kind message key, e.g. {@code dataset.defect.duplicate-id}
   * @param count how often
   * @param examples the first ten places, {@code file:line:column}
   */
  record Defect(String kind, long count, List<String> examples) {}
}

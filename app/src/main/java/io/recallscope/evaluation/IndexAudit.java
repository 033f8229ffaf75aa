package io.recallscope.evaluation;

import io.recallscope.domain.VectorSpace;
import io.recallscope.evaluation.AuditFinding.Kind;
import io.recallscope.index.IndexedDocument;
import io.recallscope.viz.vector.Similarity;
import io.recallscope.viz.vector.VectorTable;
import io.recallscope.viz.work.Progress;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Holds the documents of an index against the vectors that the model gives today.
 *
 * <p>Every document is {@link #list listed}; those whose vectors are at hand are {@link #compare
 * compared}: all, or a sample. A stored vector is as recomputed when their cosine is at least
 * {@value #FRESH}; else it is another version's when that one's vector of the same item is nearer,
 * and near at all ({@value #FITS}); else it is stale. Where the model's vector has length 1 and the
 * stored one has not, it is not normalised; where the space ranks by inner product and lengths
 * differ, a stored vector of another length is stale, too. A document can have several findings,
 * and counts once under each.
 *
 * <p>Not safe for several threads.
 */
public final class IndexAudit {
  /** Bounds of the intervals of cosines: from each, inclusive, to the next; the last ends at 1. */
  public static final List<Double> EDGES =
      List.of(-1.0, -0.5, 0.0, 0.5, 0.8, 0.9, 0.95, 0.99, 0.999, 0.9999, 1.0);

  static final double FRESH = 1 - 1e-4;
  static final double FITS = 0.9;
  private static final double LENGTH = 1e-3;

  private final VectorSpace space;
  private final String label;
  private final VectorTable expected;
  private final List<Other> others;
  private final BitSet present = new BitSet();
  private final Set<String> foreign = new HashSet<>();
  private final Set<String> suspects = new HashSet<>();
  private final SortedMap<String, Integer> versions = new TreeMap<>();
  private final List<AuditFinding> findings = new ArrayList<>();
  private final int[] cosines = new int[EDGES.size() - 1];
  private long documents;
  private int compared;
  private int ok;
  private int otherByVector;

  /**
   * Another version that a document may be of.
   *
   * @param version its name
   * @param vectors its items', of the audited version's dimension
   */
  public record Other(String version, VectorTable vectors) {}

  /**
   * @param space the version that the index should be of
   * @param label what its documents should name as their version, or null where they need not
   * @param expected the version's item vectors
   */
  public IndexAudit(VectorSpace space, String label, VectorTable expected, List<Other> others) {
    this.space = space;
    this.label = label;
    this.expected = expected;
    this.others =
        others.stream().filter(o -> o.vectors().dimension() == space.dimension()).toList();
  }

  /** Takes note of a document: whose it is, and what it says of itself. */
  public void list(IndexedDocument document) {
    documents++;
    versions.merge(document.version() == null ? "" : document.version(), 1, Integer::sum);
    int row = expected.row(document.item());
    if (row < 0) {
      suspect(Kind.EXTRA, document, Double.NaN, document.version());
      if (!foreign.add(document.item())) {
        suspect(Kind.DUPLICATE, document, Double.NaN, document.version());
      }
      return;
    }
    if (present.get(row)) {
      suspect(Kind.DUPLICATE, document, Double.NaN, document.version());
    }
    present.set(row);
    if (namesAnother(document)) {
      suspect(Kind.OTHER_VERSION, document, Double.NaN, document.version());
    }
  }

  private boolean namesAnother(IndexedDocument document) {
    return label != null && document.version() != null && !document.version().equals(label);
  }

  /** Holds a listed document's vector against the recomputed one. */
  public void compare(IndexedDocument document) {
    int row = expected.row(document.item());
    if (row < 0) {
      return;
    }
    if (document.vector() == null) {
      // No search by vector can find it.
      suspect(Kind.MISSING, document, Double.NaN, document.version());
      return;
    }
    compared++;
    float[] stored = document.vector();
    float[] model = expected.vector(row);
    double cosine = cosine(stored, model);
    cosines[interval(cosine)]++;
    if (!namesAnother(document)) {
      judge(document, stored, model, cosine);
    }
    ok += suspects.contains(document.id()) ? 0 : 1;
  }

  private void judge(IndexedDocument document, float[] stored, float[] model, double cosine) {
    double length = length(stored);
    double right = length(model);
    boolean unit = Math.abs(right - 1) <= LENGTH;
    boolean otherLength =
        !unit
            && space.similarity() == Similarity.DOT
            && Math.abs(length - right) > LENGTH * Math.max(right, 1e-6);
    if (cosine >= FRESH && !otherLength) {
      if (unit && Math.abs(length - 1) > LENGTH) {
        suspect(Kind.NOT_UNIT, document, cosine, document.version());
      }
      return;
    }
    String nearer = nearest(document.item(), stored, cosine);
    if (nearer != null) {
      otherByVector++;
      suspect(Kind.OTHER_VERSION, document, cosine, nearer);
    } else {
      suspect(Kind.STALE, document, cosine, document.version());
      if (unit && Math.abs(length - 1) > LENGTH) {
        suspect(Kind.NOT_UNIT, document, cosine, document.version());
      }
    }
  }

  /** The version whose vector of the item is nearest, if nearer than this one's and near at all. */
  private String nearest(String item, float[] stored, double cosine) {
    String nearest = null;
    double best = Math.max(cosine, FITS);
    for (Other other : others) {
      int row = other.vectors().row(item);
      if (row >= 0) {
        double fits = cosine(stored, other.vectors().vector(row));
        if (fits > best) {
          best = fits;
          nearest = other.version();
        }
      }
    }
    return nearest;
  }

  private void suspect(Kind kind, IndexedDocument document, double cosine, String version) {
    suspects.add(document.id());
    findings.add(
        new AuditFinding(
            kind,
            document.item(),
            document.id(),
            cosine,
            document.vector() == null ? Double.NaN : length(document.vector()),
            version,
            document.indexedAt()));
  }

  /** Ends the audit: what was never listed is missing. */
  public AuditReport report(Progress progress) {
    for (int row = present.nextClearBit(0);
        row < expected.size();
        row = present.nextClearBit(row + 1)) {
      progress.check();
      findings.add(
          new AuditFinding(
              Kind.MISSING, expected.id(row), null, Double.NaN, Double.NaN, null, null));
    }
    return new AuditReport(
        documents,
        expected.size(),
        compared,
        ok,
        otherByVector,
        versions,
        others.stream().map(Other::version).toList(),
        cosines.clone(),
        List.copyOf(findings));
  }

  private static int interval(double cosine) {
    for (int i = EDGES.size() - 2; i > 0; i--) {
      if (cosine >= EDGES.get(i)) {
        return i;
      }
    }
    return 0;
  }

  /** 1 for two vectors of zeros: they are the same; 0 when one of them is. */
  private static double cosine(float[] a, float[] b) {
    double dot = 0;
    for (int d = 0; d < a.length; d++) {
      dot += (double) a[d] * b[d];
    }
    double lengths = length(a) * length(b);
    if (lengths == 0) {
      return length(a) == length(b) ? 1 : 0;
    }
    return dot / lengths;
  }

  private static double length(float[] vector) {
    double sum = 0;
    for (float value : vector) {
      sum += (double) value * value;
    }
    return Math.sqrt(sum);
  }
}

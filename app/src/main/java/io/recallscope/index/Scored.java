package io.recallscope.index;

import io.recallscope.domain.Candidate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** An item and its canonical score, in the one order of every list: best score first, then id. */
public record Scored(String item, float score) implements Comparable<Scored> {
  private static final Comparator<Scored> ORDER =
      Comparator.comparingDouble((Scored s) -> -s.score() + 0.0).thenComparing(Scored::item);

  @Override
  public int compareTo(Scored other) {
    return ORDER.compare(this, other);
  }

  /** The best k as candidates, ranks from 1. */
  public static List<Candidate> top(List<Scored> found, int k) {
    List<Scored> sorted = found.stream().sorted().limit(k).toList();
    List<Candidate> candidates = new ArrayList<>(sorted.size());
    for (Scored scored : sorted) {
      candidates.add(new Candidate(candidates.size() + 1, scored.item(), scored.score()));
    }
    return candidates;
  }
}

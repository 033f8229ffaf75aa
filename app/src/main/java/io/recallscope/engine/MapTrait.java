package io.recallscope.engine;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What an item's point can be coloured by that is no feature of the dataset, but follows. */
public enum MapTrait {
  /** Clicks in the training period. */
  POPULARITY,
  /** Euclidean length of the vector. */
  NORM,
  /**
   * N_k: of how many of the map's items it is among the 10 nearest in the space (Radovanović et al.
   * 2010).
   */
  HUBNESS,
  /**
   * Share of its 10 nearest items in the space that are among its 10 nearest on the map, 0 to 1.
   */
  PRESERVATION,
  /**
   * Days from the item's first time feature to the last event of the dataset: 0 is the freshest,
   * negative came after.
   */
  FRESHNESS;

  /** As in {@code --colour-by}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The trait of an id. */
  public static Optional<MapTrait> of(String id) {
    return Stream.of(values()).filter(trait -> trait.id().equals(id)).findFirst();
  }
}

package io.recallscope.evaluation;

import java.util.List;
import java.util.Set;

/** Who clicked what before and after the split, by ids. */
public interface Clicks {
  /** Items the user clicked in the training period. */
  Set<String> training(String user);

  /** Items the user clicked in the test period and not before. */
  Set<String> heldOut(String user);

  /** All items with a click in the training period, most clicked first, ties by id. */
  List<String> mostPopular();
}

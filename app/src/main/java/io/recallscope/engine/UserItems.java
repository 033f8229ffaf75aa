package io.recallscope.engine;

import io.recallscope.dataset.Clicks;
import io.recallscope.dataset.Dataset;
import io.recallscope.recall.ItemInfo;
import java.util.HashSet;
import java.util.Set;

/** A dataset's items as one user's lists show them. */
final class UserItems implements ItemInfo {
  private final Dataset dataset;
  private final Tastes tastes;
  private final Set<Integer> seen = new HashSet<>();
  private final Set<Integer> later = new HashSet<>();

  /**
   * @param user row, -1 for nobody's
   */
  UserItems(Dataset dataset, Clicks clicks, int user) {
    this.dataset = dataset;
    this.tastes = new Tastes(dataset);
    if (user >= 0) {
      for (int item : clicks.trainingClicks(user)) {
        seen.add(item);
      }
      for (int item : clicks.testClicks(user)) {
        later.add(item);
      }
    }
  }

  @Override
  public String title(String item) {
    int row = dataset.items().row(item);
    return row < 0 ? item : dataset.title(row);
  }

  @Override
  public String group(String item) {
    int row = dataset.items().row(item);
    return row < 0 ? "" : tastes.group(row);
  }

  @Override
  public boolean seen(String item) {
    return seen.contains(dataset.items().row(item));
  }

  @Override
  public boolean clickedLater(String item) {
    return later.contains(dataset.items().row(item));
  }
}

package io.recallscope.engine;

import io.recallscope.dataset.Clicks;
import io.recallscope.dataset.Dataset;
import io.recallscope.dataset.EntityTable;
import io.recallscope.evaluation.Deciles;
import io.recallscope.evaluation.Traits;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;

/** What a dataset knows to slice recall by. */
final class DatasetTraits {
  private final Dataset dataset;
  private final Clicks clicks;
  private final Tastes tastes;
  private final int[] popularity;
  private final Deciles deciles;

  DatasetTraits(Dataset dataset, Clicks clicks) {
    this.dataset = dataset;
    this.clicks = clicks;
    this.tastes = new Tastes(dataset);
    this.popularity = clicks.popularity();
    this.deciles = Deciles.of(popularity);
  }

  /** Of users: their group is that of most of their training clicks. */
  Traits ofUsers() {
    return new Of(dataset.users(), clicks::coldUser, this::mainGroup);
  }

  /** Of items: their own group. */
  Traits ofItems() {
    return new Of(dataset.items(), clicks::coldItem, tastes::group);
  }

  private String mainGroup(int user) {
    List<Tastes.Share> top = tastes.top(clicks.trainingClicks(user), 1);
    return top.isEmpty() ? "" : top.getFirst().group();
  }

  private final class Of implements Traits {
    private final EntityTable table;
    private final IntPredicate cold;
    private final IntFunction<String> group;

    Of(EntityTable table, IntPredicate cold, IntFunction<String> group) {
      this.table = table;
      this.cold = cold;
      this.group = group;
    }

    @Override
    public boolean cold(String query) {
      return cold.test(table.row(query));
    }

    @Override
    public String group(String query) {
      return group.apply(table.row(query));
    }

    @Override
    public int popularity(String item) {
      int row = dataset.items().row(item);
      return row < 0 ? 0 : popularity[row];
    }

    @Override
    public Deciles deciles() {
      return deciles;
    }
  }
}

package io.recallscope.engine;

import io.recallscope.dataset.Clicks;
import io.recallscope.dataset.Column;
import io.recallscope.dataset.Dataset;
import io.recallscope.domain.Problem;
import io.recallscope.viz.work.Progress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One user's profile and history, so that a person can judge the user's list. */
public final class ShowUser {
  private static final int LAST = 12;
  private final Session session;

  public ShowUser(Session session) {
    this.session = session;
  }

  /**
   * A user.
   *
   * @param features name to text, those that have a value
   * @param interests groups of the training clicks with their shares, largest first
   * @param clicks clicks in the training period
   * @param lastClicked the last of them, newest first
   * @param testClicks items clicked in the test period and not before
   */
  public record Profile(
      String id,
      boolean cold,
      Map<String, String> features,
      List<Interest> interests,
      int clicks,
      List<ItemCard> lastClicked,
      List<ItemCard> testClicks) {}

  /**
   * A group and its part of the clicks.
   *
   * @param share 0 to 1
   */
  public record Interest(String group, double share) {}

  /** The user of that id. */
  public Profile show(String id, Progress progress) throws Problem {
    Session.Loaded data = session.data(progress);
    Dataset dataset = data.dataset();
    int user = Lookup.user(dataset, id);
    Clicks clicks = data.clicks();
    int[] clicked = clicks.trainingClicks(user);
    Map<String, String> features = new LinkedHashMap<>();
    for (Column column : dataset.users().columns()) {
      if (!column.missing(user)) {
        features.put(column.name(), column.text(user));
      }
    }
    Tastes tastes = new Tastes(dataset);
    List<ItemCard> last = new ArrayList<>();
    for (int i = clicked.length - 1; i >= 0 && last.size() < LAST; i--) {
      last.add(FindItems.card(dataset, tastes, clicked[i]));
    }
    List<ItemCard> later = new ArrayList<>();
    for (int item : clicks.testClicks(user)) {
      later.add(FindItems.card(dataset, tastes, item));
    }
    return new Profile(
        id,
        clicks.coldUser(user),
        features,
        tastes.top(clicked, 5).stream().map(s -> new Interest(s.group(), s.share())).toList(),
        clicked.length,
        last,
        later);
  }
}

package io.recallscope.engine;

import io.recallscope.dataset.Clicks;
import io.recallscope.dataset.Dataset;
import io.recallscope.domain.Problem;
import io.recallscope.viz.work.Progress;
import java.util.ArrayList;
import java.util.List;

/** All users, as a list to choose from. */
public final class ListUsers {
  private final Session session;

  public ListUsers(Session session) {
    this.session = session;
  }

  /**
   * A user in the list.
   *
   * @param id user id
   * @param interests up to three groups the user clicked most in the training period, most first
   * @param clicks clicks in the training period
   * @param cold too few of them to tell a taste, see {@link Clicks}
   */
  public record UserRow(String id, List<String> interests, int clicks, boolean cold) {}

  /** Every user, in the order of the file. */
  public List<UserRow> list(Progress progress) throws Problem {
    Session.Loaded data = session.data(progress);
    Dataset dataset = data.dataset();
    Clicks clicks = data.clicks();
    Tastes tastes = new Tastes(dataset);
    int n = dataset.users().size();
    progress.begin("engine.stage.users", n);
    List<UserRow> rows = new ArrayList<>(n);
    for (int user = 0; user < n; user++) {
      int[] clicked = clicks.trainingClicks(user);
      rows.add(
          new UserRow(
              dataset.users().id(user),
              tastes.top(clicked, 3).stream().map(Tastes.Share::group).toList(),
              clicked.length,
              clicks.coldUser(user)));
      if (user % 1000 == 0) {
        progress.report(user);
      }
    }
    return rows;
  }

  /**
   * The user that a newcomer should see first: the first that is not cold, else the first.
   *
   * @throws Problem NOT_FOUND when there is no user
   */
  public String firstWarm(Progress progress) throws Problem {
    Session.Loaded data = session.data(progress);
    Dataset dataset = data.dataset();
    if (dataset.users().size() == 0) {
      throw new Problem(Problem.Kind.NOT_FOUND, "engine.no-users", session.folder());
    }
    for (int user = 0; user < dataset.users().size(); user++) {
      if (!data.clicks().coldUser(user)) {
        return dataset.users().id(user);
      }
    }
    return dataset.users().id(0);
  }
}

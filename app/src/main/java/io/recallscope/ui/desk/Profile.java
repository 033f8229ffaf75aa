package io.recallscope.ui.desk;

import java.util.List;
import java.util.Map;

/**
 * What is known of a user, for a person who judges their lists.
 *
 * @param id user id
 * @param cold fewer training clicks than the dataset's bound for cold users
 * @param clicks clicks in the training period
 * @param features name to value, in the dataset's order
 * @param interests share of the training clicks by group, largest first
 * @param lastClicked titles of the last training clicks, newest first
 * @param testClicks ids of the items clicked in the test period
 */
public record Profile(
    String id,
    boolean cold,
    int clicks,
    Map<String, String> features,
    List<Interest> interests,
    List<String> lastClicked,
    List<String> testClicks) {
  /**
   * @param name the group
   * @param share of the user's training clicks, 0 to 1
   */
  public record Interest(String name, double share) {}
}

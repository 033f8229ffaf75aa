package io.recallscope.ui.desk;

import java.util.List;

/**
 * A user in the list.
 *
 * @param id user id
 * @param interests what they like best, for people, may be empty
 * @param clicks clicks in the training period
 * @param cold fewer training clicks than the dataset's bound for cold users
 */
public record UserRow(String id, List<String> interests, int clicks, boolean cold) {
  public UserRow {
    interests = List.copyOf(interests);
  }
}

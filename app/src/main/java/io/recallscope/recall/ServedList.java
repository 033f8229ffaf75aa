package io.recallscope.recall;

import java.util.List;

/**
 * What production returned to one user.
 *
 * @param user id
 * @param items ids, best first, as served: repetitions and unknown ids are kept
 * @param vector the user vector production searched with, or null when the file has none
 * @param line of the file, from 1
 */
public record ServedList(String user, List<String> items, float[] vector, int line) {
  public ServedList {
    items = List.copyOf(items);
  }
}

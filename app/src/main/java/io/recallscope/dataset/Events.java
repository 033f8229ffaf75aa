package io.recallscope.dataset;

/**
 * What users did, one entry per event, ordered by time (ties and events without times: order of the
 * file). Arrays are shared, not copied: treat them as read-only.
 *
 * @param users row in the user table
 * @param items row in the item table
 * @param times epoch seconds, or null when the data has no times
 * @param clicks whether the event is a positive (a click) or a shown item that was not clicked
 */
public record Events(int[] users, int[] items, long[] times, boolean[] clicks) {
  public int size() {
    return users.length;
  }

  public boolean hasTimes() {
    return times != null;
  }

  /** Whether there is any shown-but-not-clicked event to learn from. */
  public boolean hasNegatives() {
    for (boolean click : clicks) {
      if (!click) {
        return true;
      }
    }
    return false;
  }
}

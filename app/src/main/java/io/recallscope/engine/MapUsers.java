package io.recallscope.engine;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The users on a map of items, who come behind them in its points. The towers of a model lie apart,
 * so a layout of both as they are shows two islands and is not offered.
 *
 * @param how they came onto it
 * @param shown users on the map: all, or a sample by the map's seed
 * @param total users that have a vector
 * @param gap distance of the means of both towers' vectors, each of unit length: 0 to 2
 */
public record MapUsers(How how, int shown, int total, double gap) {
  /** The two ways, see {@link io.recallscope.viz.projection.TwoTowers}. */
  public enum How {
    /** The items are where they are without users; each user is among their ten best items. */
    AT_ITEMS,
    /** Both are laid out as one set, each tower's mean taken away. */
    TOGETHER;

    /** As in {@code --users} and JSON. */
    public String id() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The way of an id. */
    public static Optional<How> of(String id) {
      return Stream.of(values()).filter(how -> how.id().equals(id)).findFirst();
    }
  }

  /** Adds what is said of them to a map's document. */
  public ObjectNode into(ObjectNode document) {
    document
        .putObject("users")
        .put("how", how.id())
        .put("shown", shown)
        .put("total", total)
        .put("gap", gap);
    return document;
  }
}

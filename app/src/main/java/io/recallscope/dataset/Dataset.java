package io.recallscope.dataset;

/**
 * Users, items and what the ones did with the others.
 *
 * @param source what it was read by: {@code feed}, {@code movielens}, {@code files}
 * @param fingerprint SHA-256 in hex over everything below
 * @param itemNoun message key of what an item is called, e.g. {@code ui.noun.post}
 * @param groupField the item feature that lists and maps show and colour by, or null
 */
public record Dataset(
    String source,
    String fingerprint,
    EntityTable users,
    EntityTable items,
    Events events,
    Split split,
    String itemNoun,
    String groupField) {
  /** What lists show for an item: its title, or its id. */
  public String title(int itemRow) {
    Column title = items.column("title");
    return title == null || title.missing(itemRow) ? items.id(itemRow) : title.text(itemRow);
  }
}

package io.recallscope.engine;

import io.recallscope.dataset.Column;
import io.recallscope.dataset.Dataset;
import io.recallscope.domain.Problem;
import io.recallscope.viz.work.Progress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Items by id or by a part of their title. */
public final class FindItems {
  private final Session session;

  public FindItems(Session session) {
    this.session = session;
  }

  /**
   * Items whose id is the text, then those whose id or title contains it, letter case aside.
   *
   * @param limit at most so many
   */
  public List<ItemCard> search(String text, int limit, Progress progress) throws Problem {
    Dataset dataset = session.data(progress).dataset();
    Tastes tastes = new Tastes(dataset);
    String wanted = text.strip().toLowerCase(Locale.ROOT);
    List<ItemCard> found = new ArrayList<>();
    if (wanted.isEmpty()) {
      return found;
    }
    int exact = dataset.items().row(text.strip());
    if (exact >= 0) {
      found.add(card(dataset, tastes, exact));
    }
    for (int item = 0; item < dataset.items().size() && found.size() < limit; item++) {
      if ((item & 0xfff) == 0) {
        progress.check();
      }
      if (item != exact
          && (dataset.title(item).toLowerCase(Locale.ROOT).contains(wanted)
              || dataset.items().id(item).toLowerCase(Locale.ROOT).contains(wanted))) {
        found.add(card(dataset, tastes, item));
      }
    }
    return found;
  }

  /** The item of that id. */
  public ItemCard card(String id, Progress progress) throws Problem {
    Dataset dataset = session.data(progress).dataset();
    return card(dataset, new Tastes(dataset), Lookup.item(dataset, id));
  }

  static ItemCard card(Dataset dataset, Tastes tastes, int item) {
    Map<String, String> features = new LinkedHashMap<>();
    for (Column column : dataset.items().columns()) {
      if (!column.missing(item)
          && !column.name().equals("title")
          && !column.name().equals(dataset.groupField())) {
        features.put(column.name(), column.text(item));
      }
    }
    return new ItemCard(
        dataset.items().id(item), dataset.title(item), tastes.group(item), features);
  }
}

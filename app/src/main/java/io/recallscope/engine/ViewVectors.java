package io.recallscope.engine;

import io.recallscope.dataset.Column;
import io.recallscope.dataset.Labels;
import io.recallscope.domain.FeatureType;
import io.recallscope.domain.Problem;
import io.recallscope.engine.ColourItems.Coloured;
import io.recallscope.engine.DrawMap.Drawn;
import io.recallscope.viz.projection.Layout;
import io.recallscope.viz.vector.Similarity;
import io.recallscope.viz.vector.VectorTable;
import io.recallscope.viz.work.Progress;
import io.recallscope.viz.work.Unstoppable;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Any file of vectors as a map, without a workspace: compared by Euclidean distance, as they are.
 */
public final class ViewVectors implements AutoCloseable {
  private final Path file;
  private final VectorTable table;
  private final Labels labels;
  private final List<String> ids;

  private ViewVectors(Path file, VectorTable table, Labels labels) {
    this.file = file;
    this.table = table;
    this.labels = labels;
    Column id = labels.id();
    this.ids =
        id == null
            ? table.ids()
            : new AbstractList<>() {
              @Override
              public String get(int row) {
                return id.text(row);
              }

              @Override
              public int size() {
                return table.size();
              }
            };
  }

  /**
   * Opens vectors and what is said of them.
   *
   * @param file {@code .npy} of float32, n × d, or {@code .tsv}, one vector a line
   * @param labels {@code .tsv}, {@code .csv} or {@code .jsonl} with a row a vector, or null
   * @throws Problem when a file is missing or not what its name says, or the two do not fit
   */
  public static ViewVectors open(Path file, Path labels, Progress progress) throws Problem {
    String name = file.toString().toLowerCase(Locale.ROOT);
    if (!name.endsWith(".npy") && !name.endsWith(".tsv")) {
      throw new Problem(Problem.Kind.INPUT, "engine.vectors-kind", file);
    }
    VectorTable table;
    try {
      table =
          VectorTable.plain(
              file, new VectorTable.Origin(file.toAbsolutePath().toString(), ""), progress);
    } catch (NoSuchFileException e) {
      throw new Problem(e, Problem.Kind.NOT_FOUND, "engine.no-file", file);
    } catch (IOException e) {
      throw new Problem(e, Problem.Kind.INPUT, "engine.vectors-file", file, e.getMessage());
    }
    boolean opened = false;
    try {
      if (table.size() == 0 || table.dimension() == 0) {
        throw new Problem(Problem.Kind.INPUT, "engine.no-points");
      }
      Labels read = labels == null ? Labels.NONE : Labels.read(labels, table.size(), progress);
      ViewVectors view = Unstoppable.run(() -> new ViewVectors(file, table, read), progress);
      opened = true;
      return view;
    } finally {
      if (!opened) {
        table.close();
      }
    }
  }

  /** Name of the file. */
  public String name() {
    return String.valueOf(file.getFileName());
  }

  public int size() {
    return table.size();
  }

  public int dimension() {
    return table.dimension();
  }

  /** One a vector: what tells its labels apart, else its number from 0. */
  public List<String> ids() {
    return ids;
  }

  /** What a vector is called, and what else its labels say, by column. */
  public ItemCard card(int row) {
    Column title = labels.title();
    Map<String, String> said = new LinkedHashMap<>();
    for (Column column : labels.columns()) {
      if (!column.equals(title) && !column.missing(row)) {
        said.put(column.name(), column.text(row));
      }
    }
    String id = ids.get(row);
    return new ItemCard(id, title == null || title.missing(row) ? id : title.text(row), "", said);
  }

  /** What can be coloured by: labels but free texts, then what follows from the vectors. */
  public List<String> fields() {
    List<String> fields = new ArrayList<>();
    for (Column column : labels.columns()) {
      if (column.type() != FeatureType.TEXT) {
        fields.add(column.name());
      }
    }
    Stream.of(MapTrait.NORM, MapTrait.HUBNESS, MapTrait.PRESERVATION)
        .map(MapTrait::id)
        .filter(id -> !fields.contains(id))
        .forEach(fields::add);
    return fields;
  }

  /**
   * Lays all vectors out.
   *
   * @param method name of an installed projection
   * @param perplexity of t-SNE, 2 to 1,000; other methods have none
   * @param watch looks at a layout that comes in steps
   * @throws Problem when the method takes fewer, or a value is no number
   */
  public Drawn draw(
      String method, double perplexity, long seed, LayoutWatch watch, Progress progress)
      throws Problem {
    LayOut.Made made = work().run(new LayOut.Settings(method, perplexity, seed), watch, progress);
    return new Drawn(
        name(),
        ids,
        made.layout().x(),
        made.layout().y(),
        List.of(),
        size(),
        false,
        made.figures());
  }

  private LayOut work() {
    return new LayOut(table, null, Similarity.DOT);
  }

  /** The map's figures with its quality, which is measured now. */
  public MapFigures measure(Drawn map, Progress progress) {
    return work().measure(new Layout(map.x(), map.y()), map.figures(), progress);
  }

  /** Who is near a point, k in the space and k on the map. */
  public NearPoints near(Drawn map, int point, int k, Progress progress) {
    return NearPoints.of(work(), map.x(), map.y(), point, k, progress);
  }

  /** The classes of a map's points by one of {@link #fields}. */
  public Coloured colours(String field, Drawn map, Progress progress) throws Problem {
    for (Column column : labels.columns()) {
      if (column.name().equals(field) && column.type() != FeatureType.TEXT) {
        return ColourItems.column(column, null);
      }
    }
    MapTrait trait = MapTrait.of(field).filter(t -> fields().contains(t.id())).orElse(null);
    if (trait == null) {
      throw new Problem(
          Problem.Kind.NOT_FOUND, "engine.no-feature", field, String.join(", ", fields()));
    }
    return ColourItems.ofVectors(trait, work(), map, progress);
  }

  @Override
  public void close() {
    table.close();
  }
}

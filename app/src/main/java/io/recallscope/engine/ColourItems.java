package io.recallscope.engine;

import io.recallscope.dataset.Column;
import io.recallscope.dataset.Dataset;
import io.recallscope.domain.FeatureType;
import io.recallscope.domain.Problem;
import io.recallscope.viz.vector.VectorTable;
import io.recallscope.viz.work.Progress;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A feature's or a trait's value for every point of a map, as classes to colour by. */
public final class ColourItems {
  /** More classes than this get no name of their own; those beyond the palette no colour either. */
  public static final int MAX_CLASSES = 48;

  private static final double SECONDS_A_DAY = 86_400;

  private final Session session;

  public ColourItems(Session session) {
    this.session = session;
  }

  /**
   * Classes of items.
   *
   * @param names of the classes; categories by their frequency in the dataset, ranges of a number
   *     in ascending order
   * @param classes class of each item asked for, -1 where it has no value (or none of the classes)
   * @param counts items of each class
   * @param numeric whether the classes are ascending ranges of a number
   */
  public record Coloured(
      String field, List<String> names, int[] classes, int[] counts, boolean numeric) {
    /** The same of more points, those added without a class. */
    Coloured among(int points) {
      int[] all = Arrays.copyOf(classes, points);
      Arrays.fill(all, classes.length, points, -1);
      return new Coloured(field, names, all, counts, numeric);
    }
  }

  /** What can be coloured by: the group field first, then features (no free texts), then traits. */
  public List<String> fields(Progress progress) throws Problem {
    Dataset dataset = session.data(progress).dataset();
    List<String> fields = new ArrayList<>();
    if (dataset.groupField() != null) {
      fields.add(dataset.groupField());
    }
    for (Column column : dataset.items().columns()) {
      if (column.type() != FeatureType.TEXT && !fields.contains(column.name())) {
        fields.add(column.name());
      }
    }
    // A feature of a trait's name is what its owner means by it.
    Stream.of(MapTrait.values())
        .filter(trait -> trait != MapTrait.FRESHNESS || published(dataset) != null)
        .map(MapTrait::id)
        .filter(id -> !fields.contains(id))
        .forEach(fields::add);
    return fields;
  }

  /**
   * The classes of a map's points by a feature or trait; of a list the first value counts. Users on
   * the map have none.
   */
  public Coloured run(String field, DrawMap.Drawn map, Progress progress) throws Problem {
    return ofItems(field, map.itemsOnly(), progress).among(map.ids().size());
  }

  private Coloured ofItems(String field, DrawMap.Drawn map, Progress progress) throws Problem {
    Dataset dataset = session.data(progress).dataset();
    Column column = dataset.items().column(field);
    if (column == null && MapTrait.of(field).isPresent()) {
      return trait(MapTrait.of(field).get(), map, progress);
    }
    if (column == null || column.type() == FeatureType.TEXT) {
      throw new Problem(
          Problem.Kind.NOT_FOUND, "engine.no-feature", field, String.join(", ", fields(progress)));
    }
    return column(column, rows(dataset, map));
  }

  /**
   * The classes of some rows of a column that is no free text.
   *
   * @param rows row of each point, −1 for none; null for all rows in order
   */
  static Coloured column(Column column, int[] rows) {
    int n = rows == null ? column.size() : rows.length;
    IntUnaryOperator row = i -> rows == null ? i : rows[i];
    return switch (column) {
      case Column.Categories c ->
          ColourClasses.categories(
              c.name(), c.vocabulary(), Arrays.stream(c.codes()), n, code(row, r -> c.codes()[r]));
      case Column.Lists l ->
          ColourClasses.categories(
              l.name(),
              l.vocabulary(),
              IntStream.range(0, l.size()).map(r -> first(l, r)),
              n,
              code(row, r -> first(l, r)));
      case Column.Numbers v ->
          ColourClasses.numbers(
              v.name(),
              IntStream.range(0, n)
                  .map(row)
                  .mapToDouble(r -> r < 0 ? Double.NaN : v.values()[r])
                  .toArray(),
              value -> new Column.Numbers(v.name(), new double[] {value}, v.times()).text(0));
      case Column.Texts t -> throw new IllegalArgumentException(t.name());
    };
  }

  private static IntUnaryOperator code(IntUnaryOperator row, IntUnaryOperator of) {
    return i -> {
      int r = row.applyAsInt(i);
      return r < 0 ? -1 : of.applyAsInt(r);
    };
  }

  private static int first(Column.Lists lists, int row) {
    return lists.missing(row) ? -1 : lists.codes()[lists.offsets()[row]];
  }

  private static int[] rows(Dataset dataset, DrawMap.Drawn map) {
    return map.ids().stream().mapToInt(id -> dataset.items().row(id)).toArray();
  }

  /** The time that freshness counts from, or null where that cannot be told. */
  private static Column.Numbers published(Dataset dataset) {
    if (!dataset.events().hasTimes() || dataset.events().size() == 0) {
      return null;
    }
    for (Column column : dataset.items().columns()) {
      if (column instanceof Column.Numbers numbers && numbers.times()) {
        return numbers;
      }
    }
    return null;
  }

  private Coloured trait(MapTrait trait, DrawMap.Drawn map, Progress progress) throws Problem {
    return switch (trait) {
      case POPULARITY -> {
        int[] clicks = session.data(progress).clicks().popularity();
        int[] rows = rows(session.data(progress).dataset(), map);
        yield whole(trait, Arrays.stream(rows).map(r -> r < 0 ? 0 : clicks[r]).toArray());
      }
      case FRESHNESS -> ColourClasses.numbers(trait.id(), ages(map, progress), ColourItems::brief);
      case NORM, HUBNESS, PRESERVATION ->
          ofVectors(trait, new DrawMap(session).of(map, progress), map, progress);
    };
  }

  /** The classes by a trait that follows from the vectors alone. */
  static Coloured ofVectors(MapTrait trait, LayOut vectors, DrawMap.Drawn map, Progress progress) {
    int n = vectors.size();
    if (n < 2 && trait != MapTrait.NORM) {
      double[] none = new double[n];
      Arrays.fill(none, Double.NaN);
      return ColourClasses.numbers(trait.id(), none, ColourItems::brief);
    }
    return switch (trait) {
      case NORM -> ColourClasses.numbers(trait.id(), norms(vectors), ColourItems::brief);
      case HUBNESS ->
          whole(trait, NeighborGraphs.occurrences(NeighborGraphs.inSpace(vectors, progress)));
      case PRESERVATION -> {
        float[] kept = NeighborGraphs.preservation(vectors, map.x(), map.y(), progress);
        double[] shares = IntStream.range(0, n).mapToDouble(i -> kept[i]).toArray();
        yield ColourClasses.numbers(trait.id(), shares, ColourItems::brief);
      }
      case POPULARITY, FRESHNESS -> throw new IllegalArgumentException(trait.id());
    };
  }

  private static Coloured whole(MapTrait trait, int[] values) {
    return ColourClasses.numbers(
        trait.id(), Arrays.stream(values).asDoubleStream().toArray(), v -> Long.toString((long) v));
  }

  private static String brief(double value) {
    return new BigDecimal(value).round(new MathContext(3)).stripTrailingZeros().toPlainString();
  }

  private static double[] norms(LayOut vectors) {
    VectorTable table = vectors.table();
    double[] norms = new double[vectors.size()];
    float[] row = new float[table.dimension()];
    for (int i = 0; i < norms.length; i++) {
      int at = vectors.rows() == null ? i : vectors.rows()[i];
      table.copy(at, at + 1, row, 0);
      double square = 0;
      for (float value : row) {
        square += (double) value * value;
      }
      norms[i] = Math.sqrt(square);
    }
    return norms;
  }

  private double[] ages(DrawMap.Drawn map, Progress progress) throws Problem {
    Dataset dataset = session.data(progress).dataset();
    Column.Numbers published = published(dataset);
    if (published == null) {
      throw new Problem(
          Problem.Kind.NOT_FOUND,
          "engine.no-feature",
          MapTrait.FRESHNESS.id(),
          String.join(", ", fields(progress)));
    }
    // Events are ordered by time.
    double now = dataset.events().times()[dataset.events().size() - 1];
    return Arrays.stream(rows(dataset, map))
        .mapToDouble(r -> r < 0 ? Double.NaN : (now - published.values()[r]) / SECONDS_A_DAY)
        .toArray();
  }
}

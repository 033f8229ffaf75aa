package io.recallscope.tower;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.recallscope.dataset.Column;
import io.recallscope.dataset.Dataset;
import io.recallscope.dataset.EntityTable;
import io.recallscope.dataset.Events;
import io.recallscope.dataset.Split;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** ml-100k's users and items as the models made in Python saw them (make.py); no events. */
final class MovieLens100k {
  static final List<String> GENRES =
      List.of(
          "unknown",
          "Action",
          "Adventure",
          "Animation",
          "Children's",
          "Comedy",
          "Crime",
          "Documentary",
          "Drama",
          "Fantasy",
          "Film-Noir",
          "Horror",
          "Musical",
          "Mystery",
          "Romance",
          "Sci-Fi",
          "Thriller",
          "War",
          "Western");

  private MovieLens100k() {}

  static Path data() {
    String data = System.getenv("RECALLSCOPE_DATA");
    assumeTrue(data != null, "RECALLSCOPE_DATA is not set: ml-100k and the models made in Python");
    return Path.of(data);
  }

  static Dataset read() throws IOException {
    List<String> ids = new ArrayList<>();
    List<Double> ages = new ArrayList<>();
    List<String> genders = new ArrayList<>();
    List<String> jobs = new ArrayList<>();
    for (String line : lines("u.user")) {
      String[] p = line.split("\\|");
      ids.add(p[0]);
      ages.add(Double.valueOf(p[1]));
      genders.add(p[2]);
      jobs.add(p[3]);
    }
    EntityTable users =
        new EntityTable(
            ids,
            List.of(
                Data.numbers("age", ages),
                Data.category("gender", genders),
                Data.category("occupation", jobs)));
    List<String> items = new ArrayList<>();
    List<Double> years = new ArrayList<>();
    List<List<String>> genres = new ArrayList<>();
    for (String line : lines("u.item")) {
      String[] p = line.split("\\|", -1);
      items.add(p[0]);
      years.add(
          p[2].isEmpty() ? Double.NaN : Double.parseDouble(p[2].substring(p[2].length() - 4)));
      List<String> own = new ArrayList<>();
      for (int g = 0; g < GENRES.size(); g++) {
        if (p[5 + g].equals("1")) {
          own.add(GENRES.get(g));
        }
      }
      genres.add(own);
    }
    List<Column> columns = List.of(Data.numbers("year", years), Data.lists("genres", genres));
    return Data.set(users, new EntityTable(items, columns));
  }

  private static List<String> lines(String file) throws IOException {
    return Files.readAllLines(data().resolve("ml-100k").resolve(file), StandardCharsets.ISO_8859_1);
  }

  /** Small made data sets. */
  static final class Data {
    private Data() {}

    static Column.Numbers numbers(String name, List<Double> values) {
      return new Column.Numbers(name, values.stream().mapToDouble(d -> d).toArray());
    }

    /** Null where missing. */
    static Column.Categories category(String name, List<String> values) {
      List<String> vocabulary = values.stream().filter(v -> v != null).distinct().toList();
      int[] codes = values.stream().mapToInt(v -> v == null ? -1 : vocabulary.indexOf(v)).toArray();
      return new Column.Categories(name, vocabulary, codes);
    }

    static Column.Lists lists(String name, List<List<String>> values) {
      List<String> vocabulary = values.stream().flatMap(List::stream).distinct().toList();
      int[] offsets = new int[values.size() + 1];
      List<Integer> codes = new ArrayList<>();
      for (int i = 0; i < values.size(); i++) {
        values.get(i).forEach(v -> codes.add(vocabulary.indexOf(v)));
        offsets[i + 1] = codes.size();
      }
      return new Column.Lists(name, vocabulary, offsets, codes.stream().mapToInt(c -> c).toArray());
    }

    static Dataset set(EntityTable users, EntityTable items) {
      return set(users, items, new int[0], new int[0], new boolean[0], 0);
    }

    /** The first {@code training} events are for training. */
    static Dataset set(
        EntityTable users,
        EntityTable items,
        int[] who,
        int[] what,
        boolean[] clicks,
        int training) {
      BitSet split = new BitSet();
      split.set(0, training);
      return new Dataset(
          "files",
          "test-data",
          users,
          items,
          new Events(who, what, null, clicks),
          new Split("seeded", 0, 0.1, split),
          "ui.noun.item",
          null);
    }
  }
}

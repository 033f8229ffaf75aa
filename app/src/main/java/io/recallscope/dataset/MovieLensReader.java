package io.recallscope.dataset;

import io.recallscope.domain.Problem;
import io.recallscope.viz.work.Progress;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads MovieLens (Harper and Konstan 2015) in the layouts of ml-100k and ml-latest-small. A rating
 * of 4 or more is a click, any other a shown item that was not clicked. Every movie has its title,
 * year, genres and, to group by, {@code genre}, the first of its genres.
 */
public final class MovieLensReader implements DatasetReader {
  private static final double CLICK_FROM = 4;
  private static final String NO_GENRES = "(no genres listed)";

  /** The year at a title's end; of a range the first. */
  private static final Pattern YEAR = Pattern.compile("\\((\\d{4})(?:[-–]\\d{0,4})?\\)\\s*$");

  private static final List<String> GENRES =
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
  private static final int GENRES_FROM = 5;

  @Override
  public String name() {
    return "movielens";
  }

  @Override
  public Imported read(Path source, ImportOptions options, Progress progress) throws Problem {
    Splits.check(options);
    Defects defects = new Defects();
    if (Files.isRegularFile(source.resolve("u.data"))) {
      return read100k(source, options, defects, progress);
    }
    if (Files.isRegularFile(source.resolve("ratings.csv"))) {
      return readLatest(source, options, defects, progress);
    }
    throw new Problem(Problem.Kind.NOT_FOUND, "dataset.not-movielens", source);
  }

  private static Imported finish(
      EntityTable users,
      EntityTable items,
      EventsBuilder ratings,
      ImportOptions options,
      Defects defects,
      Progress progress)
      throws Problem {
    return TabularImport.finish(
        "movielens",
        users,
        items,
        TabularImport.events(ratings, progress),
        "ui.noun.movie",
        "genre",
        options,
        defects,
        progress);
  }

  private static int click(String rating) {
    double value = Values.number(rating);
    return Double.isNaN(value) ? -1 : value >= CLICK_FROM ? 1 : 0;
  }

  // ml-100k

  private interface Fields {
    void row(long line, String[] fields);
  }

  private static void lines(
      Path file,
      Charset charset,
      String separator,
      int width,
      String stage,
      Defects defects,
      Progress progress,
      Fields fields)
      throws Problem {
    long number = 0;
    try (BufferedReader reader =
        new BufferedReader(TextSource.open(file, charset, progress, stage), 1 << 16)) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        number++;
        if (line.isEmpty()) {
          continue;
        }
        String[] parts = line.split(separator, -1);
        if (parts.length != width) {
          defects.count(Defects.Kind.FIELDS, file, number, Integer.toString(parts.length));
        } else {
          fields.row(number, parts);
        }
      }
    } catch (IOException e) {
      throw TextSource.problem(file, e);
    }
    defects.endFile(file, number);
  }

  private static Imported read100k(
      Path folder, ImportOptions options, Defects defects, Progress progress) throws Problem {
    Charset latin = StandardCharsets.ISO_8859_1;
    Path userFile = folder.resolve("u.user");
    TableBuilder users = table(userFile, defects, "age", "gender", "occupation");
    lines(
        userFile,
        latin,
        "\\|",
        5,
        "dataset.stage.users",
        defects,
        progress,
        (line, f) -> users.row(line, row(f[0], f[1], f[2], f[3])));
    EntityTable userTable = TabularImport.table(users, progress);

    Path itemFile = folder.resolve("u.item");
    TableBuilder items = table(itemFile, defects, "title", "year", "genre", "genres");
    lines(
        itemFile,
        latin,
        "\\|",
        GENRES_FROM + GENRES.size(),
        "dataset.stage.items",
        defects,
        progress,
        (line, f) -> {
          List<String> genres = new ArrayList<>();
          for (int g = 0; g < GENRES.size(); g++) {
            if (f[GENRES_FROM + g].equals("1")) {
              genres.add(GENRES.get(g));
            }
          }
          String year = f[2].length() < 4 ? "" : f[2].substring(f[2].length() - 4);
          items.row(line, movie(f[0], f[1], year, genres));
        });
    EntityTable itemTable = TabularImport.table(items, progress);

    Path dataFile = folder.resolve("u.data");
    EventsBuilder ratings =
        new EventsBuilder(dataFile, userTable, itemTable, "item_id", "rating", defects);
    lines(
        dataFile,
        latin,
        "\t",
        4,
        "dataset.stage.events",
        defects,
        progress,
        (line, f) -> ratings.add(f[0], f[1], f[3], click(f[2]), line));
    return finish(userTable, itemTable, ratings, options, defects, progress);
  }

  private static Object[] row(String... cells) {
    Object[] row = new Object[cells.length];
    for (int c = 0; c < row.length; c++) {
      row[c] = cells[c].isEmpty() ? null : cells[c];
    }
    return row;
  }

  private static Object[] movie(String id, String title, String year, List<String> genres) {
    return new Object[] {
      id,
      title.isEmpty() ? null : title,
      year.isEmpty() ? null : year,
      genres.isEmpty() ? null : genres.getFirst(),
      genres.isEmpty() ? null : new Rows.Listed(genres)
    };
  }

  private static TableBuilder table(Path file, Defects defects, String... columns) {
    TableBuilder table = new TableBuilder(file, "id", defects);
    table.column(0, "id");
    for (int c = 0; c < columns.length; c++) {
      table.column(c + 1, columns[c]);
    }
    return table;
  }

  // ml-latest-small

  private static Imported readLatest(
      Path folder, ImportOptions options, Defects defects, Progress progress) throws Problem {
    Path movieFile = folder.resolve("movies.csv");
    TableBuilder items = table(movieFile, defects, "title", "year", "genre", "genres");
    Rows.read(
        movieFile,
        "dataset.stage.items",
        defects,
        progress,
        new Csv(movieFile, "movieId", "title", "genres") {
          @Override
          void fields(long line, String[] f) {
            String title = f[1] == null ? "" : f[1];
            Matcher year = YEAR.matcher(title);
            List<String> genres =
                f[2] == null || f[2].equals(NO_GENRES) ? List.of() : List.of(f[2].split("\\|"));
            items.row(
                line,
                movie(f[0] == null ? "" : f[0], title, year.find() ? year.group(1) : "", genres));
          }
        });
    EntityTable itemTable = TabularImport.table(items, progress);

    // Users are named only by their ratings, so the file is read twice.
    Path ratingFile = folder.resolve("ratings.csv");
    java.util.LinkedHashSet<String> ids = new java.util.LinkedHashSet<>();
    Rows.read(
        ratingFile,
        "dataset.stage.users",
        new Defects(),
        progress,
        new Csv(ratingFile, "userId") {
          @Override
          void fields(long line, String[] f) {
            if (f[0] != null) {
              ids.add(f[0]);
            }
          }
        });
    EntityTable userTable = new EntityTable(List.copyOf(ids), List.of());
    EventsBuilder ratings =
        new EventsBuilder(ratingFile, userTable, itemTable, "movieId", "rating", defects);
    Rows.read(
        ratingFile,
        "dataset.stage.events",
        defects,
        progress,
        new Csv(ratingFile, "userId", "movieId", "rating", "timestamp") {
          @Override
          void fields(long line, String[] f) {
            ratings.add(f[0], f[1], f[3], f[2] == null ? -1 : click(f[2]), line);
          }
        });
    return finish(userTable, itemTable, ratings, options, defects, progress);
  }

  /** Rows with some named columns, in that order. */
  private abstract static class Csv implements Rows.Handler {
    private final Path file;
    private final String[] wanted;
    private final int[] at;
    private final List<String> names = new ArrayList<>();

    Csv(Path file, String... wanted) {
      this.file = file;
      this.wanted = wanted;
      this.at = new int[wanted.length];
    }

    abstract void fields(long line, String[] fields);

    @Override
    public void column(int index, String name) {
      names.add(name);
    }

    @Override
    public void columnsComplete() throws Problem {
      for (int w = 0; w < wanted.length; w++) {
        at[w] = names.indexOf(wanted[w]);
        if (at[w] < 0) {
          throw new Problem(
              Problem.Kind.INPUT,
              "dataset.missing-column",
              file,
              wanted[w],
              String.join(", ", names));
        }
      }
    }

    @Override
    public void row(long line, Object[] cells) {
      String[] fields = new String[wanted.length];
      for (int w = 0; w < wanted.length; w++) {
        fields[w] = Rows.text(cells[at[w]]);
      }
      fields(line, fields);
    }
  }
}

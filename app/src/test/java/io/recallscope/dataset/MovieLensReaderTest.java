package io.recallscope.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recallscope.dataset.DatasetReader.ImportOptions;
import io.recallscope.dataset.DatasetReader.Imported;
import io.recallscope.domain.Problem;
import io.recallscope.viz.work.Progress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MovieLensReaderTest {
  @TempDir Path folder;

  private static Imported read(Path source) throws Problem {
    return DatasetReader.named("movielens").read(source, ImportOptions.DEFAULT, Progress.NONE);
  }

  private static Path real(String name) {
    String data = System.getenv("RECALLSCOPE_DATA");
    Assumptions.assumeTrue(data != null, "RECALLSCOPE_DATA is not set: no MovieLens here");
    Path source = Path.of(data, name);
    Assumptions.assumeTrue(Files.isDirectory(source), source + " does not exist");
    return source;
  }

  private static int clicks(Dataset data) {
    int clicks = 0;
    for (boolean click : data.events().clicks()) {
      clicks += click ? 1 : 0;
    }
    return clicks;
  }

  @Test
  void the100kLayoutIsLatin1WithGenreColumns() throws Exception {
    String none = "|0".repeat(19);
    Files.writeString(folder.resolve("u.user"), "1|24|M|technician|85711\n2|53|F|other|94043\n");
    Files.writeString(
        folder.resolve("u.item"),
        "1|Toy Story (1995)|01-Jan-1995||http://x|0|0|0|1|1|1|0|0|0|0|0|0|0|0|0|0|0|0|0\n"
            + "2|Les Misérables||||"
            + none.substring(1)
            + "\n",
        StandardCharsets.ISO_8859_1);
    Files.writeString(folder.resolve("u.data"), "1\t1\t4\t881250949\n2\t2\t3\t881250950\n");
    Dataset data = read(folder).dataset();
    assertThat(data.users().columns())
        .extracting(Column::name)
        .containsExactly("age", "gender", "occupation");
    assertThat(data.title(1)).isEqualTo("Les Misérables");
    assertThat(data.items().column("year").text(0)).isEqualTo("1995");
    assertThat(data.items().column("year").missing(1)).isTrue();
    Column.Lists genres = (Column.Lists) data.items().column("genres");
    assertThat(genres.values(0)).containsExactly("Animation", "Children's", "Comedy");
    assertThat(genres.missing(1)).isTrue();
    assertThat(data.items().column("genre").text(0)).isEqualTo("Animation");
    assertThat(data.events().clicks()).containsExactly(true, false);
    assertThat(data.groupField()).isEqualTo("genre");
  }

  @Test
  void theLatestLayoutTakesTheYearFromTheTitle() throws Exception {
    Files.writeString(
        folder.resolve("movies.csv"),
        """
        movieId,title,genres
        1,Toy Story (1995),Adventure|Comedy
        2,"Misérables, Les (1995)",Drama
        3,Serial (2006–2007) ,(no genres listed)
        4,Paterson,Drama
        """);
    Files.writeString(
        folder.resolve("ratings.csv"),
        "userId,movieId,rating,timestamp\n7,1,4.0,20\n7,2,3.5,10\n3,9,5.0,30\n");
    Imported imported = read(folder);
    Dataset data = imported.dataset();
    assertThat(data.users().ids()).containsExactly("7", "3");
    assertThat(data.title(1)).isEqualTo("Misérables, Les (1995)");
    Column year = data.items().column("year");
    assertThat(List.of(year.text(0), year.text(1), year.text(2), year.text(3)))
        .containsExactly("1995", "1995", "2006", "");
    assertThat(data.items().column("genres").text(0)).isEqualTo("Adventure|Comedy");
    assertThat(data.items().column("genres").missing(2)).isTrue();
    assertThat(data.items().column("genre").missing(2)).isTrue();
    assertThat(data.events().clicks()).containsExactly(false, true);
    assertThat(imported.report().count("dataset.defect.unknown-item")).isEqualTo(1);
  }

  @Test
  void anotherFolderIsRefused() {
    assertThatThrownBy(() -> read(folder))
        .isInstanceOfSatisfying(
            Problem.class, p -> assertThat(p.code()).isEqualTo("dataset.not-movielens"));
  }

  @Test
  void ml100kIsWhole() throws Problem {
    Imported imported = read(real("ml-100k"));
    Dataset data = imported.dataset();
    assertThat(data.users().size()).isEqualTo(943);
    assertThat(data.items().size()).isEqualTo(1_682);
    assertThat(data.events().size()).isEqualTo(100_000);
    assertThat(clicks(data)).isEqualTo(55_375);
    assertThat(imported.report().defects()).isEmpty();
    assertThat(data.items().column("year").type().name()).isEqualTo("NUMBER");
    assertThat(data.items().column("year").missing(data.items().row("267"))).isTrue();
    assertThat(((Column.Lists) data.items().column("genres")).vocabulary()).hasSize(19);
    assertThat(data.users().column("age").type().name()).isEqualTo("NUMBER");
  }

  /** There are several editions of ml-latest-small; each says in its README what it holds. */
  @Test
  void mlLatestSmallIsWhole() throws Exception {
    Path source = real("ml-latest-small");
    Matcher counts =
        Pattern.compile(
                "contains (\\d+) ratings and \\d+ tag applications across (\\d+) movies\\. "
                    + "These data were created by (\\d+) users")
            .matcher(Files.readString(source.resolve("README.txt")));
    assertThat(counts.find()).isTrue();
    Imported imported = read(source);
    Dataset data = imported.dataset();
    assertThat(data.events().size()).isEqualTo(Integer.parseInt(counts.group(1)));
    assertThat(data.items().size()).isEqualTo(Integer.parseInt(counts.group(2)));
    assertThat(data.users().size()).isEqualTo(Integer.parseInt(counts.group(3)));
    assertThat(imported.report().defects()).isEmpty();
    Column year = data.items().column("year");
    int without = 0;
    for (int i = 0; i < data.items().size(); i++) {
      without += year.missing(i) ? 1 : 0;
    }
    assertThat(without).isLessThan(20);
    double trained = data.split().training().cardinality() / (double) data.events().size();
    assertThat(trained).isBetween(0.89, 0.9);
  }
}

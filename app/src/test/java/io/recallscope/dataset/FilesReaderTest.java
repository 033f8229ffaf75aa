package io.recallscope.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.recallscope.dataset.DatasetReader.Defect;
import io.recallscope.dataset.DatasetReader.ImportOptions;
import io.recallscope.dataset.DatasetReader.Imported;
import io.recallscope.domain.FeatureType;
import io.recallscope.domain.Messages;
import io.recallscope.domain.Problem;
import io.recallscope.viz.testkit.Cancelling;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FilesReaderTest {
  private static final String EVENTS =
      "user_id,item_id,timestamp,label\nu1,007,100,1\nu1,7,90,0\nu2,x,110,1\n";

  @TempDir Path path;

  private static void stops(ThrowingCallable call, String code, Object... arguments) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            Problem.class,
            p -> {
              assertThat(p.code()).isEqualTo(code);
              assertThat(p.arguments().stream().map(String::valueOf))
                  .containsAll(Arrays.stream(arguments).map(String::valueOf).toList());
              for (Locale locale : new Locale[] {Locale.ENGLISH, Locale.CHINESE}) {
                assertThat(p.sentence(locale)).isNotBlank().doesNotContain("{");
                assertThat(p.remedy(locale)).isNotBlank().doesNotContain("{");
              }
            });
  }

  @Test
  void idsStayTextAndEveryRowIsKept() throws Problem {
    Dataset data = Folder.of(path).file("events.csv", EVENTS).read().dataset();
    assertThat(data.items().ids()).containsExactly("007", "7", "x");
    assertThat(data.users().ids()).containsExactly("u1", "u2", "u3");
    assertThat(data.title(data.items().row("007"))).isEqualTo("Bond");
    assertThat(data.items().column("title").type()).isEqualTo(FeatureType.TEXT);
    assertThat(data.groupField()).isEqualTo("kind");
  }

  @Test
  void eventsComeInOrderOfTimeWithTheirLabels() throws Problem {
    Events events = Folder.of(path).file("events.csv", EVENTS).read().dataset().events();
    assertThat(events.times()).containsExactly(90, 100, 110);
    assertThat(events.items()).containsExactly(1, 0, 2);
    assertThat(events.clicks()).containsExactly(false, true, true);
  }

  @Test
  void quotesLineBreaksCrLfAndByteOrderMarkAreUnderstood() throws Problem {
    Dataset data =
        Folder.of(path)
            .file(
                "items.csv",
                "\uFEFFitem_id,title,kind\r\n007,\"A, \"\"B\"\"\r\nC\",film\r\nx,读书,book\r\n")
            .file("events.csv", "user_id,item_id\r\nu1,007\r\nu1,x\r\n")
            .read()
            .dataset();
    assertThat(data.title(0)).isEqualTo("A, \"B\"\r\nC");
    assertThat(data.title(1)).isEqualTo("读书");
    assertThat(data.items().columns()).extracting(Column::name).containsExactly("title", "kind");
  }

  @Test
  void typesAreInferred() throws Problem {
    Dataset data =
        Folder.of(path)
            .file(
                "items.csv",
                """
                item_id,price,zip,day,at,tags,json,colour,brand_id,empty
                a,1.5,01234,2026-10-05,2026-10-05T00:00:10Z,x|y,"[""p"",""q|r""]",red,1,
                b,-2e3,99999,2026-10-06,2026-10-05 00:00:11,x,[],blue,2,
                c,,00001,,2026-10-05T08:00:12+08:00,,"[""p""]",red,2,
                """)
            .file("events.csv", "user_id,item_id\nu1,a\nu1,b\n")
            .read()
            .dataset();
    EntityTable items = data.items();
    Column.Numbers price = (Column.Numbers) items.column("price");
    assertThat(price.values()).containsExactly(1.5, -2000, Double.NaN);
    assertThat(items.column("zip").type()).isEqualTo(FeatureType.CATEGORY);
    assertThat(items.column("zip").text(2)).isEqualTo("00001");
    Column.Numbers day = (Column.Numbers) items.column("day");
    assertThat(day.values()).containsExactly(1791158400.0, 1791244800.0, Double.NaN);
    Column.Numbers at = (Column.Numbers) items.column("at");
    assertThat(at.values()).containsExactly(1791158410.0, 1791158411.0, 1791158412.0);
    assertThat(price.type()).isEqualTo(FeatureType.NUMBER);
    assertThat(day.type()).isEqualTo(FeatureType.TIME);
    assertThat(day.text(1)).isEqualTo("2026-10-06");
    assertThat(day.text(2)).isEmpty();
    assertThat(at.text(2)).isEqualTo("2026-10-05 00:00:12");
    Column.Lists tags = (Column.Lists) items.column("tags");
    assertThat(tags.values(0)).containsExactly("x", "y");
    assertThat(tags.missing(2)).isTrue();
    Column.Lists json = (Column.Lists) items.column("json");
    assertThat(json.values(0)).containsExactly("p", "q|r");
    assertThat(json.missing(1)).isTrue();
    assertThat(items.column("colour").type()).isEqualTo(FeatureType.CATEGORY);
    assertThat(items.column("brand_id").type()).isEqualTo(FeatureType.CATEGORY);
    assertThat(items.column("empty")).isNull();
  }

  @Test
  void jsonLinesAndGzipReadLikeCsv() throws Problem {
    Dataset data =
        new Folder(path)
            .file(
                "users.jsonl",
                "{\"user_id\":\"007\",\"age\":30}\n\n{\"user_id\":7,\"age\":null,\"zip\":\"12\"}\n")
            .file(
                "items.jsonl.gz",
                "{\"item_id\":\"a\",\"title\":\"[x]\",\"tags\":[\"p\",\"q|r\"]}\n{\"title\":\"B\",\"item_id\":\"b\",\"tags\":[]}\n")
            .file("events.csv.gz", "user_id,item_id,timestamp\n007,a,1\n7,b,2\n")
            .read()
            .dataset();
    assertThat(data.users().ids()).containsExactly("007", "7");
    assertThat(((Column.Numbers) data.users().column("age")).values())
        .containsExactly(30, Double.NaN);
    assertThat(data.users().column("zip").type()).isEqualTo(FeatureType.CATEGORY);
    assertThat(data.users().column("zip").missing(0)).isTrue();
    assertThat(((Column.Lists) data.items().column("tags")).values(0)).containsExactly("p", "q|r");
    assertThat(data.title(0)).isEqualTo("[x]");
    assertThat(data.events().clicks()).containsExactly(true, true);
  }

  @Test
  void duplicatesUnknownIdsAndBadRowsAreCountedAndNamed() throws Problem {
    Imported imported =
        Folder.of(path)
            .file("users.csv", "user_id,age\nu1,30\nu2,41\nu1,99\n,5\nu4,1,2\n")
            .file(
                "events.csv",
                EVENTS + "u1,nope,120,1\nnobody,x,120,1\nu1,x,soon,1\nu1,x,120,maybe\n")
            .read();
    assertThat(imported.dataset().users().column("age").text(0)).isEqualTo("30");
    assertThat(imported.report().users()).isEqualTo(2);
    assertThat(imported.report().events()).isEqualTo(3);
    assertThat(imported.report().defects())
        .containsExactlyInAnyOrder(
            new Defect("dataset.defect.duplicate-id", 1, List.of("users.csv:4:user_id")),
            new Defect("dataset.defect.empty-id", 1, List.of("users.csv:5:user_id")),
            new Defect("dataset.defect.fields", 1, List.of("users.csv:6:3")),
            new Defect("dataset.defect.unknown-item", 1, List.of("events.csv:5:item_id")),
            new Defect("dataset.defect.unknown-user", 1, List.of("events.csv:6:user_id")),
            new Defect("dataset.defect.bad-time", 1, List.of("events.csv:7:timestamp")),
            new Defect("dataset.defect.bad-label", 1, List.of("events.csv:8:label")));
    for (Defect defect : imported.report().defects()) {
      assertThat(Messages.text(Locale.CHINESE, defect.kind())).isNotBlank();
    }
  }

  @Test
  void aBadNumberBecomesMissingAndTellsItsLine() throws Problem {
    StringBuilder users = new StringBuilder("user_id,age\n");
    for (int u = 1; u <= 40; u++) {
      users.append('u').append(u).append(',').append(u == 7 ? "old" : "" + u).append('\n');
    }
    Imported imported =
        Folder.of(path).file("users.csv", users.toString()).file("events.csv", EVENTS).read();
    assertThat(imported.dataset().users().column("age").missing(6)).isTrue();
    assertThat(imported.report().defects())
        .containsExactly(new Defect("dataset.defect.bad-number", 1, List.of("users.csv:8:age")));
  }

  @Test
  void structuralTroubleStopsTheImport() throws Exception {
    Folder folder = Folder.of(path);
    stops(folder::read, "dataset.missing-file", "events");
    folder.file("events.csv", "user_id,post\nu1,7\n");
    stops(folder::read, "dataset.missing-column", "item_id", "user_id, post");
    folder.file("events.csv", "user_id,item_id,user_id\nu1,7,u1\n");
    stops(folder::read, "dataset.duplicate-column", 3, "user_id");
    folder.file("events.csv", "");
    stops(folder::read, "dataset.empty-file");
    folder.file("events.csv", "user_id,item_id\nu1,\"7\nu2,x\nu2,x\n");
    stops(folder::read, "dataset.open-quote", 2);
    folder.file("events.csv", "user_id,item_id\nnobody,7\n");
    stops(folder::read, "dataset.no-events");
    folder.file("events.csv", EVENTS).file("events.jsonl", "{}\n");
    stops(folder::read, "dataset.two-files", "events.csv", "events.jsonl");
    stops(() -> new Folder(path.resolve("none")).read(), "dataset.no-folder");
    Files.delete(path.resolve("events.jsonl"));
    stops(() -> folder.read(new ImportOptions("weekly", 0.1, 1)), "dataset.split-kind", "weekly");
    stops(() -> folder.read(new ImportOptions("time", 1.0, 1)), "dataset.test-share");
  }

  @Test
  void brokenUtf8StopsWithFileAndLine() {
    byte[] text = "item_id,title\na,ok\nb,caf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1);
    Folder folder = Folder.of(path).file("items.csv", text).file("events.csv", EVENTS);
    stops(folder::read, "dataset.broken-text", path.resolve("items.csv"), 3, 6);
  }

  @Test
  void aTruncatedArchiveStops() throws Exception {
    Folder folder = Folder.of(path).file("events.csv.gz", EVENTS.repeat(200));
    byte[] whole = Files.readAllBytes(path.resolve("events.csv.gz"));
    Files.write(path.resolve("events.csv.gz"), Arrays.copyOf(whole, whole.length - 20));
    stops(folder::read, "dataset.broken-gzip");
  }

  @Test
  void moreThanOnePercentBadRowsStop() throws Problem {
    String good = "u1,7,100,1\n";
    Folder folder = Folder.of(path);
    folder.file("events.csv", EVENTS + good.repeat(980) + "u1,7\n".repeat(11));
    stops(folder::read, "dataset.bad-rows", 11L, 994L, "events.csv:985:2");
    folder.file("events.csv", EVENTS + good.repeat(2_000) + "u1,7\n".repeat(11));
    assertThat(folder.read().report().count("dataset.defect.fields")).isEqualTo(11);
  }

  @Test
  void badJsonIsABadRow() throws Problem {
    Imported imported =
        Folder.of(path)
            .file(
                "events.jsonl",
                "{\"user_id\":\"u1\",\"item_id\":\"7\"}\n{\"user_id\":\n{\"user_id\":{}}\n{\"user_id\":\"u2\",\"item_id\":\"x\",\"label\":0}\n")
            .read();
    assertThat(imported.report().count("dataset.defect.json")).isEqualTo(2);
    assertThat(imported.dataset().events().clicks()).containsExactly(true, false);
  }

  @Test
  void timesMayBeMillisecondsOrIso() throws Problem {
    Events events =
        Folder.of(path)
            .file(
                "events.csv",
                "user_id,item_id,timestamp\nu1,7,1791158400123\nu1,x,2026-10-05T00:00:01Z\nu2,x,1791158402\n")
            .read()
            .dataset()
            .events();
    assertThat(events.times()).containsExactly(1791158400L, 1791158401L, 1791158402L);
  }

  @Test
  void largeColumnsSettleOnTheirTypeAndKeepEveryValue() throws Problem {
    int n = 30_000;
    StringBuilder items = new StringBuilder("item_id,number,day,list,author,note\n");
    for (int i = 0; i < n; i++) {
      items
          .append('i')
          .append(i)
          .append(',')
          .append(i == 20_000 ? "none" : i + ".5")
          .append(",2026-10-05T00:00:00.")
          .append(String.format(Locale.ROOT, "%05dZ", i))
          .append(",t")
          .append(i % 300)
          .append("|s")
          .append(i)
          .append(",a")
          .append(i / 3)
          .append(",free words of ")
          .append(i)
          .append('\n');
    }
    Imported imported =
        Folder.of(path)
            .file("items.csv", items.toString())
            .file("events.csv", "user_id,item_id\nu1,i1\nu1,i2\n")
            .read();
    EntityTable table = imported.dataset().items();
    assertThat(((Column.Numbers) table.column("number")).values()[n - 1]).isEqualTo(n - 0.5);
    assertThat(imported.report().defects())
        .containsExactly(
            new Defect("dataset.defect.bad-number", 1, List.of("items.csv:20002:number")));
    assertThat(((Column.Numbers) table.column("day")).values()[n - 1])
        .isEqualTo(1791158400.29999, within(1e-6));
    assertThat(((Column.Lists) table.column("list")).values(n - 1))
        .containsExactly("t299", "s29999");
    assertThat(((Column.Lists) table.column("list")).values(1)).containsExactly("t1", "s1");
    assertThat(table.column("author").type()).isEqualTo(FeatureType.CATEGORY);
    assertThat(table.column("author").text(n - 1)).isEqualTo("a9999");
    assertThat(table.column("note").type()).isEqualTo(FeatureType.TEXT);
  }

  @Test
  void cancellingPassesThrough() {
    Folder folder = Folder.of(path).file("events.csv", EVENTS + "u1,7,1,1\n".repeat(50_000));
    assertThatThrownBy(
            () ->
                DatasetReader.named("files")
                    .read(path, ImportOptions.DEFAULT, Cancelling.in("dataset.stage.events")))
        .isInstanceOf(CancellationException.class);
    assertThat(folder.path()).isDirectory();
  }

  @Test
  void anUnknownReaderIsRefusedNamingTheKnownOnes() {
    stops(() -> DatasetReader.named("parquet"), "dataset.unknown-reader", "parquet");
    assertThatThrownBy(() -> DatasetReader.named("parquet"))
        .hasMessageContaining("feed")
        .hasMessageContaining("movielens")
        .hasMessageContaining("files");
  }
}

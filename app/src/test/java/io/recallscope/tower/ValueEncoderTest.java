package io.recallscope.tower;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recallscope.dataset.Dataset;
import io.recallscope.dataset.EntityTable;
import io.recallscope.tower.MovieLens100k.Data;
import io.recallscope.tower.TowerSignature.ElementType;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ValueEncoderTest {
  private static final int[] ALL = {0, 1, 2};

  private static final Dataset DATA =
      Data.set(
          new EntityTable(
              List.of("007", "9007199254740993", "3"),
              List.of(
                  Data.numbers("age", List.of(20.0, 30.5, Double.NaN)),
                  Data.category("city", Arrays.asList("x", null, "y")),
                  Data.lists("tags", List.of(List.of("a", "b", "c"), List.of(), List.of("d"))))),
          new EntityTable(List.of("i0", "i1", "i2"), List.of()),
          new int[] {0, 0, 1, 0, 0},
          new int[] {2, 1, 0, 0, 1},
          new boolean[] {true, true, false, true, true},
          4);

  private static final Features USERS = Features.of(Towers.Side.USER, DATA);

  private static ValueEncoder encoder(String json, ElementType type) throws Exception {
    String file = "{\"user\": {\"inputs\": {\"x\": " + json + "}}}";
    Feed.Value value =
        (Feed.Value) TowersFile.parse(Path.of("/t/towers.json"), file).user().inputs().get("x");
    return new ValueEncoder(
        value, type, value.vocabulary() == null ? null : Map.of("x", 0, "y", 1));
  }

  private static Object strings(String json, int... rows) throws Exception {
    return encoder(json, ElementType.STRING).encode(USERS, rows).cells().strings;
  }

  private static float[] floats(String json, int... rows) throws Exception {
    return encoder(json, ElementType.FLOAT32).encode(USERS, rows).cells().floats;
  }

  private static long[] longs(String json, int... rows) throws Exception {
    return encoder(json, ElementType.INT64).encode(USERS, rows).cells().longs;
  }

  @Test
  void idsStayTextAndBecomeExactWholeNumbers() throws Exception {
    assertThat(strings("\"user_id\"", ALL))
        .isEqualTo(new String[] {"007", "9007199254740993", "3"});
    assertThat(longs("\"user_id\"", ALL)).containsExactly(7, 9007199254740993L, 3);
  }

  @Test
  void numbersBecomeText() throws Exception {
    assertThat(strings("\"age\"", 0, 1)).isEqualTo(new String[] {"20", "30.5"});
  }

  @Test
  void scaleAndOffsetComeAfterTheDefault() throws Exception {
    assertThat(floats("{\"feature\": \"age\", \"scale\": 2, \"offset\": 1, \"default\": 10}", ALL))
        .containsExactly(41, 62, 21);
    assertThat(floats("{\"constant\": 4}", ALL)).containsExactly(4, 4, 4);
  }

  @Test
  void aListIsCutAndFilledAsSaid() throws Exception {
    String list = "{\"feature\": \"tags\", \"length\": 2, \"default\": []%s}";
    assertThat(strings(list.formatted(""), ALL))
        .isEqualTo(new String[] {"a", "b", "", "", "d", ""});
    assertThat(strings(list.formatted(", \"keep\": \"last\", \"pad\": \"-\""), ALL))
        .isEqualTo(new String[] {"b", "c", "-", "-", "d", "-"});
    assertThat(strings(list.formatted(", \"padSide\": \"left\", \"pad\": \"-\""), ALL))
        .isEqualTo(new String[] {"a", "b", "-", "-", "-", "d"});
  }

  @Test
  void aVariableListIsFilledToTheLongestOfTheBatch() throws Exception {
    ValueEncoder.Encoded encoded =
        encoder("{\"feature\": \"tags\", \"length\": null}", ElementType.STRING)
            .encode(USERS, new int[] {2, 0});
    assertThat(encoded.width()).isEqualTo(3);
    assertThat(encoded.lengths()).containsExactly(1, 3);
    assertThat(encoded.cells().strings).containsExactly("d", "", "", "a", "b", "c");
  }

  @Test
  void multiHotIgnoresAndCountsOtherValues() throws Exception {
    ValueEncoder encoder =
        encoder("{\"feature\": \"tags\", \"multiHot\": [\"c\", \"a\"]}", ElementType.FLOAT32);
    assertThat(encoder.encode(USERS, new int[] {0, 2}).cells().floats).containsExactly(1, 1, 0, 0);
    assertThat(encoder.ignored()).isEqualTo(2);
    assertThat(longs("{\"feature\": \"city\", \"multiHot\": [\"x\", \"y\"]}", 0, 2))
        .containsExactly(1, 0, 0, 1);
  }

  @Test
  void vocabularyGivesLineNumbersAndOov() throws Exception {
    String json =
        "{\"feature\": \"city\", \"vocabulary\": \"v.txt\", \"oov\": 9, \"default\": \"?\"}";
    assertThat(longs(json, ALL)).containsExactly(0, 9, 1);
  }

  @Test
  void historyIsTheTrainingClicksOldestFirst() throws Exception {
    assertThat(strings("{\"feature\": \"history\", \"length\": 3, \"pad\": \"\"}", 0))
        .isEqualTo(new String[] {"i2", "i1", "i0"});
    ValueEncoder encoder =
        encoder("{\"feature\": \"history\", \"length\": 2, \"pad\": \"-\"}", ElementType.STRING);
    assertThat(encoder.has(USERS, 1)).isTrue();
    assertThat(encoder.encode(USERS, new int[] {1}).cells().strings).containsExactly("-", "-");
  }

  @Test
  void aRowThatLacksAValueHasNoneWithoutADefault() throws Exception {
    assertThat(encoder("\"age\"", ElementType.FLOAT32).has(USERS, 2)).isFalse();
    assertThat(encoder("\"city\"", ElementType.STRING).has(USERS, 1)).isFalse();
    assertThat(encoder("{\"feature\": \"age\", \"default\": 0}", ElementType.FLOAT32).has(USERS, 2))
        .isTrue();
  }

  @Test
  void whatDoesNotFitIsNamedNotRounded() throws Exception {
    assertThatThrownBy(() -> longs("\"age\"", 1))
        .isInstanceOf(ValueEncoder.RowMisfit.class)
        .hasMessage("30.5");
    assertThatThrownBy(() -> floats("\"city\"", 0)).hasMessage("x");
    assertThat(encoder("\"age\"", ElementType.INT64).misfit(USERS.get("age"))).isEqualTo("30.5");
    assertThat(encoder("\"age\"", ElementType.FLOAT32).misfit(USERS.get("age"))).isNull();
    assertThat(encoder("\"user_id\"", ElementType.INT32).misfit(USERS.get("user_id")))
        .isEqualTo("9007199254740993");
    assertThat(
            encoder("{\"feature\": \"age\", \"default\": \"old\"}", ElementType.FLOAT32)
                .misfitOfFile())
        .isEqualTo("old");
  }

  @Test
  void editsReplaceAFeatureForOneCall() throws Exception {
    Features edited = USERS.with(Map.of("city", "z", "tags", List.of("q"), "age", 5));
    ValueEncoder city = encoder("\"city\"", ElementType.STRING);
    assertThat(city.encode(edited, ALL).cells().strings).containsExactly("z", "z", "z");
    assertThat(city.encode(USERS, new int[] {0}).cells().strings).containsExactly("x");
    assertThat(encoder("\"age\"", ElementType.FLOAT32).encode(edited, ALL).cells().floats)
        .containsExactly(5, 5, 5);
  }
}

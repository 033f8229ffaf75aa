package io.recallscope.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recallscope.dataset.Column;
import io.recallscope.dataset.Dataset;
import io.recallscope.dataset.EntityTable;
import io.recallscope.dataset.Events;
import io.recallscope.dataset.Split;
import io.recallscope.domain.Filter;
import io.recallscope.domain.Problem;
import io.recallscope.domain.VectorSpace;
import io.recallscope.viz.vector.Similarity;
import io.recallscope.viz.vector.VectorTable;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DatasetSourceTest {
  private static final EntityTable ITEMS =
      new EntityTable(
          List.of("a", "b", "c", "d"),
          List.of(
              new Column.Categories("circle", List.of("读书", "film"), new int[] {0, 1, 1, -1}),
              new Column.Lists(
                  "genres",
                  List.of("War", "Drama"),
                  new int[] {0, 2, 3, 3, 3},
                  new int[] {0, 1, 1}),
              new Column.Numbers("year", new double[] {1990, 1995, Double.NaN, 2001}),
              new Column.Numbers("seen", new double[] {0, 86_400, 90_000, Double.NaN}, true),
              new Column.Texts("title", new String[] {"A", null, "C", "D"})));

  private final DatasetSource source = source("a", "b", "c", "d");

  /** Vectors of these items, in this order. */
  private static DatasetSource source(String... ids) {
    VectorSpace space = new VectorSpace("f", "v", 1, Similarity.DOT);
    return new DatasetSource(
        space,
        VectorTable.of(new VectorTable.Origin("f", "data"), List.of(ids), 1, new float[ids.length]),
        new Dataset(
            "files",
            "data",
            new EntityTable(List.of("u"), List.of()),
            ITEMS,
            new Events(new int[0], new int[0], null, new boolean[0]),
            new Split("seeded", 0, 0.1, new BitSet()),
            "item",
            null));
  }

  private List<Integer> passing(String... expressions) throws Problem {
    return source.passing(Filter.parse(List.of(expressions))).stream().boxed().toList();
  }

  @Test
  void everyKindOfFeatureCanBeTested() throws Problem {
    assertThat(passing()).containsExactly(0, 1, 2, 3);
    assertThat(passing("circle=film")).containsExactly(1, 2);
    assertThat(passing("seen=1970-01-02")).containsExactly(1);
    assertThat(passing("seen>=1970-01-02")).containsExactly(1, 2);
    assertThat(passing("seen>1970-01-02 00:59:59")).containsExactly(2);
    assertThat(passing("circle=film|读书")).containsExactly(0, 1, 2);
    assertThat(passing("genres=Drama")).containsExactly(0, 1);
    assertThat(passing("year=1995.0")).containsExactly(1);
    assertThat(passing("year=1990|2001")).containsExactly(0, 3);
    assertThat(passing("year>=1995")).containsExactly(1, 3);
    assertThat(passing("year<1995")).containsExactly(0);
    assertThat(passing("year>1990", "circle=film")).containsExactly(1);
    assertThat(passing("circle=none")).isEmpty();
  }

  @Test
  void rowsAreThoseOfTheVectors() throws Problem {
    Filter films = Filter.parse(List.of("circle=film"));
    assertThat(source("d", "c", "a").passing(films).stream()).containsExactly(1);
  }

  @Test
  void fieldsCodesAndStringsTellTheSame() {
    for (var field : source.fields()) {
      for (String value : List.of("film", "读书", "War", "Drama", "none")) {
        var test = field.anyOf(java.util.Set.of(value));
        for (int row = 0; row < ITEMS.size(); row++) {
          assertThat(test.test(row)).isEqualTo(field.strings(row).contains(value));
        }
      }
    }
  }

  @Test
  void whatCannotBeTestedIsRefusedInWords() {
    refused("index.unknown-field", "colour=red").hasMessageContaining("circle, genres, seen, year");
    refused("index.unknown-field", "title=A");
    refused("index.not-comparable", "circle>=3");
    refused("index.not-a-number", "year=long");
  }

  private org.assertj.core.api.AbstractThrowableAssert<?, ?> refused(
      String code, String expression) {
    return assertThatThrownBy(() -> passing(expression))
        .isInstanceOfSatisfying(
            Problem.class,
            p -> {
              assertThat(p.code()).isEqualTo(code);
              assertThat(p.kind()).isEqualTo(Problem.Kind.USAGE);
            });
  }

  @Test
  void theLatestAnswersAreKeptAndTheOldestForgotten() throws Problem {
    Filter first = Filter.parse(List.of("year>=1995"));
    BitSet answer = source.passing(first);
    assertThat(source.passing(Filter.parse(List.of("year>=1995")))).isSameAs(answer);
    for (int year = 1900; year < 1920; year++) {
      source.passing(Filter.parse(List.of("year>=" + year)));
    }
    assertThat(source.passing(first)).isNotSameAs(answer).isEqualTo(answer);
  }
}

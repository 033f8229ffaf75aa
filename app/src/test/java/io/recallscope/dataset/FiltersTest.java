package io.recallscope.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recallscope.domain.Filter;
import io.recallscope.domain.Problem;
import java.util.List;
import org.junit.jupiter.api.Test;

final class FiltersTest {
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
              new Column.Texts("title", new String[] {"A", null, "C", "D"})));

  private static List<Integer> passing(String... expressions) throws Problem {
    return Filters.passing(ITEMS, Filter.parse(List.of(expressions))).stream().boxed().toList();
  }

  @Test
  void everyKindOfFeatureCanBeTested() throws Problem {
    assertThat(passing()).containsExactly(0, 1, 2, 3);
    assertThat(passing("circle=film")).containsExactly(1, 2);
    assertThat(passing("circle=film|读书")).containsExactly(0, 1, 2);
    assertThat(passing("genres=Drama")).containsExactly(0, 1);
    assertThat(passing("title=D|C")).containsExactly(2, 3);
    assertThat(passing("year=1995.0")).containsExactly(1);
    assertThat(passing("year>=1995")).containsExactly(1, 3);
    assertThat(passing("year<1995")).containsExactly(0);
    assertThat(passing("year>1990", "circle=film")).containsExactly(1);
    assertThat(passing("circle=none")).isEmpty();
  }

  @Test
  void anUnknownFieldIsRefusedNamingTheKnownOnes() {
    assertThatThrownBy(() -> passing("colour=red"))
        .isInstanceOfSatisfying(
            Problem.class, p -> assertThat(p.kind()).isEqualTo(Problem.Kind.USAGE))
        .hasMessageContaining("colour")
        .hasMessageContaining("circle, genres, year, title");
  }

  @Test
  void comparingWhatIsNoNumberIsRefused() {
    assertThatThrownBy(() -> passing("circle>=3"))
        .isInstanceOfSatisfying(
            Problem.class, p -> assertThat(p.kind()).isEqualTo(Problem.Kind.USAGE))
        .hasMessageContaining("circle>=3")
        .hasMessageContaining("year");
  }
}

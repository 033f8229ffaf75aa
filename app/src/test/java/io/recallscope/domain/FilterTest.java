package io.recallscope.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recallscope.domain.Filter.Condition;
import io.recallscope.domain.Filter.Operator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FilterTest {
  @Test
  void readsEveryForm() throws Problem {
    assertThat(Filter.parse(List.of("circle=摄影|胶片", "year>=1990", "n<3", "m > 1.5", "l<=-2")))
        .isEqualTo(
            new Filter(
                List.of(
                    new Condition("circle", Operator.IN, List.of("摄影", "胶片")),
                    new Condition("year", Operator.GREATER_OR_EQUAL, List.of("1990")),
                    new Condition("n", Operator.LESS, List.of("3")),
                    new Condition("m", Operator.GREATER, List.of("1.5")),
                    new Condition("l", Operator.LESS_OR_EQUAL, List.of("-2")))));
  }

  @Test
  void aDateIsTheNumberOfItsFirstSecond() throws Problem {
    Condition since = Filter.parse(List.of("published>=2026-10-05")).conditions().getFirst();
    assertThat(since.number()).isEqualTo(1791158400.0);
    assertThat(since.toString()).isEqualTo("published>=2026-10-05");
    assertThat(Filter.number("2026-10-05 00:00:10")).isEqualTo(1791158410.0);
  }

  @Test
  void keepsSpacesDotsAndEqualsSignsOfAValue() throws Problem {
    assertThat(Filter.parse(List.of("circle=摄影 · Photography")).conditions().getFirst().values())
        .containsExactly("摄影 · Photography");
    assertThat(Filter.parse(List.of("title=a=b")).conditions().getFirst())
        .isEqualTo(new Condition("title", Operator.IN, List.of("a=b")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "circle",
        "=x",
        "year>=",
        "year>=abc",
        "year>NaN",
        "day>2026-13-01",
        "a=",
        "<3"
      })
  void refusesWhatIsNone(String expression) {
    assertThatThrownBy(() -> Filter.parse(List.of(expression)))
        .isInstanceOfSatisfying(
            Problem.class,
            p -> {
              assertThat(p.kind()).isEqualTo(Problem.Kind.USAGE);
              assertThat(p.code()).isEqualTo("domain.filter");
            });
  }

  @Test
  void readsBackWhatItPrints() throws Problem {
    Filter filter = Filter.parse(List.of("a=b|c", "n>=3"));
    List<String> printed = filter.conditions().stream().map(Condition::toString).toList();
    assertThat(Filter.parse(printed)).isEqualTo(filter);
  }
}

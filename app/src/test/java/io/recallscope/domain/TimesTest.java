package io.recallscope.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TimesTest {
  @ParameterizedTest
  @CsvSource({
    "2026-10-05, 1791158400, 2026-10-05",
    "2026-10-05T00:00:10Z, 1791158410, 2026-10-05 00:00:10",
    "2026-10-05 08:00:12+08:00, 1791158412, 2026-10-05 00:00:12",
    "2026-10-05T00:00:10.25, 1791158410.25, 2026-10-05 00:00:10.250",
    "1969-12-31, -86400, 1969-12-31",
    "1969-12-31T23:59:59.5Z, -0.5, 1969-12-31 23:59:59.500"
  })
  void whatIsReadIsWrittenAsPeopleWriteIt(String text, double seconds, String written) {
    assertThat(Times.parse(text)).isEqualTo(seconds);
    assertThat(Times.text(seconds)).isEqualTo(written);
    assertThat(Times.parse(written)).isEqualTo(seconds);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "2026", "2026-10", "2026-13-01", "2026-10-05T25:00:00", "1791158400"})
  void allElseIsNoTime(String text) {
    assertThat(Times.parse(text)).isNaN();
  }
}

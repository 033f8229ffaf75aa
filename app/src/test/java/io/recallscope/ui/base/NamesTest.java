package io.recallscope.ui.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;

class NamesTest {
  @Test
  void aNameInTwoLanguagesIsShownInTheWindowsOwn() {
    assertThat(Names.brief("摄影 · Photography", Locale.ENGLISH)).isEqualTo("Photography");
    assertThat(Names.brief("摄影 · Photography", Locale.SIMPLIFIED_CHINESE)).isEqualTo("摄影");
  }

  @Test
  void everyOtherNameStaysWhole() {
    assertThat(Names.brief("Film-Noir", Locale.SIMPLIFIED_CHINESE)).isEqualTo("Film-Noir");
    assertThat(Names.brief("Rock · Pop", Locale.ENGLISH)).isEqualTo("Rock · Pop");
  }
}

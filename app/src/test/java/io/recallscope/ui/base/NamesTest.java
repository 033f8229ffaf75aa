package io.recallscope.ui.base;

import static org.assertj.core.api.Assertions.assertThat;

import io.recallscope.engine.IndexChoice;
import io.recallscope.index.IndexBackend;
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

  @Test
  void everyBackendHasItsWordsInBothLanguages() {
    for (String language : new String[] {"en", "zh"}) {
      Texts texts = Texts.of(language);
      for (IndexBackend backend : IndexBackend.all()) {
        assertThat(texts.get("ui.backend." + backend.name())).doesNotContain("ui.backend");
        assertThat(texts.get("ui.short." + backend.name())).doesNotContain("ui.short");
      }
    }
  }

  @Test
  void whereThereIsLittleRoomAnIndexOfOneKindIsNamedByIt() {
    Texts texts = Texts.of("en");
    assertThat(Names.shortIndex(IndexChoice.HNSW, texts)).isEqualTo("HNSW · Lucene");
    assertThat(Names.briefIndex(IndexChoice.HNSW, texts)).isEqualTo("HNSW");
    assertThat(Names.briefIndex(IndexChoice.EXACT, texts)).isEqualTo("Exact k-NN");
  }
}

package io.recallscope.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RecallTableTest {
  @Test
  void aLongNameKeepsItsEndWhichTellsItFromOthers() {
    assertThat(RecallTable.fit("hnsw m=16 beam-width=100", 32))
        .isEqualTo("hnsw m=16 beam-width=100");
    assertThat(RecallTable.fit("elasticsearch es8/items-int8 oversample=2.0", 32))
        .isEqualTo("es8/items-int8 oversample=2.0");
    String first = RecallTable.fit("elasticsearch es9/community-feed-item-embeddings 100", 32);
    assertThat(first).hasSize(32).startsWith("es9/commun").contains("…").endsWith("dings 100");
    assertThat(RecallTable.fit("elasticsearch es9/community-feed-item-embeddings 200", 32))
        .isNotEqualTo(first);
  }
}

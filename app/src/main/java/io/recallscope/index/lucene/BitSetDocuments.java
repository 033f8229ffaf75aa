package io.recallscope.index.lucene;

import java.util.stream.IntStream;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.util.FixedBitSet;

/** The documents of a bit set, ascending. */
record BitSetDocuments(FixedBitSet bits) {
  IntStream stream() {
    if (bits.length() == 0) {
      return IntStream.empty();
    }
    return IntStream.iterate(
        bits.nextSetBit(0),
        doc -> doc != DocIdSetIterator.NO_MORE_DOCS,
        doc -> doc + 1 < bits.length() ? bits.nextSetBit(doc + 1) : DocIdSetIterator.NO_MORE_DOCS);
  }
}

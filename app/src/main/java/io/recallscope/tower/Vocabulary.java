package io.recallscope.tower;

import java.util.Arrays;
import java.util.Collection;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.StdArrays;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TString;

/**
 * The known words of a feature, as a tower looks them up: by 63-bit fingerprint in a sorted list.
 *
 * <p>Look-up tables need an initialiser that a Java export cannot carry, and plain hashing makes
 * words collide. Binary search over sorted fingerprints is made of stateless operations alone, is
 * exact up to a fingerprint collision (for a million words 5e-8 in all) and needs no file.
 *
 * <p>Index 0 stands for every unknown word and for the empty string; word i of the sorted
 * fingerprints has index i + 1.
 */
final class Vocabulary {
  private static final int CHUNK = 65_536;
  private final long[] fingerprints;

  private Vocabulary(long[] fingerprints) {
    this.fingerprints = fingerprints;
  }

  /** The vocabulary of these words; the empty string is never one. */
  static Vocabulary of(Collection<String> words) {
    String[] known = words.stream().filter(w -> !w.isEmpty()).toArray(String[]::new);
    return new Vocabulary(Arrays.stream(hash(known)).sorted().distinct().toArray());
  }

  /** Number of indexes: the known words and the unknown one. */
  int size() {
    return fingerprints.length + 1;
  }

  /** The index of each word, 0 where unknown. */
  int[] indexes(Collection<String> words) {
    long[] hashes = hash(words.toArray(String[]::new));
    int[] indexes = new int[hashes.length];
    int i = 0;
    for (String word : words) {
      int at = word.isEmpty() ? -1 : Arrays.binarySearch(fingerprints, hashes[i]);
      indexes[i++] = at < 0 ? 0 : at + 1;
    }
    return indexes;
  }

  /**
   * The look-up in a graph.
   *
   * @param words strings of any shape
   * @return one index per string, flat
   */
  Operand<TInt32> lookUp(Ops tf, Operand<TString> words) {
    Operand<TString> flat = tf.reshape(words, tf.constant(new int[] {-1}));
    if (fingerprints.length == 0) {
      return tf.zerosLike(tf.dtypes.cast(hashed(tf, flat), TInt32.class));
    }
    Operand<TInt64> sorted = tf.constant(fingerprints);
    Operand<TInt64> hashes = hashed(tf, flat);
    Operand<TInt32> at =
        tf.reshape(
            tf.lowerBound(
                tf.expandDims(sorted, tf.constant(0)), tf.expandDims(hashes, tf.constant(0))),
            tf.constant(new int[] {-1}));
    Operand<TInt32> inside = tf.math.minimum(at, tf.constant(fingerprints.length - 1));
    var known =
        tf.math.logicalAnd(
            tf.math.equal(tf.gather(sorted, inside, tf.constant(0)), hashes),
            tf.math.notEqual(flat, tf.constant("")));
    return tf.math.mul(tf.math.add(inside, tf.constant(1)), tf.dtypes.cast(known, TInt32.class));
  }

  private static Operand<TInt64> hashed(Ops tf, Operand<TString> words) {
    return tf.strings.toHashBucketFast(words, Long.MAX_VALUE);
  }

  private static long[] hash(String[] words) {
    long[] hashes = new long[words.length];
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      Placeholder<TString> in = tf.placeholder(TString.class, Placeholder.shape(Shape.of(-1)));
      Operand<TInt64> out = hashed(tf, in);
      try (Session session = new Session(graph)) {
        for (int from = 0; from < words.length; from += CHUNK) {
          String[] chunk = Arrays.copyOfRange(words, from, Math.min(words.length, from + CHUNK));
          long[] part = new long[chunk.length];
          try (TString fed = TString.tensorOf(StdArrays.ndCopyOf(chunk));
              Result result = session.runner().feed(in, fed).fetch(out).run()) {
            ((TInt64) result.get(0)).copyTo(DataBuffers.of(part));
          }
          System.arraycopy(part, 0, hashes, from, part.length);
        }
      }
    }
    return hashes;
  }
}

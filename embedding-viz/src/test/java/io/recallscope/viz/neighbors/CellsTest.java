package io.recallscope.viz.neighbors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The parts of an inverted file that decide which rows a search looks at. */
class CellsTest {
  private static float[] normal(int count, long seed) {
    Random random = new Random(seed);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  @Test
  void cellsComeByLikenessThenByNumber() {
    for (int count : new int[] {1, 63, 64, 1000, 5000}) {
      float[] likeness = normal(count, 1);
      for (int cell = 0; cell < count; cell += 3) {
        likeness[cell] = Math.round(likeness[cell]);
      }
      int[] right =
          IntStream.range(0, count)
              .boxed()
              .sorted(Comparator.comparing((Integer cell) -> -likeness[cell]))
              .mapToInt(Integer::intValue)
              .toArray();
      CellOrder order = new CellOrder(likeness.clone());
      int[] found = new int[count];
      Arrays.setAll(found, i -> order.next());
      assertThat(found).isEqualTo(right);
    }
  }

  @Test
  void centresAreMultipliedOneByOne() {
    int d = 13;
    float[] centres = normal(70 * d, 2);
    float[] query = normal(d, 3);
    float[] products = new CentreKernel(centres, d).multiply(query);
    assertThat(products).hasSize(70);
    for (int cell = 0; cell < 70; cell++) {
      double sum = 0;
      for (int j = 0; j < d; j++) {
        sum += (double) centres[cell * d + j] * query[j];
      }
      assertThat((double) products[cell]).isEqualTo(sum, within(1e-5));
    }
  }

  @Test
  void theNearestCentreIsThatOfTheLeastDistance() {
    int d = 10;
    int count = 333;
    float[] centres = normal(count * d, 4);
    float[] vectors = normal(100 * d, 5);
    // A vector that is a centre, and of equal centres the first.
    System.arraycopy(centres, 7 * d, vectors, 0, d);
    System.arraycopy(centres, 7 * d, centres, 300 * d, d);
    int[] found = new int[102];
    new NearestCentre(centres, d).find(vectors, found, 1);
    assertThat(found[1]).isEqualTo(7);
    for (int i = 0; i < 100; i++) {
      double least = Double.POSITIVE_INFINITY;
      double chosen = 0;
      for (int centre = 0; centre < count; centre++) {
        double square = 0;
        for (int j = 0; j < d; j++) {
          square += Math.pow((double) vectors[i * d + j] - centres[centre * d + j], 2);
        }
        least = Math.min(least, square);
        chosen = centre == found[1 + i] ? square : chosen;
      }
      assertThat(chosen).isEqualTo(least, within(1e-5));
    }
    assertThat(found[0]).isZero();
    assertThat(found[101]).isZero();
  }

  @Test
  void aShortlistKeepsWhatIsWithinTheMarginOfTheKth() {
    Random random = new Random(6);
    short[] scores = new short[5000];
    for (int row = 0; row < scores.length; row++) {
      scores[row] = (short) (random.nextGaussian() * 3000);
    }
    short[] sorted = scores.clone();
    Arrays.sort(sorted);
    int least = sorted[sorted.length - 50] - 312;
    assertThat(kept(scores, 1000, new BitSet()))
        .isEqualTo(IntStream.range(0, 5000).filter(row -> scores[row] >= least).toArray());
    // Of those, sixty at most.
    int least60 = sorted[sorted.length - 60];
    assertThat(kept(scores, 60, new BitSet()))
        .hasSize(60)
        .matches(rows -> Arrays.stream(rows).allMatch(row -> scores[row] >= least60));
    // A row whose score says little stays, though it falls short.
    BitSet unsure = new BitSet();
    int poor =
        IntStream.range(0, 5000)
            .filter(row -> scores[row] < least)
            .boxed()
            .max(Comparator.comparing(row -> scores[row]))
            .orElseThrow();
    unsure.set(poor);
    assertThat(kept(scores, 1000, unsure)).contains(poor);
  }

  private static int[] kept(short[] scores, int most, BitSet unsure) {
    Shortlist list = new Shortlist(most, 50, 312, unsure);
    for (int row = 0; row < scores.length; row++) {
      if (scores[row] >= list.limit()) {
        list.add(scores[row], row);
      }
    }
    int[] rows = list.rows();
    Arrays.sort(rows);
    return rows;
  }
}

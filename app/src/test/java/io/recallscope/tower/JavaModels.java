package io.recallscope.tower;

import java.nio.file.Path;
import java.util.function.Consumer;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Session;
import org.tensorflow.SessionFunction;
import org.tensorflow.Signature;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.Variable;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TString;

/** Small SavedModels made by tensorflow-java. */
public final class JavaModels {
  private JavaModels() {}

  /** Builds a tower into the signature. */
  interface Tower extends Consumer<Build> {}

  /** What a tower is built with. */
  static final class Build {
    final Ops tf;
    final Signature.Builder signature;

    Build(Ops tf, String key) {
      this.tf = tf;
      this.signature = Signature.builder().key(key).methodName("tensorflow/serving/predict");
    }

    Operand<TFloat32> floats(String name, long... shape) {
      Operand<TFloat32> in =
          tf.withName("in_" + name).placeholder(TFloat32.class, Placeholder.shape(Shape.of(shape)));
      signature.input(name, in);
      return in;
    }

    Operand<TString> strings(String name, long... shape) {
      Operand<TString> in =
          tf.withName("in_" + name).placeholder(TString.class, Placeholder.shape(Shape.of(shape)));
      signature.input(name, in);
      return in;
    }

    Operand<TInt64> longs(String name, long... shape) {
      Operand<TInt64> in =
          tf.withName("in_" + name).placeholder(TInt64.class, Placeholder.shape(Shape.of(shape)));
      signature.input(name, in);
      return in;
    }

    /** A number per string: its hash bucket of 1,000, as [n, 1]. */
    Operand<TFloat32> hash(Operand<TString> in) {
      Operand<TFloat32> number =
          tf.dtypes.cast(tf.strings.toHashBucketFast(in, 1000L), TFloat32.class);
      return tf.reshape(number, tf.constant(new int[] {-1, 1}));
    }

    void output(Operand<TFloat32> out) {
      signature.output("embedding", tf.withName("embedding").identity(out));
    }
  }

  /** x [n, width] times a variable of ones [width, dimension], times factor. */
  static Operand<TFloat32> dense(
      Build b, Operand<TFloat32> x, int width, int dimension, float factor) {
    Variable<TFloat32> w =
        b.tf
            .withName("kernel")
            .variable(
                b.tf.fill(b.tf.constant(new int[] {width, dimension}), b.tf.constant(factor)));
    return b.tf.linalg.matMul(x, b.tf.identity(w));
  }

  static void write(Path folder, Tower tower) throws Exception {
    try (Graph graph = new Graph()) {
      Build build = new Build(Ops.create(graph), "serving_default");
      tower.accept(build);
      try (Session session = new Session(graph)) {
        session.initialize();
        SavedModelBundle.exporter(folder.toString())
            .withFunction(SessionFunction.create(build.signature.build(), session))
            .export();
      }
    }
  }

  /** A user tower that reads its id, four numbers out. */
  public static void idTower(Path folder, String input) throws Exception {
    write(folder, b -> b.output(dense(b, b.hash(b.strings(input, -1)), 1, 4, 1f)));
  }

  /** As {@link #idTower}, with an operation beside it that would write a file. */
  public static void writingTower(Path folder, String input, Path file) throws Exception {
    write(
        folder,
        b -> {
          b.output(dense(b, b.hash(b.strings(input, -1)), 1, 4, 1f));
          b.tf
              .withName("backdoor")
              .io
              .writeFile(b.tf.constant(file.toString()), b.tf.constant("hello"));
        });
  }
}

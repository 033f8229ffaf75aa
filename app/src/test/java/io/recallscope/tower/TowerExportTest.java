package io.recallscope.tower;

import static org.assertj.core.api.Assertions.assertThat;

import io.recallscope.dataset.Column;
import io.recallscope.dataset.Dataset;
import io.recallscope.viz.vector.Similarity;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.StdArrays;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TString;

class TowerExportTest {
  private static final int HISTORY = 5;

  @TempDir Path folder;

  @Test
  void exportedTowersGiveTheVectorsOfTheTrainedOnes() throws Exception {
    Dataset data = SyntheticClicks.make(60, 90, 3_000, 1, true);
    TrainOptions options =
        TrainOptions.defaults().withHistory(HISTORY).withBatch(256).withDimension(16);
    BitSet training = data.split().training();
    TowerFeatures features = TowerFeatures.of(data, training, HISTORY);
    Histories histories = new Histories(data.events(), training, 60);
    BatchMaker maker = new BatchMaker(features, histories, 90);
    TrainingRows rows = new TrainingRows(data.events(), training, histories, maker, options, 90);
    int[] users = IntStream.range(0, 60).toArray();
    int[] items = IntStream.range(0, 90).toArray();
    try (TrainingGraph graph = new TrainingGraph(features, options, rows.clickRate())) {
      for (int from = 0; from + 256 <= rows.size(); from += 256) {
        graph.train(rows.batch(from, from + 256));
      }
      TowerExport.write(
          folder,
          graph,
          features,
          data,
          options,
          new TrainResult(
              folder, 16, Similarity.COSINE, 1, 5, -1, List.of(1.0), Map.of("auc", 0.7)));

      close(
          graph.encode("user", maker.users(users)), exported("user", userInputs(data, histories)));
      close(graph.encode("item", maker.items(items)), exported("item", itemInputs(data)));
    }
    assertThat(folder.resolve("checkpoint")).doesNotExist();
    for (String side : List.of("user", "item")) {
      Path tower = folder.resolve(side + "_tower/1");
      assertThat(tower.resolve("variables/variables.index")).exists();
      assertThat(Files.readString(tower.resolve("assets.extra/recallscope.json")))
          .contains("\"fingerprint\" : \"synthetic-1\"", "\"scale\" : 5.0", "\"auc\" : 0.7");
    }
    assertThat(Files.readString(folder.resolve("towers.json")))
        .contains("\"keep\" : \"last\"", "\"feature\" : \"interests\"", "\"publish_time\"");
  }

  private static void close(float[][] expected, float[][] actual) {
    assertThat(actual).hasDimensions(expected.length, 16);
    for (int i = 0; i < expected.length; i++) {
      assertThat(actual[i])
          .containsExactly(expected[i], org.assertj.core.api.Assertions.within(1e-6f));
    }
  }

  private float[][] exported(String side, Map<String, Tensor> inputs) {
    try (SavedModelBundle bundle =
            SavedModelBundle.load(folder.resolve(side + "_tower/1").toString());
        Result result = bundle.function("serving_default").call(inputs)) {
      return StdArrays.array2dCopyOf((TFloat32) result.get("embedding").orElseThrow());
    } finally {
      inputs.values().forEach(Tensor::close);
    }
  }

  private static Map<String, Tensor> userInputs(Dataset data, Histories histories) {
    int n = data.users().size();
    String[][] history = new String[n][HISTORY];
    for (int u = 0; u < n; u++) {
      java.util.Arrays.fill(history[u], "");
      int from = Math.max(0, histories.count(u) - HISTORY);
      for (int c = from; c < histories.count(u); c++) {
        history[u][c - from] = data.items().id(histories.item(u, c));
      }
    }
    Map<String, Tensor> inputs = new HashMap<>();
    inputs.put("user_id", strings(data.users().ids()));
    Column.Lists interests = (Column.Lists) data.users().column("interests");
    String[][] lists = new String[n][1];
    for (int u = 0; u < n; u++) {
      lists[u][0] = String.join("", interests.values(u));
    }
    inputs.put("interests", TString.tensorOf(StdArrays.ndCopyOf(lists)));
    inputs.put("city", strings(texts(data.users().column("city"))));
    Column.Numbers age = (Column.Numbers) data.users().column("age");
    double mean =
        java.util.Arrays.stream(age.values()).filter(v -> !Double.isNaN(v)).average().orElseThrow();
    float[] ages = new float[n];
    for (int u = 0; u < n; u++) {
      ages[u] = (float) (Double.isNaN(age.values()[u]) ? mean : age.values()[u]);
    }
    inputs.put("age", TFloat32.vectorOf(ages));
    inputs.put("history", TString.tensorOf(StdArrays.ndCopyOf(history)));
    return inputs;
  }

  private static Map<String, Tensor> itemInputs(Dataset data) {
    Column.Numbers published = (Column.Numbers) data.items().column("publish_time");
    float[] times = new float[published.size()];
    for (int i = 0; i < times.length; i++) {
      times[i] = (float) published.values()[i];
    }
    Map<String, Tensor> inputs = new HashMap<>();
    inputs.put("item_id", strings(data.items().ids()));
    inputs.put("circle", strings(texts(data.items().column("circle"))));
    inputs.put("publish_time", TFloat32.vectorOf(times));
    return inputs;
  }

  private static List<String> texts(Column column) {
    return IntStream.range(0, column.size()).mapToObj(column::text).toList();
  }

  private static TString strings(List<String> values) {
    return TString.tensorOf(StdArrays.ndCopyOf(values.toArray(String[]::new)));
  }
}

package io.recallscope.tower;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.recallscope.domain.Problem;
import io.recallscope.viz.vector.VectorTable;
import io.recallscope.viz.work.Progress;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Ids with their vectors from a file, by the ending of its name:
 *
 * <ul>
 *   <li>{@code .npy}: float32 rows, with the ids one a line in a {@code .ids} beside it
 *   <li>{@code .tsv}: the id, then the values, separated by tabs
 *   <li>{@code .jsonl}: {@code {"id": …, "vector": […]}}, the names also {@code item_id}, {@code
 *       user_id} and {@code embedding}
 *   <li>any other: word2vec's text form, the id, then the values, separated by blanks, with or
 *       without a first line of rows and dimension
 * </ul>
 */
final class VectorRows {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern TAB = Pattern.compile("\t");
  private static final Pattern BLANKS = Pattern.compile(" +");
  private static final List<String> IDS = List.of("id", "item_id", "user_id");
  private static final List<String> VECTORS = List.of("vector", "embedding");

  private final Path file;
  private final Progress progress;

  private VectorRows(Path file, Progress progress) {
    this.file = file;
    this.progress = progress;
  }

  /** Takes rows one after the other. */
  interface Sink {
    /**
     * @param place line or row, from 1
     */
    void row(long place, String id, float[] vector) throws IOException, Problem;
  }

  /** What a line is. */
  private interface Line {
    void read(String text, long place) throws IOException, Problem;
  }

  /**
   * Reads them all.
   *
   * @param progress begins a stage
   * @throws Problem NOT_FOUND when a file is not there, INPUT when it is not of its form; the line
   *     is named
   */
  static void read(Path file, Sink sink, Progress progress) throws Problem {
    if (!Files.isRegularFile(file)) {
      throw new Problem(Problem.Kind.NOT_FOUND, "tower.no-vectors-file", file);
    }
    VectorRows rows = new VectorRows(file, progress);
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    try {
      if (name.endsWith(".npy")) {
        rows.npy(sink);
      } else if (name.endsWith(".jsonl") || name.endsWith(".ndjson")) {
        rows.lines((text, place) -> rows.json(text, place, sink));
      } else if (name.endsWith(".tsv")) {
        rows.lines((text, place) -> rows.values(TAB.split(text, -1), place, sink));
      } else {
        rows.lines((text, place) -> rows.word2vec(text, place, sink));
      }
    } catch (CharacterCodingException e) {
      throw new Problem(e, Problem.Kind.INPUT, "tower.vectors-text", file);
    } catch (IOException e) {
      throw new Problem(e, Problem.Kind.INPUT, "tower.vectors-file", file, e.getMessage());
    }
  }

  private void npy(Sink sink) throws IOException, Problem {
    String name = file.getFileName().toString();
    Path ids = file.resolveSibling(name.substring(0, name.length() - ".npy".length()) + ".ids");
    if (!Files.isRegularFile(ids)) {
      throw new Problem(Problem.Kind.NOT_FOUND, "tower.no-ids-file", file, ids.getFileName());
    }
    try (VectorTable table = VectorTable.plain(file, new VectorTable.Origin("", ""), progress);
        BufferedReader lines = Files.newBufferedReader(ids)) {
      progress.begin("tower.stage.given", table.size());
      int row = 0;
      for (String id = lines.readLine(); id != null; id = lines.readLine()) {
        if (row < table.size()) {
          sink.row(row + 1L, id, table.vector(row));
        }
        if (++row % 1024 == 0) {
          progress.report(row);
        }
      }
      if (row != table.size()) {
        throw new Problem(
            Problem.Kind.INPUT, "tower.ids-count", ids.getFileName(), row, file, table.size());
      }
    }
  }

  private void lines(Line line) throws IOException, Problem {
    progress.begin("tower.stage.given", Files.size(file));
    long place = 0;
    long done = 0;
    try (BufferedReader in = Files.newBufferedReader(file)) {
      for (String text = in.readLine(); text != null; text = in.readLine()) {
        place++;
        if (!text.isBlank()) {
          line.read(text, place);
        }
        done += text.length() + 1;
        if (place % 256 == 0) {
          progress.report(done);
        }
      }
    }
  }

  private void word2vec(String text, long place, Sink sink) throws IOException, Problem {
    String[] parts = BLANKS.split(text.strip());
    boolean header = place == 1 && parts.length == 2 && parts[0].matches("\\d+");
    if (!header) {
      values(parts, place, sink);
    }
  }

  private void values(String[] parts, long place, Sink sink) throws IOException, Problem {
    float[] vector = new float[parts.length - 1];
    for (int i = 0; i < vector.length; i++) {
      try {
        vector[i] = Float.parseFloat(parts[i + 1]);
      } catch (NumberFormatException e) {
        throw broken(e, place, parts[i + 1]);
      }
    }
    sink.row(place, parts[0], vector);
  }

  private void json(String text, long place, Sink sink) throws IOException, Problem {
    JsonNode node;
    try {
      node = JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw broken(e, place, text);
    }
    JsonNode id = first(node, IDS);
    JsonNode values = first(node, VECTORS);
    if (!id.isValueNode() || id.isNull() || !values.isArray()) {
      throw broken(null, place, text);
    }
    float[] vector = new float[values.size()];
    for (int i = 0; i < vector.length; i++) {
      if (!values.get(i).isNumber()) {
        throw broken(null, place, values.get(i).toString());
      }
      vector[i] = values.get(i).floatValue();
    }
    sink.row(place, id.asText(), vector);
  }

  private static JsonNode first(JsonNode node, List<String> names) {
    return names.stream()
        .map(node::path)
        .filter(n -> !n.isMissingNode())
        .findFirst()
        .orElse(JSON.missingNode());
  }

  private Problem broken(Exception cause, long place, String text) {
    String brief = text.length() > 60 ? text.substring(0, 60) + "…" : text;
    return new Problem(cause, Problem.Kind.INPUT, "tower.vectors-line", file, place, brief);
  }
}

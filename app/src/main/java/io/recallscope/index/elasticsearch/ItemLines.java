package io.recallscope.index.elasticsearch;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recallscope.domain.Problem;
import io.recallscope.index.Checks;
import io.recallscope.index.IndexSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Items as the documents of an index, and the mapping that they need. */
final class ItemLines {
  private static final Pattern PLAIN = Pattern.compile("[\\p{L}\\p{N}-][\\p{L}\\p{N}_-]*");
  private static final List<String> OWN =
      List.of(Target.ID, Target.VECTOR, Target.VERSION, Target.INDEXED_AT);

  private final IndexSource source;
  private final boolean unit;
  private final long indexedAt;
  private final Map<String, Meta.FilterField> fields = new LinkedHashMap<>();
  private final JsonFactory json = new JsonFactory();

  /**
   * @param unit whether vectors are sent at length 1
   * @param indexedAt epoch milliseconds
   */
  ItemLines(IndexSource source, boolean unit, long indexedAt) {
    this.source = source;
    this.unit = unit;
    this.indexedAt = indexedAt;
    for (IndexSource.Field field : source.fields()) {
      // A dot would make an object of it, and some signs are none of a field's name.
      String name =
          PLAIN.matcher(field.name()).matches() && !OWN.contains(field.name())
              ? field.name()
              : "feature_" + fields.size();
      fields.put(field.name(), new Meta.FilterField(name, field.numeric()));
    }
  }

  /** Fields of the mapping, by feature. */
  Map<String, Meta.FilterField> fields() {
    return fields;
  }

  /** The mapping's properties. */
  ObjectNode properties(EngineSimilarity similarity, ObjectNode indexOptions) {
    ObjectNode properties = JsonNodeFactory.instance.objectNode();
    properties.putObject(Target.ID).put("type", "keyword");
    ObjectNode vector = properties.putObject(Target.VECTOR);
    vector
        .put("type", "dense_vector")
        .put("dims", source.space().dimension())
        .put("index", true)
        .put("similarity", similarity.key())
        .set("index_options", indexOptions);
    properties.putObject(Target.VERSION).put("type", "keyword");
    properties.putObject(Target.INDEXED_AT).put("type", "date").put("format", "epoch_millis");
    fields
        .values()
        .forEach(
            field ->
                properties
                    .putObject(field.field())
                    .put("type", field.numeric() ? "double" : "keyword"));
    return properties;
  }

  /** Writes one item's two lines of a bulk request. */
  void write(int row, ByteArrayOutputStream out) throws Problem {
    String item = source.vectors().id(row);
    float[] vector = source.vectors().vector(row);
    Checks.vector(item, vector);
    if (unit) {
      vector = EngineSimilarity.unit(vector);
    }
    try {
      // One id a document: a request that is sent again replaces what the first one wrote.
      try (JsonGenerator to = json.createGenerator(out)) {
        to.writeStartObject();
        to.writeObjectFieldStart("index");
        to.writeStringField("_id", item);
        to.writeEndObject();
        to.writeEndObject();
      }
      out.write('\n');
      try (JsonGenerator to = json.createGenerator(out)) {
        to.writeStartObject();
        to.writeStringField(Target.ID, item);
        to.writeArrayFieldStart(Target.VECTOR);
        for (float x : vector) {
          to.writeNumber(x);
        }
        to.writeEndArray();
        to.writeStringField(Target.VERSION, source.space().model());
        to.writeNumberField(Target.INDEXED_AT, indexedAt);
        for (IndexSource.Field field : source.fields()) {
          feature(field, row, to);
        }
        to.writeEndObject();
      }
      out.write('\n');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void feature(IndexSource.Field field, int row, JsonGenerator to) throws IOException {
    String name = fields.get(field.name()).field();
    if (field.numeric()) {
      double number = field.number(row);
      if (Double.isFinite(number)) {
        // -0 becomes 0, as in every comparison of a filter.
        to.writeNumberField(name, number + 0.0);
      }
      return;
    }
    List<String> strings = field.strings(row);
    if (!strings.isEmpty()) {
      to.writeArrayFieldStart(name);
      for (String each : strings) {
        to.writeString(each);
      }
      to.writeEndArray();
    }
  }
}

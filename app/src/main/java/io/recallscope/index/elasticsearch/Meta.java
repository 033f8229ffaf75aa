package io.recallscope.index.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recallscope.domain.VectorSpace;
import io.recallscope.viz.vector.Similarity;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What an index that this program built says of itself, under {@code recallscope} in its mapping's
 * {@code _meta}.
 *
 * @param space of its vectors
 * @param data fingerprint of the dataset they were made of
 * @param state whether it was filled and checked
 * @param replaced the index that its alias pointed to before, or null
 * @param builtAt ISO instant
 * @param fields by feature
 */
record Meta(
    VectorSpace space,
    String data,
    State state,
    String replaced,
    String builtAt,
    Map<String, FilterField> fields) {
  private static final String KEY = "recallscope";

  /** How far it is. */
  enum State {
    BUILDING,
    COMPLETE
  }

  /**
   * A field that filters test.
   *
   * @param field its name in the mapping
   * @param numeric whether it is a number
   */
  record FilterField(String field, boolean numeric) {}

  Meta with(State now) {
    return new Meta(space, data, now, replaced, builtAt, fields);
  }

  Meta replacing(String index) {
    return new Meta(space, data, state, index, builtAt, fields);
  }

  /** The whole {@code _meta}. */
  ObjectNode json() {
    ObjectNode meta = JsonNodeFactory.instance.objectNode();
    ObjectNode own =
        meta.putObject(KEY)
            .put("space", space.fingerprint())
            .put("model", space.model())
            .put("dimension", space.dimension())
            .put("similarity", space.similarity().key())
            .put("data", data)
            .put("state", state.name())
            .put("replaced", replaced)
            .put("builtAt", builtAt);
    ObjectNode all = own.putObject("fields");
    fields.forEach(
        (feature, field) ->
            all.putObject(feature).put("field", field.field()).put("numeric", field.numeric()));
    return meta;
  }

  /**
   * Of a mapping; null where it carries none, or one that this program did not write.
   *
   * @param mapping of the index
   */
  static Meta of(JsonNode mapping) {
    JsonNode own = mapping.path("_meta").path(KEY);
    if (!own.path("space").isTextual()) {
      return null;
    }
    Map<String, FilterField> fields = new LinkedHashMap<>();
    own.path("fields")
        .properties()
        .forEach(
            each ->
                fields.put(
                    each.getKey(),
                    new FilterField(
                        each.getValue().path("field").asText(),
                        each.getValue().path("numeric").asBoolean())));
    try {
      return new Meta(
          new VectorSpace(
              own.path("space").asText(),
              own.path("model").asText(),
              own.path("dimension").asInt(),
              Similarity.of(own.path("similarity").asText())),
          own.path("data").asText(),
          State.valueOf(own.path("state").asText()),
          own.path("replaced").isTextual() ? own.path("replaced").asText() : null,
          own.path("builtAt").asText(),
          fields);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}

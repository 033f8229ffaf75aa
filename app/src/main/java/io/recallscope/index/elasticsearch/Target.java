package io.recallscope.index.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import io.recallscope.domain.AttachedIndex;
import io.recallscope.domain.Problem;
import io.recallscope.domain.VectorSpace;
import io.recallscope.viz.work.Progress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What an index or alias turned out to be: the indexes behind it, which field holds what, and whose
 * vectors they are.
 *
 * @param name as asked for
 * @param indexes behind it; one, unless an alias has several
 * @param vectorField holds the item's vector
 * @param idField holds the item's id
 * @param similarity of the vector field
 * @param dimension of it
 * @param options type of its index options
 * @param m neighbours a node, 0 without a graph
 * @param beamWidth candidates while building, 0 without a graph
 * @param shards primary shards of all indexes
 * @param fields that filters test, by feature
 * @param space its vectors' own, from {@code _meta}; null where it carries none
 * @param data fingerprint of the dataset, or null
 */
record Target(
    String name,
    List<String> indexes,
    String vectorField,
    String idField,
    EngineSimilarity similarity,
    int dimension,
    String options,
    int m,
    int beamWidth,
    int shards,
    Map<String, Meta.FilterField> fields,
    VectorSpace space,
    String data) {
  /** Fields of the indexes that this program builds. */
  static final String ID = "item_id";

  static final String VECTOR = "embedding";
  static final String VERSION = "rs_version";
  static final String INDEXED_AT = "rs_indexed_at";

  /** The indexes, as a path has them. */
  String path() {
    return String.join(",", indexes);
  }

  /** Whether the name still stands for these indexes. */
  boolean isCurrent(Cluster cluster, Progress progress) throws Problem {
    JsonNode found =
        cluster.send(Call.get("/" + Call.part(name)).with("features", "aliases"), progress);
    Set<String> now = new TreeSet<>();
    found.properties().forEach(each -> now.add(each.getKey()));
    return now.equals(new TreeSet<>(indexes));
  }

  boolean isAlias() {
    return indexes.size() > 1 || !indexes.getFirst().equals(name);
  }

  /**
   * Looks at it.
   *
   * @param attached how to read an index that others built, or null for one of ours
   * @throws Problem NOT_FOUND when there is no such index, or a field is not there; REFUSED when
   *     several indexes behind one alias are of several spaces, or one was never finished, or
   *     nobody says whose vectors it holds
   */
  static Target of(Cluster cluster, String name, AttachedIndex attached, Progress progress)
      throws Problem {
    JsonNode found = cluster.send(Call.get("/" + Call.part(name)), progress);
    Target first = null;
    List<String> indexes = new ArrayList<>();
    int shards = 0;
    for (Map.Entry<String, JsonNode> each : found.properties()) {
      Target one = one(name, each.getKey(), each.getValue(), attached);
      if (first != null) {
        alike(first, one);
      }
      first = first == null ? one : first;
      indexes.add(each.getKey());
      shards += each.getValue().path("settings").path("index").path("number_of_shards").asInt(1);
    }
    if (first == null) {
      throw new Problem(
          Problem.Kind.NOT_FOUND, "index.elastic.no-index", cluster.connection().name(), name);
    }
    return new Target(
        name,
        List.copyOf(indexes),
        first.vectorField,
        first.idField,
        first.similarity,
        first.dimension,
        first.options,
        first.m,
        first.beamWidth,
        shards,
        first.fields,
        first.space,
        first.data);
  }

  private static void alike(Target a, Target b) throws Problem {
    boolean same = fingerprint(a).equals(fingerprint(b));
    if (!same || a.similarity != b.similarity || a.dimension != b.dimension) {
      throw new Problem(
          Problem.Kind.REFUSED,
          "index.elastic.mixed",
          a.name,
          a.indexes.getFirst() + " (" + label(a.space) + ")",
          b.indexes.getFirst() + " (" + label(b.space) + ")");
    }
  }

  private static String fingerprint(Target target) {
    return target.space == null ? "" : target.space.fingerprint();
  }

  private static String label(VectorSpace space) {
    return space == null ? "–" : space.model() + " " + space.shortFingerprint();
  }

  private static Target one(String name, String index, JsonNode found, AttachedIndex attached)
      throws Problem {
    JsonNode mapping = found.path("mappings");
    Meta meta = Meta.of(mapping);
    if (meta == null && attached == null) {
      throw new Problem(Problem.Kind.REFUSED, "index.elastic.no-fingerprint", index);
    }
    if (meta != null && meta.state() != Meta.State.COMPLETE) {
      throw new Problem(Problem.Kind.REFUSED, "index.elastic.unfinished", index);
    }
    Map<String, JsonNode> fields = new TreeMap<>();
    flatten("", mapping.path("properties"), fields);
    String vectorField = attached == null ? VECTOR : attached.vectorField();
    String idField = attached == null ? ID : attached.idField();
    JsonNode vector = field(index, vectorField, fields);
    if (!vector.path("type").asText().equals("dense_vector")
        || !vector.path("index").asBoolean(true)
        || !vector.path("element_type").asText("float").equals("float")) {
      throw new Problem(
          Problem.Kind.INPUT,
          "index.elastic.not-a-vector",
          index,
          vectorField,
          names(fields, "dense_vector"));
    }
    if (!idField.equals("_id")) {
      field(index, idField, fields);
    }
    JsonNode options = vector.path("index_options");
    return new Target(
        name,
        List.of(index),
        vectorField,
        idField,
        EngineSimilarity.of(vector.path("similarity").asText("cosine")),
        vector.path("dims").asInt(),
        options.path("type").asText("hnsw"),
        options.path("m").asInt(),
        options.path("ef_construction").asInt(),
        1,
        attached == null ? meta.fields() : chosen(index, fields, attached),
        meta == null ? null : meta.space(),
        meta == null ? null : meta.data());
  }

  /** The filter fields of an index of others: those named, or all that can be tested. */
  private static Map<String, Meta.FilterField> chosen(
      String index, Map<String, JsonNode> fields, AttachedIndex attached) throws Problem {
    Map<String, Meta.FilterField> usable = new LinkedHashMap<>();
    fields.forEach(
        (name, field) -> {
          switch (field.path("type").asText()) {
            case "keyword", "constant_keyword", "wildcard", "boolean" ->
                usable.put(name, new Meta.FilterField(name, false));
            case "text" -> {
              if (field.path("fields").path("keyword").path("type").asText().equals("keyword")) {
                usable.put(name, new Meta.FilterField(name + ".keyword", false));
              }
            }
            case "long",
                "integer",
                "short",
                "byte",
                "double",
                "float",
                "half_float",
                "scaled_float",
                "unsigned_long" ->
                usable.put(name, new Meta.FilterField(name, true));
            default -> {
              // Nothing that a condition could be tested on.
            }
          }
        });
    if (attached.filterFields().isEmpty()) {
      return usable;
    }
    Map<String, Meta.FilterField> chosen = new LinkedHashMap<>();
    for (String name : attached.filterFields()) {
      if (!usable.containsKey(name)) {
        throw new Problem(
            Problem.Kind.NOT_FOUND,
            "index.elastic.no-field",
            index,
            name,
            String.join(", ", usable.keySet()));
      }
      chosen.put(name, usable.get(name));
    }
    return chosen;
  }

  private static JsonNode field(String index, String name, Map<String, JsonNode> fields)
      throws Problem {
    JsonNode field = fields.get(name);
    if (field == null) {
      throw new Problem(
          Problem.Kind.NOT_FOUND,
          "index.elastic.no-field",
          index,
          name,
          String.join(", ", fields.keySet()));
    }
    return field;
  }

  private static String names(Map<String, JsonNode> fields, String type) {
    Collection<String> names = new TreeSet<>();
    fields.forEach(
        (name, field) -> {
          if (field.path("type").asText().equals(type)) {
            names.add(name);
          }
        });
    return names.isEmpty() ? "–" : String.join(", ", names);
  }

  private static void flatten(String prefix, JsonNode properties, Map<String, JsonNode> into) {
    properties
        .properties()
        .forEach(
            each -> {
              String name = prefix + each.getKey();
              if (each.getValue().has("properties")) {
                flatten(name + ".", each.getValue().path("properties"), into);
              } else {
                into.put(name, each.getValue());
              }
            });
  }
}

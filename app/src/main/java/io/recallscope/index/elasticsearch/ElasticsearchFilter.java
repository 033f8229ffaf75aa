package io.recallscope.index.elasticsearch;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recallscope.domain.Filter;
import io.recallscope.domain.Filter.Condition;
import io.recallscope.domain.Problem;
import io.recallscope.index.Filtering;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Filters as queries of Elasticsearch, over the fields an index has. */
final class ElasticsearchFilter {
  private final Map<String, Meta.FilterField> fields;
  private final String idField;

  ElasticsearchFilter(Map<String, Meta.FilterField> fields, String idField) {
    this.fields = fields;
    this.idField = idField;
  }

  /**
   * The documents that may be listed, as a {@code bool} query; null when all may.
   *
   * @throws Problem as {@link Filtering#passing}
   */
  ObjectNode query(Filter filter, Collection<String> excluded) throws Problem {
    if (filter.isEmpty() && excluded.isEmpty()) {
      return null;
    }
    ObjectNode query = JsonNodeFactory.instance.objectNode();
    ObjectNode bool = query.putObject("bool");
    if (!filter.isEmpty()) {
      ArrayNode all = bool.putArray("filter");
      for (Condition condition : filter.conditions()) {
        all.add(query(condition));
      }
    }
    if (!excluded.isEmpty()) {
      bool.putArray("must_not").add(ids(excluded));
    }
    return query;
  }

  /** The documents of these items. */
  ObjectNode ids(Collection<String> items) {
    return terms(idField, items);
  }

  private ObjectNode query(Condition condition) throws Problem {
    Meta.FilterField field = fields.get(condition.field());
    if (field == null) {
      throw Filtering.unknown(condition.field(), List.copyOf(fields.keySet()));
    }
    Filtering.check(condition.field(), field.numeric(), condition);
    if (!field.numeric()) {
      return terms(field.field(), condition.values());
    }
    double[] values = new double[condition.values().size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = Filtering.number(condition.field(), condition.values().get(i));
    }
    return switch (condition.operator()) {
      case IN -> terms(field.field(), values);
      case LESS -> range(field.field(), "lt", values[0], Double.POSITIVE_INFINITY);
      case LESS_OR_EQUAL -> range(field.field(), "lte", values[0], Double.POSITIVE_INFINITY);
      case GREATER -> range(field.field(), "gt", values[0], Double.NEGATIVE_INFINITY);
      case GREATER_OR_EQUAL -> range(field.field(), "gte", values[0], Double.NEGATIVE_INFINITY);
    };
  }

  private static ObjectNode terms(String field, Collection<String> values) {
    ObjectNode query = JsonNodeFactory.instance.objectNode();
    ArrayNode terms = query.putObject("terms").putArray(field);
    values.forEach(terms::add);
    return query;
  }

  private static ObjectNode terms(String field, double[] values) {
    ObjectNode query = JsonNodeFactory.instance.objectNode();
    ArrayNode terms = query.putObject("terms").putArray(field);
    for (double value : values) {
      // A stored number is finite.
      if (Double.isFinite(value)) {
        terms.add(value);
      }
    }
    return query;
  }

  /** JSON has no infinity: every stored number is on one side of it. */
  private static ObjectNode range(String field, String relation, double bound, double all) {
    ObjectNode query = JsonNodeFactory.instance.objectNode();
    if (Double.isFinite(bound)) {
      query.putObject("range").putObject(field).put(relation, bound);
    } else if (bound == all) {
      query.putObject("exists").put("field", field);
    } else {
      query.putObject("match_none");
    }
    return query;
  }
}

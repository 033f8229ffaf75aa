package io.recallscope.index.lucene;

import io.recallscope.domain.Filter;
import io.recallscope.domain.Filter.Condition;
import io.recallscope.domain.Problem;
import io.recallscope.index.Filtering;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.lucene.document.DoubleField;
import org.apache.lucene.document.DoublePoint;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermInSetQuery;

/** Filters as Lucene queries over the fields an index was built with. */
final class LuceneFilter {
  private final Map<String, Boolean> numeric = new TreeMap<>();

  /**
   * @param facts the commit's user data
   */
  LuceneFilter(Map<String, String> facts) {
    facts.forEach(
        (key, value) -> {
          if (key.startsWith(Layout.FIELD)) {
            numeric.put(key.substring(Layout.FIELD.length()), value.equals(Layout.NUMBER));
          }
        });
  }

  /** The documents that may be listed. */
  Query query(Filter filter, Set<String> excluded) throws Problem {
    BooleanQuery.Builder all = new BooleanQuery.Builder();
    all.add(MatchAllDocsQuery.INSTANCE, BooleanClause.Occur.FILTER);
    for (Condition condition : filter.conditions()) {
      all.add(query(condition), BooleanClause.Occur.FILTER);
    }
    if (!excluded.isEmpty()) {
      all.add(
          new TermInSetQuery(Layout.ID, excluded.stream().map(Layout::bytes).toList()),
          BooleanClause.Occur.MUST_NOT);
    }
    return all.build();
  }

  private Query query(Condition condition) throws Problem {
    String field = condition.field();
    Boolean isNumber = numeric.get(field);
    if (isNumber == null) {
      throw Filtering.unknown(field, numeric.keySet().stream().toList());
    }
    Filtering.check(field, isNumber, condition);
    if (!isNumber) {
      return new TermInSetQuery(
          Layout.strings(field), condition.values().stream().map(Layout::bytes).toList());
    }
    double[] values = new double[condition.values().size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = Filtering.number(field, condition.values().get(i));
    }
    String name = Layout.number(field);
    double bound = values[0];
    return switch (condition.operator()) {
      case IN -> DoubleField.newSetQuery(name, values);
      case LESS ->
          bound == Double.NEGATIVE_INFINITY
              ? MatchNoDocsQuery.INSTANCE
              : below(name, DoublePoint.nextDown(bound));
      case LESS_OR_EQUAL -> below(name, bound);
      case GREATER ->
          bound == Double.POSITIVE_INFINITY
              ? MatchNoDocsQuery.INSTANCE
              : above(name, DoublePoint.nextUp(bound));
      case GREATER_OR_EQUAL -> above(name, bound);
    };
  }

  private static Query below(String name, double bound) {
    return DoubleField.newRangeQuery(name, Double.NEGATIVE_INFINITY, bound);
  }

  private static Query above(String name, double bound) {
    return DoubleField.newRangeQuery(name, bound, Double.POSITIVE_INFINITY);
  }
}

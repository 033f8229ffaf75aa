package io.recallscope.domain;

import java.util.ArrayList;
import java.util.List;

/**
 * Conditions on item features, all of which must hold; applied before ranking by every index.
 *
 * @param conditions empty means every item passes
 */
public record Filter(List<Condition> conditions) {
  /** Lets every item pass. */
  public static final Filter NONE = new Filter(List.of());

  public Filter {
    conditions = List.copyOf(conditions);
  }

  /** How a feature's value is tested. */
  public enum Operator {
    /** One of the values equals the feature, or is in its list. */
    IN("="),
    LESS("<"),
    LESS_OR_EQUAL("<="),
    GREATER(">"),
    GREATER_OR_EQUAL(">=");

    private final String sign;

    Operator(String sign) {
      this.sign = sign;
    }

    /** As typed: {@code =}, {@code <}, {@code <=}, {@code >}, {@code >=}. */
    public String sign() {
      return sign;
    }
  }

  /**
   * One test of one feature. An item that lacks the feature does not pass.
   *
   * @param field the item feature
   * @param operator how
   * @param values alternatives for {@link Operator#IN}; exactly one number or time otherwise
   */
  public record Condition(String field, Operator operator, List<String> values) {
    public Condition {
      values = List.copyOf(values);
    }

    /** The bound of a comparison; of a time its epoch seconds. */
    public double number() {
      return Filter.number(values.getFirst());
    }

    @Override
    public String toString() {
      return field + operator.sign() + String.join("|", values);
    }
  }

  public boolean isEmpty() {
    return conditions.isEmpty();
  }

  /**
   * Reads {@code field=a|b}, {@code field>=3}, {@code field<2026-10-01} and the like, one condition
   * per expression.
   *
   * @throws Problem (USAGE, {@code domain.filter}) when an expression is none of these
   */
  public static Filter parse(List<String> expressions) throws Problem {
    List<Condition> conditions = new ArrayList<>();
    for (String expression : expressions) {
      conditions.add(condition(expression));
    }
    return new Filter(conditions);
  }

  private static Condition condition(String expression) throws Problem {
    int at = 0;
    while (at < expression.length() && "<>=".indexOf(expression.charAt(at)) < 0) {
      at++;
    }
    for (Operator operator :
        List.of(
            Operator.LESS_OR_EQUAL,
            Operator.GREATER_OR_EQUAL,
            Operator.IN,
            Operator.LESS,
            Operator.GREATER)) {
      if (at > 0 && expression.startsWith(operator.sign(), at)) {
        String value = expression.substring(at + operator.sign().length()).strip();
        List<String> values =
            operator == Operator.IN ? List.of(value.split("\\|", -1)) : List.of(value);
        Condition condition = new Condition(expression.substring(0, at).strip(), operator, values);
        if (value.isEmpty() || (operator != Operator.IN && Double.isNaN(number(value)))) {
          break;
        }
        return condition;
      }
    }
    throw new Problem(Problem.Kind.USAGE, "domain.filter", expression);
  }

  /** A value as a number, or as the epoch seconds of a date or time; NaN when it is neither. */
  public static double number(String value) {
    try {
      return Double.parseDouble(value);
    } catch (NumberFormatException e) {
      return Times.parse(value.strip());
    }
  }

  @Override
  public String toString() {
    return String.join(" ", conditions.stream().map(Condition::toString).toList());
  }
}

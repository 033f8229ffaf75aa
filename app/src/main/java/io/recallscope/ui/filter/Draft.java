package io.recallscope.ui.filter;

import io.recallscope.domain.Filter;
import io.recallscope.domain.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A condition as it stands while it is typed.
 *
 * @param field the feature
 * @param operator its sign, e.g. {@code >=}
 * @param value as typed
 */
record Draft(String field, String operator, String value) {
  boolean isBlank() {
    return value == null || value.isBlank();
  }

  /**
   * The condition; nothing while it is blank.
   *
   * @throws Problem (USAGE) when it is none
   */
  Optional<Filter.Condition> read() throws Problem {
    return isBlank()
        ? Optional.empty()
        : Optional.of(
            Filter.parse(List.of(field + operator + value.strip())).conditions().getFirst());
  }

  /**
   * The filter of all drafts, blank ones left out.
   *
   * @throws Problem (USAGE) of the first that is none
   */
  static Filter filter(List<Draft> drafts) throws Problem {
    List<Filter.Condition> conditions = new ArrayList<>();
    for (Draft draft : drafts) {
      draft.read().ifPresent(conditions::add);
    }
    return new Filter(conditions);
  }
}

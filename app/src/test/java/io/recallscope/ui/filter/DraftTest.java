package io.recallscope.ui.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recallscope.domain.Problem;
import java.util.List;
import org.junit.jupiter.api.Test;

class DraftTest {
  @Test
  void blankDraftsAreLeftOut() throws Problem {
    assertThat(
            Draft.filter(
                    List.of(
                        new Draft("circle", "=", "摄影|film"),
                        new Draft("length", ">=", " "),
                        new Draft("length", "<", "90")))
                .toString())
        .isEqualTo("circle=摄影|film length<90");
  }

  @Test
  void aNumberThatIsNoneIsAProblemWithAWayOut() {
    assertThatThrownBy(() -> new Draft("length", ">=", "long").read())
        .isInstanceOf(Problem.class)
        .hasMessageContaining("length>=long");
  }
}

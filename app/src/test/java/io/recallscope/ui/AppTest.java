package io.recallscope.ui;

import static org.assertj.core.api.Assertions.assertThat;

import io.recallscope.domain.Problem;
import io.recallscope.ui.base.Fonts;
import io.recallscope.ui.base.Theme;
import io.recallscope.ui.desk.Desk;
import io.recallscope.ui.desk.FakeDesk;
import io.recallscope.viz.testkit.HeadlessFx;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import javafx.application.Platform;
import javafx.scene.control.Button;
import javafx.scene.control.Labeled;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The window on the headless screen: it opens, says why it cannot, and closes. */
class AppTest {
  @BeforeAll
  static void start() {
    HeadlessFx.start(Fonts::load);
  }

  @Test
  void theWorkbenchFollowsTheOpeningAndTheDeskIsClosedWithTheWindow() throws Exception {
    CountDownLatch closed = new CountDownLatch(1);
    Desk desk =
        new FakeDesk(40, 500) {
          @Override
          public void close() {
            closed.countDown();
          }
        };
    Thread app = open((workspace, progress) -> desk);
    Stage stage = await(s -> s.getTitle().startsWith("sample feed"));
    Platform.runLater(stage::hide);
    app.join(TimeUnit.SECONDS.toMillis(60));

    assertThat(app.isAlive()).isFalse();
    assertThat(closed.getCount()).isZero();
  }

  @Test
  void aWorkspaceThatCannotBeOpenedSaysWhyAndCanBeTriedAgain() throws Exception {
    AtomicInteger tries = new AtomicInteger();
    Thread app =
        open(
            (workspace, progress) -> {
              if (tries.incrementAndGet() == 1) {
                throw new Problem(Problem.Kind.CONFLICT, "domain.filter", "held");
              }
              return new FakeDesk(40, 500);
            });
    Stage stage = await(s -> text(s, "held"));
    HeadlessFx.call(
        () -> {
          stage.getScene().getRoot().lookupAll(".button").stream()
              .map(Button.class::cast)
              .filter(button -> button.getText().equals("Try again"))
              .findFirst()
              .orElseThrow()
              .fire();
          return null;
        });
    await(s -> s.getTitle().startsWith("sample feed"));
    Platform.runLater(stage::hide);
    app.join(TimeUnit.SECONDS.toMillis(60));

    assertThat(tries.get()).isEqualTo(2);
  }

  private static Thread open(App.Opener opener) {
    return Thread.ofVirtual()
        .start(
            () -> {
              try {
                App.open(
                    new App.Launch(
                        opener,
                        (file, bytes) -> {},
                        null,
                        null,
                        View.RECALL,
                        Theme.LIGHT,
                        "en",
                        List.of()));
              } catch (Problem e) {
                throw new IllegalStateException(e);
              }
            });
  }

  private static boolean text(Stage stage, String wanted) {
    return stage.getScene().getRoot().lookupAll(".label").stream()
        .anyMatch(node -> node instanceof Labeled label && label.getText().contains(wanted));
  }

  /** The shown stage once the condition holds. */
  private static Stage await(Predicate<Stage> condition) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (System.nanoTime() < end) {
      List<Stage> found =
          HeadlessFx.call(
              () ->
                  Window.getWindows().stream()
                      .filter(Stage.class::isInstance)
                      .map(Stage.class::cast)
                      .filter(condition)
                      .toList());
      if (!found.isEmpty()) {
        return found.getFirst();
      }
      Thread.onSpinWait();
    }
    throw new AssertionError("the window never came so far");
  }
}

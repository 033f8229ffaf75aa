package io.recallscope.ui;

import static java.awt.RenderingHints.VALUE_INTERPOLATION_BILINEAR;
import static java.awt.RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR;
import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * The built program in a process of its own, with a real window on a virtual screen: what JavaFX's
 * headless toolkit lacks. A keyboard with modifiers, GTK's dialogs, two pixels to a layout unit,
 * the driver's OpenGL beside TensorFlow, and the end of the process.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RealWindowTest {
  private static final int WIDTH = 2880;
  private static final int HEIGHT = 1800;
  private static final int BLACK = 0;

  @TempDir static Path folder;
  private VirtualScreen screen;
  private List<String> firstStart;
  private String firstErrors;
  private int firstCode;

  /**
   * The first start of all, which unpacks TensorFlow after the window is up, and makes the sample
   * workspace that the others open.
   */
  @BeforeAll
  void start() throws Exception {
    screen = VirtualScreen.start(folder, WIDTH, HEIGHT);
    try (RealWindow window = open()) {
      screen.close(window.awaitLists());
      firstCode = window.ended();
      firstStart = window.history();
      firstErrors = window.errors();
    }
  }

  @AfterAll
  void stop() throws Exception {
    if (screen != null) {
      screen.close();
    }
  }

  private RealWindow open(String... flags) throws Exception {
    return new RealWindow(
        screen,
        folder.resolve("home"),
        java.util.stream.Stream.concat(
                java.util.stream.Stream.of("-Drecallscope.sample=../sample-data"),
                java.util.stream.Stream.of(flags))
            .toList(),
        "open",
        "--theme",
        "light");
  }

  @Test
  void theFirstStartShowsItsProgressThenTheListsAndEndsWithItsWindow() {
    assertThat(firstStart)
        .anySatisfy(fact -> assertThat(fact).startsWith("start=").contains("The first start makes"))
        .anySatisfy(fact -> assertThat(fact).startsWith("start=").contains(" of 20,000"))
        .contains("title=sample – Recallscope", "users=4000", "view=recall");
    assertThat(firstErrors).doesNotContain("Exception", "Gtk-", "\tat ");
    assertThat(firstCode).isZero();
  }

  @Test
  void keysAndTheirModifiersReachTheWindow() throws Exception {
    try (RealWindow window = open()) {
      window.awaitLists();
      screen.key("F1");
      assertThat(window.await("popup", words -> !words.isEmpty()))
          .contains("Keys|", "Ctrl K|search users|", "Ctrl F|");
      screen.key("Escape");
      window.await("popup", String::isEmpty);

      screen.key("ctrl+k");
      window.await("focus", "user-search"::equals);
      screen.type("u0000017");
      window.await("users", "1"::equals);
      screen.key("Escape");
      window.await("users", "4000"::equals);

      screen.key("ctrl+f");
      window.await("focus", "item-search"::equals);
      screen.key("shift+Tab");
      String before = window.await("focus", focus -> !focus.equals("item-search"));
      screen.key("Tab");
      window.await("focus", "item-search"::equals);
      assertThat(before).isNotEmpty();

      screen.key("ctrl+2");
      window.await("view", "evaluate"::equals);
      screen.key("ctrl+3");
      window.await("view", "compare"::equals);
      screen.key("ctrl+4");
      window.await("view", "models"::equals);
      screen.key("ctrl+1");
      window.await("view", "recall"::equals);
    }
  }

  @Test
  void aDialogOfTheDesktopOpensAndTheWindowGoesOnWhenItIsCancelled() throws Exception {
    try (RealWindow window = open()) {
      String id = window.awaitLists();
      window.click("workspace");
      window.await("popup", words -> words.contains("Open served lists …"));
      screen.key("Down", "Down", "Return");
      awaitDialog("Open served lists");
      screen.key("Escape");
      awaitEndOf("Open served lists");
      screen.focus(id);
      screen.key("ctrl+2");
      window.await("view", "evaluate"::equals);
    }
  }

  @Test
  void aPictureOfTheWindowIsSavedWhereTheDialogSays() throws Exception {
    Path file = folder.resolve("saved.png");
    try (RealWindow window = open()) {
      String id = window.awaitLists();
      int[] at = screen.geometry(id);
      window.click("picture");
      awaitDialog("Save a picture");
      screen.key("ctrl+a");
      screen.type(file.toString());
      screen.key("Return");
      awaitEndOf("Save a picture");
      await(() -> Files.exists(file));
      BufferedImage saved = ImageIO.read(file.toFile());
      assertThat(List.of(saved.getWidth(), saved.getHeight())).isEqualTo(List.of(at[2], at[3]));
    }
  }

  @Test
  void aClickChangesTheThemeOfEverythingOnTheScreen() throws Exception {
    try (RealWindow window = open()) {
      int[] at = screen.geometry(window.awaitLists());
      int middle = at[0] + at[2] / 2;
      assertThat(brightness(screen.picture(middle, at[1] + 1, 1, 1).getRGB(0, 0)))
          .isGreaterThan(200);
      window.click("theme");
      window.await("theme", "DARK"::equals);
      await(() -> brightness(screen.picture(middle, at[1] + 1, 1, 1).getRGB(0, 0)) < 60);
    }
  }

  @Test
  void everySizeOfTheWindowIsFilledToItsEdges() throws Exception {
    try (RealWindow window = open()) {
      String id = window.awaitLists();
      for (int[] size : new int[][] {{1280, 800}, {2560, 1440}}) {
        screen.place(id, 10, 20, size[0], size[1]);
        window.await("scene", (size[0] + "x" + size[1])::equals);
        window.await("at.evaluate", at -> right(at) > size[0] - 40 && right(at) < size[0] + 10);
        await(
            () -> {
              BufferedImage picture = screen.picture(10, 20, size[0], size[1]);
              return painted(picture, size[0] - 1, size[1] / 2)
                  && painted(picture, size[0] / 2, size[1] - 1)
                  && painted(picture, size[0] - 1, size[1] - 1);
            });
      }
    }
  }

  @Test
  void twoPixelsToALayoutUnitAreDrawnAndNotBlownUp() throws Exception {
    BufferedImage plain;
    try (RealWindow window = open()) {
      plain = settled(window, 1280, 800);
      assertThat(window.await("scale", s -> true)).isEqualTo("1.0");
    }
    BufferedImage sharp;
    try (RealWindow window = open("-Dglass.gtk.uiScale=2.0")) {
      sharp = settled(window, 2560, 1600);
      assertThat(window.await("scale", s -> true)).isEqualTo("2.0");
      assertThat(window.await("scene", s -> true)).isEqualTo("1280x800");
    }
    // Blown up, every pixel is there four times, or an edge is spread over several.
    assertThat(uniformBlocks(enlarged(plain, VALUE_INTERPOLATION_NEAREST_NEIGHBOR))).isEqualTo(1);
    assertThat(uniformBlocks(sharp)).isLessThan(0.95);
    assertThat(steepEdges(enlarged(plain, VALUE_INTERPOLATION_BILINEAR)))
        .isLessThan(steepEdges(plain) / 10);
    assertThat(steepEdges(sharp)).isGreaterThan(steepEdges(plain));
  }

  private BufferedImage settled(RealWindow window, int width, int height) throws Exception {
    screen.place(window.awaitLists(), 0, 0, width, height);
    window.await("at.evaluate", at -> right(at) > width - 60 && right(at) < width);
    window.await("settled", "true"::equals);
    // All but the status bar, which counts on while the better map is drawn.
    int above = height * 9 / 10;
    BufferedImage[] last = {null};
    await(
        () -> {
          BufferedImage before = last[0];
          last[0] = screen.picture(0, 0, width, above);
          return before != null && same(before, last[0]);
        });
    return last[0];
  }

  private static boolean same(BufferedImage one, BufferedImage other) {
    int width = one.getWidth();
    int height = one.getHeight();
    return Arrays.equals(
        one.getRGB(0, 0, width, height, null, 0, width),
        other.getRGB(0, 0, width, height, null, 0, width));
  }

  private static BufferedImage enlarged(BufferedImage image, Object how) {
    BufferedImage large =
        new BufferedImage(image.getWidth() * 2, image.getHeight() * 2, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = large.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, how);
    graphics.drawImage(image, 0, 0, large.getWidth(), large.getHeight(), null);
    graphics.dispose();
    return large;
  }

  /** Share of the 2 × 2 blocks that are of one colour. */
  private static double uniformBlocks(BufferedImage image) {
    int uniform = 0;
    int all = 0;
    for (int y = 0; y + 1 < image.getHeight(); y += 2) {
      for (int x = 0; x + 1 < image.getWidth(); x += 2) {
        int one = image.getRGB(x, y);
        all++;
        if (one == image.getRGB(x + 1, y)
            && one == image.getRGB(x, y + 1)
            && one == image.getRGB(x + 1, y + 1)) {
          uniform++;
        }
      }
    }
    return (double) uniform / all;
  }

  /** Neighbours of which one is dark and the other bright: edges of glyphs. */
  private static int steepEdges(BufferedImage image) {
    int steep = 0;
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x + 1 < image.getWidth(); x++) {
        int step = brightness(image.getRGB(x, y)) - brightness(image.getRGB(x + 1, y));
        steep += Math.abs(step) > 150 ? 1 : 0;
      }
    }
    return steep;
  }

  private static int brightness(int rgb) {
    return ((rgb >> 16 & 0xff) + (rgb >> 8 & 0xff) + (rgb & 0xff)) / 3;
  }

  /** The screen behind the window is black, which no part of the window is. */
  private static boolean painted(BufferedImage picture, int x, int y) {
    return (picture.getRGB(x, y) & 0xffffff) != BLACK;
  }

  /** The right edge of a place. */
  private static int right(String place) {
    String[] at = place.split(",");
    return Integer.parseInt(at[0]) + Integer.parseInt(at[2]);
  }

  /** Waits for a dialog and gives it the keyboard, as a window manager would. */
  private void awaitDialog(String title) throws Exception {
    await(() -> !screen.windows(title).isEmpty());
    screen.focus(screen.windows(title).getFirst());
  }

  private void awaitEndOf(String title) throws Exception {
    await(() -> screen.windows(title).isEmpty());
  }

  /** Something that can be looked at again and again. */
  private interface Condition {
    boolean holds() throws Exception;
  }

  private static void await(Condition condition) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!condition.holds()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("It never came so far.");
      }
      TimeUnit.MILLISECONDS.sleep(250);
    }
  }
}

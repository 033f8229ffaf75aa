package io.recallscope.ui;

import java.awt.image.BufferedImage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.opentest4j.TestAbortedException;

/** An X server without a screen (Xvfb), with its mouse and keyboard (xdotool) and its pixels. */
final class VirtualScreen implements AutoCloseable {
  private static final String NEEDS =
      "A window on a display needs Debian's packages xvfb xdotool libgtk-3-0 libxtst6: ";

  /** Events sent in one burst coalesce. */
  private static final int MILLIS_BETWEEN_EVENTS = 60;

  // XWD file format version 7 (X11/XWDFile.h): fields of 32 bits, big-endian, then the colours.
  private static final int XWD_HEADER_SIZE = 0;
  private static final int XWD_BYTES_PER_LINE = 12;
  private static final int XWD_COLOURS = 19;
  private static final int XWD_COLOUR_SIZE = 12;

  private final Process server;
  private final Path pixels;
  private final String display;

  private VirtualScreen(Process server, Path pixels, String display) {
    this.server = server;
    this.pixels = pixels;
    this.display = display;
  }

  /**
   * Starts one of that many pixels, under a number that is free.
   *
   * @param folder where it keeps its pixels
   * @throws TestAbortedException where it is not installed, saying what to install
   */
  static VirtualScreen start(Path folder, int width, int height)
      throws IOException, InterruptedException {
    for (String program : List.of("Xvfb", "xdotool")) {
      if (!run(List.of("sh", "-c", "command -v " + program), "").contains(program)) {
        throw new TestAbortedException(NEEDS + program + " is not installed.");
      }
    }
    String libraries = run(List.of("sh", "-c", "PATH=$PATH:/sbin ldconfig -p"), "");
    for (String library : List.of("libgtk-3.so.0", "libXtst.so.6")) {
      if (!libraries.contains(library)) {
        throw new TestAbortedException(NEEDS + library + " is not installed.");
      }
    }
    String size = width + "x" + height + "x24";
    Process server =
        new ProcessBuilder(
                List.of(
                    "Xvfb -displayfd 1 -nolisten tcp -noreset -screen 0 %s -fbdir %s"
                        .formatted(size, folder)
                        .split(" ")))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    // It says its number once it can be used.
    String number =
        new BufferedReader(new InputStreamReader(server.getInputStream(), StandardCharsets.UTF_8))
            .readLine();
    if (number == null) {
      throw new IOException("Xvfb ended with code " + server.waitFor() + ".");
    }
    return new VirtualScreen(server, folder.resolve("Xvfb_screen0"), ":" + number);
  }

  /** What the variable DISPLAY is to a program on it. */
  String display() {
    return display;
  }

  /** Presses and lets go a key, with its modifiers: {@code ctrl+shift+k}. */
  void key(String... keys) throws IOException, InterruptedException {
    for (String key : keys) {
      xdotool("key", key);
      TimeUnit.MILLISECONDS.sleep(MILLIS_BETWEEN_EVENTS);
    }
  }

  /** Types a text where the keyboard's focus is. */
  void type(String text) throws IOException, InterruptedException {
    xdotool("type", "--delay", String.valueOf(MILLIS_BETWEEN_EVENTS), text);
  }

  /** Moves the mouse there and clicks. */
  void click(int x, int y) throws IOException, InterruptedException {
    xdotool("mousemove", String.valueOf(x), String.valueOf(y));
    TimeUnit.MILLISECONDS.sleep(MILLIS_BETWEEN_EVENTS);
    xdotool("click", "1");
    TimeUnit.MILLISECONDS.sleep(MILLIS_BETWEEN_EVENTS);
  }

  /** Ids of the windows on show whose title contains this. */
  List<String> windows(String title) throws IOException, InterruptedException {
    return xdotool("search", "--onlyvisible", "--name", title).lines().toList();
  }

  /** Gives a window the keyboard. */
  void focus(String window) throws IOException, InterruptedException {
    xdotool("windowfocus", "--sync", window);
  }

  /** Gives a window another place and size, as a person's window manager would. */
  void place(String window, int x, int y, int width, int height)
      throws IOException, InterruptedException {
    xdotool("windowmove", window, String.valueOf(x), String.valueOf(y));
    xdotool("windowsize", window, String.valueOf(width), String.valueOf(height));
  }

  /** Its x, y, width and height in pixels. */
  int[] geometry(String window) throws IOException, InterruptedException {
    String said = xdotool("getwindowgeometry", "--shell", window);
    return List.of("X", "Y", "WIDTH", "HEIGHT").stream()
        .mapToInt(
            name ->
                said.lines()
                    .filter(line -> line.startsWith(name + "="))
                    .mapToInt(line -> Integer.parseInt(line.substring(name.length() + 1)))
                    .findFirst()
                    .orElseThrow())
        .toArray();
  }

  /** What its close button does. */
  void close(String window) {
    CloseButton.press(display, Long.parseLong(window));
  }

  private String xdotool(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("xdotool"));
    command.addAll(List.of(arguments));
    return run(command, display);
  }

  private static String run(List<String> command, String display)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("DISPLAY", display);
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return said;
  }

  /** What a part of it shows now, as RGB. */
  BufferedImage picture(int x, int y, int width, int height) throws IOException {
    ByteBuffer file = ByteBuffer.wrap(Files.readAllBytes(pixels));
    int line = file.getInt(4 * XWD_BYTES_PER_LINE);
    int first = file.getInt(4 * XWD_HEADER_SIZE) + file.getInt(4 * XWD_COLOURS) * XWD_COLOUR_SIZE;
    file.order(ByteOrder.LITTLE_ENDIAN);
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int row = 0; row < height; row++) {
      for (int column = 0; column < width; column++) {
        image.setRGB(column, row, file.getInt(first + (y + row) * line + 4 * (x + column)));
      }
    }
    return image;
  }

  @Override
  public void close() {
    server.destroy();
    server.onExit().join();
  }
}

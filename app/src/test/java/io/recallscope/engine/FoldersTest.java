package io.recallscope.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class FoldersTest {
  private static Path data(String os, Map<String, String> environment) {
    return Folders.of(environment, os, "/elsewhere").data();
  }

  @Test
  void recallscopeHomeComesFirst() {
    assertThat(data("Linux", Map.of("RECALLSCOPE_HOME", "/r", "XDG_DATA_HOME", "/x", "HOME", "/h")))
        .isEqualTo(Path.of("/r"));
    assertThat(data("Mac OS X", Map.of("RECALLSCOPE_HOME", "/r", "HOME", "/h")))
        .isEqualTo(Path.of("/r"));
  }

  @Test
  void thenTheDesktopsDataHome() {
    assertThat(data("Linux", Map.of("XDG_DATA_HOME", "/x", "HOME", "/h")))
        .isEqualTo(Path.of("/x/recallscope"));
  }

  @Test
  void thenTheVariableHomeAndNotJavasUserHome() {
    assertThat(data("Linux", Map.of("HOME", "/h")))
        .isEqualTo(Path.of("/h/.local/share/recallscope"));
    assertThat(data("Linux", Map.of("HOME", "/h", "XDG_DATA_HOME", "")))
        .isEqualTo(Path.of("/h/.local/share/recallscope"));
    assertThat(data("Linux", Map.of())).isEqualTo(Path.of("/elsewhere/.local/share/recallscope"));
  }

  @Test
  void otherPlatformsHaveFoldersOfTheirOwn() {
    assertThat(data("Mac OS X", Map.of("HOME", "/h")))
        .isEqualTo(Path.of("/h/Library/Application Support/Recallscope"));
    assertThat(data("Windows 11", Map.of("LOCALAPPDATA", "/l", "HOME", "/h")))
        .isEqualTo(Path.of("/l/Recallscope"));
  }

  @Test
  void nativeLibrariesAreCacheAndNotData() {
    assertThat(
            Folders.of(Map.of("HOME", "/h", "RECALLSCOPE_HOME", "/r"), "Linux", "/e").nativeCache())
        .isEqualTo(Path.of("/h/.cache/recallscope/native"));
  }
}

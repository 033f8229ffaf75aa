package io.recallscope.engine;

import io.recallscope.tower.Towers;
import java.util.ArrayList;
import java.util.List;

/** Rows without a vector as text for the catalogue: two lines, each a count and its examples. */
final class Skipping {
  private Skipping() {}

  static String write(VersionData.Skips skips) {
    return line(skips.users()) + "\n" + line(skips.items());
  }

  private static String line(Towers.Skipped skipped) {
    List<String> parts = new ArrayList<>();
    parts.add(Integer.toString(skipped.count()));
    parts.addAll(skipped.examples());
    return String.join("\t", parts);
  }

  static VersionData.Skips read(String text) {
    List<String> lines = text.lines().toList();
    return new VersionData.Skips(skipped(lines.get(0)), skipped(lines.get(1)));
  }

  private static Towers.Skipped skipped(String line) {
    List<String> parts = List.of(line.split("\t", -1));
    return new Towers.Skipped(Integer.parseInt(parts.getFirst()), parts.subList(1, parts.size()));
  }
}

package io.recallscope.ui.base;

import io.recallscope.domain.ModelVersion;

/** Model versions as the window writes them. */
public final class Versions {
  private Versions() {}

  /** What kind of model it is, in the window's language; empty where nothing is known. */
  public static String about(ModelVersion version, Texts texts) {
    return switch (version.description()) {
      case null -> "";
      case "two-tower" -> texts.get("ui.models.kind.plain");
      case "two-tower + history" -> texts.get("ui.models.kind.history");
      case String other -> other;
    };
  }

  /** Its name, and its kind behind it. */
  public static String line(ModelVersion version, Texts texts) {
    String about = about(version, texts);
    return about.isEmpty() ? version.name() : version.name() + " · " + about;
  }
}

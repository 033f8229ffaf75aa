package io.recallscope.ui.base;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import java.util.List;
import javafx.application.Application;
import javafx.scene.Parent;

/** Light or dark: AtlantaFX' Primer with a small style sheet of our own on top. */
public enum Theme {
  LIGHT,
  DARK;

  private static final List<String> OWN =
      List.of("/io/recallscope/ui/recallscope.css", "/io/recallscope/ui/component/component.css");
  private static final String DARK_CLASS = "rs-dark";

  /** Dresses the toolkit and a scene's root. */
  public void apply(Parent root) {
    Application.setUserAgentStylesheet(
        this == DARK
            ? new PrimerDark().getUserAgentStylesheet()
            : new PrimerLight().getUserAgentStylesheet());
    root.getStylesheets()
        .setAll(OWN.stream().map(css -> Theme.class.getResource(css).toExternalForm()).toList());
    root.getStyleClass().remove(DARK_CLASS);
    if (this == DARK) {
      root.getStyleClass().add(DARK_CLASS);
    }
  }

  /** The other one. */
  public Theme other() {
    return this == LIGHT ? DARK : LIGHT;
  }
}

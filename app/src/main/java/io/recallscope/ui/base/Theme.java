package io.recallscope.ui.base;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import javafx.application.Application;
import javafx.scene.Parent;

/** Light or dark: AtlantaFX' Primer with a small style sheet of our own on top. */
public enum Theme {
  LIGHT,
  DARK;

  private static final String OWN = "/io/recallscope/ui/recallscope.css";
  private static final String DARK_CLASS = "rs-dark";

  /** Dresses the toolkit and a scene's root. */
  public void apply(Parent root) {
    Application.setUserAgentStylesheet(
        this == DARK
            ? new PrimerDark().getUserAgentStylesheet()
            : new PrimerLight().getUserAgentStylesheet());
    String own = Theme.class.getResource(OWN).toExternalForm();
    if (!root.getStylesheets().contains(own)) {
      root.getStylesheets().add(own);
    }
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

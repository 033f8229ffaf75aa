package io.recallscope.viz.map;

import java.util.List;
import java.util.Objects;
import javafx.css.CssMetaData;
import javafx.css.Styleable;
import javafx.css.StyleableObjectProperty;
import javafx.css.StyleablePropertyFactory;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;

/** What a map's points are coloured with: the style sheet's two colours and the owner's palette. */
final class MapColours {
  private static final StyleablePropertyFactory<MapView> STYLES =
      new StyleablePropertyFactory<>(Region.getClassCssMetaData());
  private static final CssMetaData<MapView, Color> GROUND =
      STYLES.createColorCssMetaData("-map-ground", m -> m.colours.ground, Color.WHITE, false);
  private static final CssMetaData<MapView, Color> MUTED =
      STYLES.createColorCssMetaData(
          "-map-muted", m -> m.colours.muted, Color.web("#9aa4af"), false);

  final StyleableObjectProperty<Color> ground;
  final StyleableObjectProperty<Color> muted;
  private final MapView owner;
  private final Runnable changed;
  private Palette palette = Palette.qualitative(0);
  private int[] argb;

  /**
   * Those of a map.
   *
   * @param changed called when a style sheet or the owner sets one of the two
   */
  MapColours(MapView owner, Runnable changed) {
    this.owner = owner;
    this.changed = changed;
    ground = colour(GROUND, "ground", Color.WHITE);
    muted = colour(MUTED, "muted", Color.web("#9aa4af"));
  }

  static List<CssMetaData<? extends Styleable, ?>> css() {
    return STYLES.getCssMetaData();
  }

  void set(Palette next) {
    palette = Objects.requireNonNull(next);
    argb = null;
  }

  Palette palette() {
    return palette;
  }

  /** ARGB by category on the present ground; the last is that of points without one. */
  int[] argb() {
    if (argb == null) {
      int on = argb(ground.get());
      argb = new int[palette.size() + 1];
      for (int c = 0; c < palette.size(); c++) {
        argb[c] = palette.argb(c, on);
      }
      argb[palette.size()] = argb(muted.get());
    }
    return argb;
  }

  static int argb(Color colour) {
    return 0xff000000
        | (int) Math.round(colour.getRed() * 255) << 16
        | (int) Math.round(colour.getGreen() * 255) << 8
        | (int) Math.round(colour.getBlue() * 255);
  }

  private StyleableObjectProperty<Color> colour(
      CssMetaData<MapView, Color> css, String name, Color initial) {
    return new StyleableObjectProperty<>(initial) {
      @Override
      protected void invalidated() {
        argb = null;
        changed.run();
      }

      @Override
      public CssMetaData<MapView, Color> getCssMetaData() {
        return css;
      }

      @Override
      public Object getBean() {
        return owner;
      }

      @Override
      public String getName() {
        return name;
      }
    };
  }
}

package io.recallscope.viz.map;

/**
 * Which part of the plane is on screen: pure arithmetic, no renderer. World y grows upwards, screen
 * y downwards; both axes have one scale.
 *
 * @param centreX world x at the middle of the screen
 * @param centreY world y at the middle of the screen
 * @param scale screen pixels per world unit, above 0
 * @param width of the screen, pixels
 * @param height of the screen, pixels
 */
public record Viewport(double centreX, double centreY, double scale, double width, double height) {
  public Viewport {
    if (!(scale > 0) || Double.isInfinite(scale)) {
      throw new IllegalArgumentException("A viewport's scale must be above 0, not " + scale + ".");
    }
  }

  /** The viewport that shows all of the bounds inside the padding (pixels on each side). */
  public static Viewport fit(Bounds bounds, double width, double height, double padding) {
    double w = Math.max(1, width - 2 * padding);
    double h = Math.max(1, height - 2 * padding);
    double spanX = bounds.maxX() - bounds.minX();
    double spanY = bounds.maxY() - bounds.minY();
    double scale = Math.min(w / spanX, h / spanY);
    if (!(scale > 0) || Double.isInfinite(scale)) {
      // One point, or none: any scale shows it.
      scale = 1;
    }
    return new Viewport(
        (bounds.minX() + bounds.maxX()) / 2,
        (bounds.minY() + bounds.maxY()) / 2,
        scale,
        width,
        height);
  }

  public double screenX(double worldX) {
    return (worldX - centreX) * scale + width / 2;
  }

  public double screenY(double worldY) {
    return (centreY - worldY) * scale + height / 2;
  }

  public double worldX(double screenX) {
    return (screenX - width / 2) / scale + centreX;
  }

  public double worldY(double screenY) {
    return centreY - (screenY - height / 2) / scale;
  }

  /** Scales by a factor; the world point under the given screen point stays where it is. */
  public Viewport zoomedAround(double screenX, double screenY, double factor) {
    double next = scale * factor;
    double x = worldX(screenX) - (screenX - width / 2) / next;
    double y = worldY(screenY) + (screenY - height / 2) / next;
    return new Viewport(x, y, next, width, height);
  }

  /** Moves the picture by so many pixels: to the right and down when positive. */
  public Viewport panned(double dx, double dy) {
    return new Viewport(centreX - dx / scale, centreY + dy / scale, scale, width, height);
  }

  /** The same centre and scale on a screen of another size. */
  public Viewport resized(double newWidth, double newHeight) {
    return new Viewport(centreX, centreY, scale, newWidth, newHeight);
  }

  /** The same picture with several device pixels to one logical pixel. */
  public Viewport device(double outputScale) {
    return new Viewport(
        centreX, centreY, scale * outputScale, width * outputScale, height * outputScale);
  }

  /** The nearest viewport whose scale is in the range and whose centre is in the bounds. */
  public Viewport clamped(Bounds bounds, double minScale, double maxScale) {
    return new Viewport(
        Math.clamp(centreX, bounds.minX(), bounds.maxX()),
        Math.clamp(centreY, bounds.minY(), bounds.maxY()),
        Math.clamp(scale, minScale, maxScale),
        width,
        height);
  }

  /** The part of the world on screen, grown by a margin in pixels on each side. */
  public Bounds visible(double margin) {
    return new Bounds(
        worldX(-margin), worldY(height + margin), worldX(width + margin), worldY(-margin));
  }

  /** A rectangle of the world, edges included. */
  public record Bounds(double minX, double minY, double maxX, double maxY) {
    public boolean contains(double x, double y) {
      return x >= minX && x <= maxX && y >= minY && y <= maxY;
    }
  }
}

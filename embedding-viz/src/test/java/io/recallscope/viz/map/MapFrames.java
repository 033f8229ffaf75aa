package io.recallscope.viz.map;

import java.util.BitSet;

/** A map's frames without its control, for the benchmark: 1600 × 1000 pixels, one to a unit. */
public final class MapFrames {
  private static final int WIDTH = 1600;
  private static final int HEIGHT = 1000;

  private final Layout layout;
  private final Viewport whole;
  private final int[] pixels = new int[WIDTH * HEIGHT];
  private final int[] argb;
  private final BitSet half;
  private final float[] fromX;
  private final float[] fromY;
  private int seen;

  public MapFrames(float[] x, float[] y, int[] category) {
    layout = Layout.of(x, y, new Layout.Looks(category, null, 0), null);
    whole = Viewport.fit(layout.grid().bounds, WIDTH, HEIGHT, Detail.PADDING);
    MapPicture colours = MapPicture.of(x, y, category, Palette.qualitative(20));
    argb = new int[21];
    for (int c = 0; c < 20; c++) {
      argb[c] = colours.palette().argb(c, MapPicture.LIGHT);
    }
    argb[20] = MapPicture.MUTED;
    // Mirrored: every point is on its way through the middle.
    Morph morph =
        new Morph(mirrored(x, layout.grid().bounds.minX(), layout.grid().bounds.maxX()), y);
    morph.arrange(layout);
    fromX = morph.startX();
    fromY = morph.startY();
    half = new BitSet(x.length);
    half.set(0, x.length / 2);
  }

  private static float[] mirrored(float[] x, double min, double max) {
    float[] mirrored = new float[x.length];
    for (int i = 0; i < x.length; i++) {
      mirrored[i] = (float) (min + max - x[i]);
    }
    return mirrored;
  }

  /** What belongs to the screen rather than to the points. */
  public long screenBytes() {
    return 4L * pixels.length;
  }

  private Viewport view(double zoom, double dx, double dy) {
    return whole.zoomedAround(WIDTH / 2.0, HEIGHT / 2.0, zoom).panned(dx, dy);
  }

  private double diameter(Viewport view) {
    return Detail.fitting(view, layout.size(), whole.scale());
  }

  private void draw(Viewport view, int stride, BitSet chosen, Shading shading) {
    double diameter = diameter(view);
    Rasteriser.draw(
        new Rasteriser.Job(
            layout.grid(),
            null,
            null,
            1,
            layout.colour(),
            argb,
            view,
            diameter,
            Detail.alpha(diameter),
            stride,
            chosen,
            shading,
            MapPicture.LIGHT),
        pixels,
        WIDTH,
        HEIGHT);
    seen += pixels[WIDTH * HEIGHT / 2];
  }

  /** As the map draws while it moves. */
  public void moving(double zoom, double dx, double dy) {
    Viewport view = view(zoom, dx, dy);
    double cost = Detail.cost(view, layout, diameter(view), false, 1);
    draw(view, MapEngine.movingStride(cost, false), null, Shading.POINTS);
  }

  /**
   * As it draws points on their way, every one of them moved; more than the map draws of it in one
   * frame are thinned out as there.
   *
   * @param part from 0 to 1
   */
  public void morphing(double part) {
    double diameter = diameter(whole);
    double cost = Detail.cost(whole, layout, diameter, true, 1);
    Rasteriser.draw(
        new Rasteriser.Job(
            layout.grid(),
            fromX,
            fromY,
            part,
            layout.colour(),
            argb,
            whole,
            diameter,
            Detail.alpha(diameter),
            MapEngine.movingStride(cost, true),
            null,
            Shading.POINTS,
            MapPicture.LIGHT),
        pixels,
        WIDTH,
        HEIGHT);
    seen += pixels[WIDTH * HEIGHT / 2];
  }

  /** As it draws at rest. */
  public void full(double zoom, double dx, double dy) {
    draw(view(zoom, dx, dy), 1, null, Shading.POINTS);
  }

  /** Half of the points stand out. */
  public void selected() {
    draw(whole, 1, half, Shading.POINTS);
  }

  public void density() {
    draw(whole, 1, null, Shading.DENSITY);
  }

  /** A wavy line around the middle, of so many corners; its radius is a share of the width. */
  public void lasso(int corners, double share) {
    double[] x = new double[corners];
    double[] y = new double[corners];
    for (int i = 0; i < corners; i++) {
      double angle = 2 * Math.PI * i / corners;
      double radius = WIDTH * share * (1 + 0.2 * Math.sin(9 * angle));
      x[i] = whole.worldX(WIDTH / 2.0 + radius * Math.cos(angle));
      y[i] = whole.worldY(HEIGHT / 2.0 + radius * Math.sin(angle));
    }
    seen += layout.grid().in(new Lasso(x, y)).cardinality();
  }

  /** Looks for the point under each place on screen, 6 pixels around. */
  public void pick(double[] px, double[] py) {
    for (int i = 0; i < px.length; i++) {
      seen += layout.grid().nearest(whole.worldX(px[i]), whole.worldY(py[i]), 6 / whole.scale());
    }
  }

  /** Prints what was computed, so that none of it is left out. */
  public void keep() {
    System.out.println("checksum " + seen);
  }
}

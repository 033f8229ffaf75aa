package io.recallscope.viz.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringReader;
import java.util.BitSet;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

class MapPictureTest {
  private static final float[] X = {0, 10, 20, Float.NaN};
  private static final float[] Y = {0, 10, 0, 5};
  private static final int[] CATEGORY = {0, 1, 7, 0};

  private static MapPicture picture() {
    return MapPicture.of(X, Y, CATEGORY, Palette.qualitative(2));
  }

  private static Document parse(String svg) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(svg)));
  }

  private static int at(int[] pixels, Viewport view, double x, double y) {
    return pixels[((int) view.screenY(y)) * ((int) view.width()) + ((int) view.screenX(x))];
  }

  @Test
  void pixelsShowEachPointInTheColourOfItsCategoryOnTheGround() {
    MapPicture picture = picture();
    Viewport view = picture.whole(200, 120);
    int[] pixels = picture.pixels(view);
    Palette palette = Palette.qualitative(2);
    int ground = MapPicture.LIGHT;
    assertThat(pixels[0]).isEqualTo(ground);
    int[] wanted = {palette.argb(0, ground), palette.argb(1, ground), MapPicture.MUTED};
    for (int i = 0; i < 3; i++) {
      int seen = at(pixels, view, X[i], Y[i]);
      for (int shift = 0; shift <= 16; shift += 8) {
        // Points let some of the ground through.
        assertThat(seen >> shift & 0xff).isBetween((wanted[i] >> shift & 0xff) - 2, 255);
        assertThat((seen >> shift & 0xff) - (wanted[i] >> shift & 0xff)).isLessThan(80);
      }
    }
  }

  @Test
  void pointsThatAreNotShownAreNotInThePictureAndTheOthersStay() {
    BitSet shown = new BitSet();
    shown.set(1, 3);
    MapPicture some =
        new MapPicture(
            X, Y, CATEGORY, shown, Palette.qualitative(2), MapPicture.LIGHT, MapPicture.MUTED);
    Viewport view = some.whole(200, 120);
    assertThat(view).isEqualTo(picture().whole(200, 120));
    int[] pixels = some.pixels(view);
    assertThat(at(pixels, view, X[0], Y[0])).isEqualTo(MapPicture.LIGHT);
    assertThat(at(pixels, view, X[1], Y[1])).isNotEqualTo(MapPicture.LIGHT);
  }

  @Test
  void svgHasACircleForEachPointItsTextAndALegend() throws Exception {
    MapPicture picture = picture();
    Viewport view = picture.whole(200, 120);
    String svg =
        picture.svg(view, List.of("a & b", "<c>"), "rest", i -> "n\u0000ame \"" + i + "<&");
    Document document = parse(svg);
    assertThat(document.getElementsByTagName("title").getLength()).isEqualTo(3);
    assertThat(document.getElementsByTagName("title").item(1).getTextContent())
        .isEqualTo("n ame \"0<&");
    assertThat(document.getElementsByTagName("text").item(0).getTextContent()).isEqualTo("a & b");
    assertThat(document.getElementsByTagName("text").item(2).getTextContent()).isEqualTo("rest");
    Element first = (Element) document.getElementsByTagName("circle").item(1);
    assertThat(Double.parseDouble(first.getAttribute("cx")))
        .isCloseTo(view.screenX(0), org.assertj.core.api.Assertions.within(0.01));
  }

  @Test
  void svgOfTooManyPointsIsRefused() {
    int n = MapPicture.MAX_SVG + 1;
    MapPicture picture = MapPicture.of(new float[n], new float[n], null, Palette.qualitative(0));
    assertThatThrownBy(() -> picture.svg(picture.whole(100, 100), List.of(), "", null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("10001");
  }

  @Test
  void noPointOrOneIsAPictureToo() throws Exception {
    for (int n = 0; n < 3; n++) {
      MapPicture picture =
          MapPicture.of(new float[n], new float[n], new int[n], Palette.qualitative(1));
      int[] pixels = picture.pixels(picture.whole(40, 30));
      assertThat(pixels[15 * 40 + 20] == MapPicture.LIGHT).isEqualTo(n == 0);
      Document svg = parse(picture.svg(picture.whole(40, 30), List.of(), "", null));
      assertThat(svg.getElementsByTagName("circle").getLength()).isEqualTo(n);
    }
  }
}

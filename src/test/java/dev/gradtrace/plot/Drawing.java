package dev.gradtrace.plot;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.ErrorHandler;
import org.xml.sax.SAXException;

/** Reads an SVG document. */
final class Drawing {

  private static final String DATA = "data:image/png;base64,";

  private final Document document;

  private Drawing(Document document) {
    this.document = document;
  }

  /** The picture at its preferred size. */
  static Drawing of(Picture picture) {
    return of(picture.svg(picture.preferredSize()));
  }

  static Drawing of(String svg) {
    try {
      DocumentBuilder builder = DocumentBuilderFactory.newInstance().newDocumentBuilder();
      builder.setErrorHandler((ErrorHandler) null);
      return new Drawing(
          builder.parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8))));
    } catch (ParserConfigurationException | SAXException | IOException e) {
      throw new AssertionError(svg, e);
    }
  }

  Element root() {
    return document.getDocumentElement();
  }

  List<Element> all(String name) {
    NodeList found = document.getElementsByTagName(name);
    return IntStream.range(0, found.getLength()).mapToObj(i -> (Element) found.item(i)).toList();
  }

  /** All texts. */
  List<String> texts() {
    return all("text").stream().map(text -> text.getTextContent().strip()).toList();
  }

  /** The paths of lines of a colour. */
  List<String> lines(String colour) {
    return all("path").stream()
        .filter(path -> path.getAttribute("stroke").equals(rgb(colour)))
        .map(path -> path.getAttribute("d"))
        .filter(d -> d.contains("L"))
        .toList();
  }

  /** The number of dots of a colour, including those in legends. */
  long dots(String colour) {
    return all("circle").stream()
        .filter(dot -> dot.getAttribute("fill").equalsIgnoreCase(colour))
        .count();
  }

  /** The raster, of which there must be one. */
  BufferedImage raster() throws IOException {
    List<Element> images = all("image");
    assertThat(images).hasSize(1);
    assertThat(images.get(0).getAttribute("preserveAspectRatio")).isEqualTo("none");
    assertThat(images.get(0).getAttribute("style")).contains("pixelated");
    String url = images.get(0).getAttribute("xlink:href");
    assertThat(url).startsWith(DATA);
    return ImageIO.read(
        new ByteArrayInputStream(Base64.getDecoder().decode(url.substring(DATA.length()))));
  }

  private static String rgb(String colour) {
    int rgb = Palette.rgb(colour);
    return "rgb(%s,%s,%s)".formatted(rgb >> 16, rgb >> 8 & 0xff, rgb & 0xff);
  }
}

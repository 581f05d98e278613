package dev.gradtrace.plot;

/** Something that can be drawn at any size. */
public sealed interface Picture
    permits LossPicture,
        CurvaturePicture,
        HeatMap,
        FlowProfile,
        CellsPicture,
        RatePicture,
        Ridges,
        UnderflowMap,
        Waterfall {

  /** The default size, at which everything is legible. */
  Size preferredSize();

  /** The picture composed for a size, to know what drawing takes before it is drawn. */
  Sketch sketch(Size size);

  /** The picture as a self-contained SVG document, without scripts or external resources. */
  default String svg(Size size) {
    return sketch(size).svg();
  }
}

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

  /** The size at which all of it is well legible. */
  Size preferredSize();

  /** The picture as an SVG document that stands alone: no script, nothing loaded from elsewhere. */
  String svg(Size size);
}

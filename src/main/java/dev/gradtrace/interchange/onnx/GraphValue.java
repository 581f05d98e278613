package dev.gradtrace.interchange.onnx;

/** What a name stands for in an ONNX graph. */
sealed interface GraphValue permits OnnxTensor, Signal, Moments, GraphValue.Unknown {

  /** What comes out of a node that was refused. */
  record Unknown() implements GraphValue {}
}

package dev.gradtrace.interchange.onnx;

/** What a name in an ONNX graph stands for. */
sealed interface GraphValue permits OnnxTensor, Signal, Moments, GraphValue.Unknown {

  /** The output of a refused node. */
  record Unknown() implements GraphValue {}
}

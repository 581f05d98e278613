package dev.gradtrace.web.exports;

/** By which names tensors go in a safetensors file. */
enum TensorNames {
  /** Layers from 1, and the scaling of the inputs. */
  GRADTRACE,
  /** Those of the state of an {@code nn.Sequential}. */
  TORCH
}

package dev.gradtrace.web.exports;

/** Naming schemes for the tensors of a safetensors file. */
enum TensorNames {
  /** By layers, from 1, with the scaling of the inputs. */
  GRADTRACE,
  /** As in the state dict of a PyTorch {@code nn.Sequential}. */
  TORCH
}

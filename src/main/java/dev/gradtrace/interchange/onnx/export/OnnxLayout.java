package dev.gradtrace.interchange.onnx.export;

import dev.gradtrace.dataset.Scaling;
import dev.gradtrace.interchange.Layout;
import dev.gradtrace.interchange.PlacedNormalization;
import dev.gradtrace.interchange.Tensor;
import dev.gradtrace.network.Network;
import dev.gradtrace.network.Normalization;
import dev.gradtrace.network.Normalization.BatchNorm;
import dev.gradtrace.network.Normalization.RmsNorm;
import dev.gradtrace.network.ResidualBlock;
import java.util.List;

/**
 * Writes a network as nodes of a graph. Attributes are rounded to 32 bits, so layer and RMS norm
 * are decomposed with ε as a constant, and the rounding error of a batch norm's ε is added to its
 * variances.
 *
 * @param network the network to write
 * @param graph the target; a signal is the name of a value there
 */
record OnnxLayout(Network network, OnnxGraph graph) implements Layout<String> {

  @Override
  public String scaled(String x, Scaling.Fitted scaling) {
    List<Tensor> scale = Tensor.of(scaling);
    graph.within("scaling");
    String shifted = graph.node("Sub", x, graph.constant(scale.get(0)));
    return graph.node("Mul", shifted, graph.constant(scale.get(1)));
  }

  @Override
  public String unscaled(String y, Scaling.Fitted scaling) {
    List<Tensor> undone = Tensor.undoing(scaling);
    graph.within("target_scaling");
    String wide = graph.node("Mul", y, graph.constant(undone.get(0)));
    return graph.node("Add", wide, graph.constant(undone.get(1)));
  }

  @Override
  public String normalized(String x, PlacedNormalization norm) {
    graph.within(norm.name());
    Normalization kind = norm.kind();
    if (kind instanceof BatchNorm) {
      return graph.batchNormalization(
          kind.epsilon(),
          x,
          graph.constant(norm.gamma()),
          graph.constant(norm.beta()),
          graph.constant(norm.movingMean()),
          graph.constant(
              norm.movingVariance().plus(kind.epsilon() - OnnxGraph.attribute(kind.epsilon()))));
    }
    String centred = kind instanceof RmsNorm ? x : graph.node("Sub", x, graph.meanOfUnits(x));
    String square = graph.meanOfUnits(graph.node("Mul", centred, centred));
    String spread = graph.node("Sqrt", plusEpsilon(square, kind.epsilon()));
    String u = graph.node("Div", centred, spread);
    u = kind.scale() ? graph.node("Mul", u, graph.constant(norm.gamma())) : u;
    return kind.center() ? graph.node("Add", u, graph.constant(norm.beta())) : u;
  }

  /** square + ε; with ε = 0, at least the smallest normal number, so that it can be divided by. */
  private String plusEpsilon(String square, double epsilon) {
    return epsilon == 0
        ? graph.node("Max", square, graph.least())
        : graph.node("Add", square, graph.constant(epsilon));
  }

  @Override
  public String masked(String x, double rate, int l) {
    return graph.within(l == 0 ? "inputs" : "layer_" + l).node("Dropout", x, graph.constant(rate));
  }

  @Override
  public String dense(String x, int l) {
    graph.within("layer_" + l);
    String weight = graph.constant(Tensor.weight(network, l));
    return network.spec().layer(l).useBias()
        ? graph.gemm(x, weight, graph.constant(Tensor.bias(network, l)))
        : graph.gemm(x, weight);
  }

  @Override
  public String activated(String z, int l) {
    graph.within("layer_" + l);
    return OnnxActivations.add(graph, network.activation(l), z);
  }

  @Override
  public String joined(String x, String branch, ResidualBlock block) {
    graph.within("block_%s_to_%s".formatted(block.first(), block.last()));
    String scaled =
        block.scale() == 1 ? branch : graph.node("Mul", branch, graph.constant(block.scale()));
    return graph.node("Add", x, scaled);
  }
}

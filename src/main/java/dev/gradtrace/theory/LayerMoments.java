package dev.gradtrace.theory;

import dev.gradtrace.network.Initializer;
import dev.gradtrace.network.LayerSpec;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.theory.MeanFieldInputs.BatchStatistics;

/**
 * The moments of a layer in the forward pass.
 *
 * @param x input of W
 * @param z W·x + b
 * @param u input of σ: z, or z normalised
 * @param moments of σ over u
 * @param pair of σ over the u of two samples
 * @param a output: σ(u), normalised and masked if the layer does so
 * @param gain ‖∂C/∂z‖² over ‖∂C/∂a‖²
 */
record LayerMoments(
    MeanFieldMoments x,
    Preactivation z,
    Preactivation u,
    GaussianMoments moments,
    PairMoments pair,
    MeanFieldMoments a,
    double gain) {

  static LayerMoments of(
      NetworkSpec network, int l, MeanFieldMoments x, BatchStatistics statistics) {
    LayerSpec layer = network.layer(l);
    Preactivation z = preactivation(network, l, x);
    NormalizedMoments before =
        NormalizedMoments.of(layer.normalizationBeforeActivation(), z.moments(), statistics);
    Preactivation u =
        layer.normalizationBeforeActivation() == null ? z : Preactivation.of(before.signal());
    GaussianMoments moments =
        GaussianMoments.of(layer.activation(), layer.units(), u.mean(), u.variance());
    PairMoments pair = PairMoments.of(layer.activation(), layer.units(), u, moments);
    NormalizedMoments after =
        NormalizedMoments.of(
            layer.normalizationAfterActivation(),
            new MeanFieldMoments(moments.mean(), moments.meanSquare(), pair.product()),
            statistics);
    double keep = 1 - layer.dropout();
    return new LayerMoments(
        x,
        z,
        u,
        moments,
        pair,
        after.signal().masked(keep),
        before.gain() * moments.slopeMeanSquare() * after.gain() / keep);
  }

  private static Preactivation preactivation(NetworkSpec network, int l, MeanFieldMoments x) {
    LayerSpec layer = network.layer(l);
    int fanIn = network.width(l - 1);
    Initializer bias = layer.useBias() ? layer.biasInitializer() : Initializer.Constant.ZEROS;
    double spread = bias.variance(layer.units(), 1, fanIn);
    double weights = fanIn * weightVariance(network, l);
    return new Preactivation(
        fanIn * weightMean(network, l) * x.mean() + bias.mean(),
        weights * x.square() + spread,
        weights * x.product() + spread);
  }

  /** The mean of a weight; NaN where it is not 0 in a network that has more than dense layers. */
  static double weightMean(NetworkSpec network, int l) {
    double mean = network.layer(l).weightInitializer().mean();
    return mean == 0 || network.isPlain() ? mean : Double.NaN;
  }

  static double weightVariance(NetworkSpec network, int l) {
    int fanIn = network.width(l - 1);
    return network.layer(l).weightInitializer().variance(network.width(l), fanIn, fanIn);
  }
}

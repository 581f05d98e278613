package dev.gradtrace.theory;

import dev.gradtrace.network.Activation;
import dev.gradtrace.network.Elementwise;
import dev.gradtrace.network.Elu;
import dev.gradtrace.network.Initializer;
import dev.gradtrace.network.Initializer.VarianceScaling;
import dev.gradtrace.network.LayerSpec;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.network.Normalization;
import dev.gradtrace.network.Normalization.BatchNorm;
import dev.gradtrace.network.Normalization.LayerNorm;
import dev.gradtrace.network.ResidualBlock;
import java.util.List;
import java.util.Locale;

/** Prints forecast and measurement beside each other: {@code [width [batch [layers]]]}. */
public final class ForecastTable {

  private static final List<Activation> ACTIVATIONS =
      List.of(
          Elementwise.LINEAR,
          Elementwise.SIGMOID,
          Elementwise.TANH,
          Elementwise.RELU,
          Elementwise.GELU,
          Elementwise.SILU,
          new Elu(Elu.DEFAULT_ALPHA));

  /** How far batch norm is followed where its rate holds in the first layers only. */
  private static final int FIRST = 8;

  private final int width;
  private final int batch;
  private final int hidden;

  private ForecastTable(int width, int batch, int hidden) {
    this.width = width;
    this.batch = batch;
    this.hidden = hidden;
  }

  public static void main(String[] args) {
    ForecastTable table = new ForecastTable(of(args, 0, 128), of(args, 1, 128), of(args, 2, 40));
    table.normalisations();
    table.blocks();
    table.dropout();
  }

  private static int of(String[] args, int at, int otherwise) {
    return args.length > at ? Integer.parseInt(args[at]) : otherwise;
  }

  private void normalisations() {
    System.out.printf(
        Locale.ROOT,
        "Decades per layer, width %d, batch %d, %d layers, mean of %d seeds%n%n",
        width,
        batch,
        hidden,
        MeasuredFlow.SEEDS);
    System.out.println("| σ | normalisation | layers | forecast | measured | difference |");
    System.out.println("|---|---|---|---|---|---|");
    for (Normalization kind : List.of(LayerNorm.DEFAULT, BatchNorm.DEFAULT)) {
      for (Activation activation : ACTIVATIONS) {
        NetworkSpec network =
            ForecastNetworks.repeated(
                ForecastNetworks.layer(width, activation).withNormalization(kind), hidden);
        layers(activation.label() + " | " + kind.label(), network, hidden);
        if (activation == Elementwise.GELU || activation == Elementwise.SILU) {
          layers(activation.label() + " | " + kind.label(), network, FIRST);
        }
      }
    }
  }

  private void layers(String name, NetworkSpec network, int last) {
    MeasuredFlow flow = MeasuredFlow.of(network, batch);
    row(name + " | 1…" + last, flow.forecast(last), flow.measured(last));
  }

  private static void row(String name, double forecast, double measured) {
    System.out.printf(
        Locale.ROOT,
        "| %s | %+.4f | %+.4f | %+.4f |%n",
        name,
        forecast,
        measured,
        measured - forecast);
  }

  private void blocks() {
    System.out.println("\nDecades over 50 blocks x + α·V φ(W x), V with LeCun's start\n");
    System.out.println("| φ | W | α | forecast | measured | difference |");
    System.out.println("|---|---|---|---|---|---|");
    blocks(Elementwise.RELU, VarianceScaling.HE_NORMAL, 1);
    blocks(Elementwise.RELU, VarianceScaling.HE_NORMAL, 1 / Math.sqrt(50));
    blocks(Elementwise.TANH, VarianceScaling.LECUN_NORMAL, 1);
    blocks(Elementwise.SIGMOID, VarianceScaling.LECUN_NORMAL, 1);
    blocks(Elementwise.GELU, VarianceScaling.HE_NORMAL, 1);
    norms(ResidualBlock.Position.BEFORE);
    norms(ResidualBlock.Position.AFTER);
    single(Elementwise.TANH);
    single(Elementwise.RELU);
  }

  private void blocks(Activation activation, Initializer weights, double scale) {
    String name =
        String.format(Locale.ROOT, "%s | %s | %.4f", activation.label(), weights.label(), scale);
    fifty(name, ForecastNetworks.blocks(activation, weights, scale, 50));
  }

  private void norms(ResidualBlock.Position position) {
    fifty(
        "relu | he_normal, layer norm " + position.name().toLowerCase(Locale.ROOT) + " | 1",
        ForecastNetworks.blocks(
            new ResidualBlock(1, 2, 1, LayerNorm.DEFAULT, position),
            List.of(
                ForecastNetworks.layer(100, Elementwise.RELU, VarianceScaling.HE_NORMAL),
                ForecastNetworks.layer(100, Elementwise.LINEAR)),
            50));
  }

  private void single(Activation activation) {
    fifty(
        activation.label() + " | he_normal, over one layer | 1",
        ForecastNetworks.blocks(
            ResidualBlock.plain(1, 1, 1),
            List.of(ForecastNetworks.layer(100, activation, VarianceScaling.HE_NORMAL)),
            50));
  }

  private void fifty(String name, NetworkSpec network) {
    MeasuredFlow flow = MeasuredFlow.of(network, batch);
    double[] inputs =
        GradientGains.of(network, ForwardMoments.of(network, MeanFieldInputs.of(0, 1)))
            .blockInputLog10();
    row(name, inputs[0] - output(network), flow.measuredOverBlocks());
  }

  /** What the output layer makes of ∂C/∂z, which is not of the blocks. */
  private static double output(NetworkSpec network) {
    int depth = network.depth();
    return Math.log10(network.width(depth - 1) * LayerMoments.weightVariance(network, depth)) / 2;
  }

  private void dropout() {
    System.out.println("\nDropout .5, ReLU, decades per layer\n");
    System.out.println("| σ_w² | | layers | forecast | measured | difference |");
    System.out.println("|---|---|---|---|---|---|");
    LayerSpec he = ForecastNetworks.layer(width, Elementwise.RELU, VarianceScaling.HE_NORMAL);
    layers("2 |", ForecastNetworks.repeated(he.withDropout(0.5), hidden), hidden);
    LayerSpec lecun = ForecastNetworks.layer(width, Elementwise.RELU);
    layers("1 = 2p |", ForecastNetworks.repeated(lecun.withDropout(0.5), hidden), hidden);
  }
}

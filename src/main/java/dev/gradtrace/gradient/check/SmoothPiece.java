package dev.gradtrace.gradient.check;

import dev.gradtrace.gradient.Cost;
import dev.gradtrace.gradient.FlatLines;
import dev.gradtrace.gradient.ForwardPass;
import dev.gradtrace.gradient.LayerPass;
import dev.gradtrace.gradient.Loss;
import dev.gradtrace.gradient.Workspace;
import dev.gradtrace.matrix.Matrix;
import dev.gradtrace.network.Activation;
import dev.gradtrace.network.Network;
import dev.gradtrace.network.NetworkSpec;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The smooth function that equals a batch's loss near given parameters: each rectifier stays on its
 * side of 0, each output on its side of the cost's kinks, each line without deviation at 0. At
 * these parameters it has the value of the loss and the gradient of back-propagation; further away
 * it continues smoothly where the loss has a kink.
 *
 * <p>At u = 0 a rectifier is on the side below, whose slope is σ′(0); at a = y the absolute error
 * stays 0, in accordance with the subgradient 0.
 */
final class SmoothPiece {

  private final Network network;
  private final Cost cost;
  private final Workspace pass;

  /** For layers 1…L, the entries above 0 in column order; null if σ is smooth. */
  private final List<@Nullable BitSet> above = new ArrayList<>();

  private final @Nullable Matrix costPieces;

  private SmoothPiece(Network network, Cost cost, Workspace pass) {
    this.network = network;
    this.cost = cost;
    this.pass = pass;
    for (int l = 1; l <= network.depth(); l++) {
      above.add(network.activation(l).isRectifier() ? entriesAbove(pass.layer(l).u()) : null);
    }
    costPieces = cost.pieces(output(), pass.output(), pass.targets());
    pass.holdFlatLines(true);
  }

  /** The piece at the parameters of the last forward pass; to be {@link #release released}. */
  static SmoothPiece of(Network network, Cost cost, Workspace pass) {
    return new SmoothPiece(network, cost, pass);
  }

  /** Approximate bytes of a piece. */
  static long bytes(NetworkSpec spec, long samples) {
    long entries = 0;
    for (int l = 1; l <= spec.depth(); l++) {
      entries += spec.width(l) * samples;
    }
    return entries / Byte.SIZE + Matrix.bytes(spec.outputs(), samples);
  }

  /** The loss of the piece at other parameters; overwrites the results of the forward pass. */
  double loss(Network shifted) {
    ForwardPass.run(shifted, pass, this::stay);
    return costPieces == null
        ? Loss.of(shifted, cost, pass)
        : cost.lossOn(costPieces, output(), pass.output(), pass.targets());
  }

  /** Restores the workspace to compute the loss itself, and runs a forward pass. */
  void release() {
    pass.holdFlatLines(false);
    ForwardPass.run(network, pass);
  }

  /** The kinks at the parameters of the last forward pass. */
  static List<Kink> kinks(Network network, Cost cost, Workspace pass) {
    List<Kink> kinks = new ArrayList<>();
    for (FlatLines lines : pass.flatLines()) {
      kinks.add(new Kink(Kink.Place.NORMALIZATION, lines.layer(), lines.count(), 0, -1));
    }
    for (int l = 1; l <= network.depth(); l++) {
      if (network.activation(l) instanceof Activation.OfOneNeuron sigma && sigma.jump() != 0) {
        Matrix u = pass.layer(l).u();
        add(kinks, Kink.Place.ACTIVATION, l, u, (i, j) -> u.at(i, j) == 0);
      }
    }
    Matrix a = pass.output().s();
    if (cost.pieces(network.activation(network.depth()), pass.output(), pass.targets()) != null) {
      add(
          kinks,
          Kink.Place.COST,
          network.depth(),
          a,
          (i, j) -> cost.hasKinkAt(a.at(i, j), pass.targets().at(i, j)));
    }
    return kinks;
  }

  private static void add(
      List<Kink> kinks, Kink.Place at, int l, Matrix entries, BiPredicate<Integer, Integer> isOn) {
    int count = 0;
    int samples = 0;
    int first = -1;
    for (int j = 0; j < entries.columns(); j++) {
      int before = count;
      for (int i = 0; i < entries.rows(); i++) {
        count += isOn.test(i, j) ? 1 : 0;
      }
      if (count > before) {
        samples++;
        first = first < 0 ? j : first;
      }
    }
    if (count > 0) {
      kinks.add(new Kink(at, l, count, samples, first));
    }
  }

  private static BitSet entriesAbove(Matrix u) {
    BitSet above = new BitSet(u.size());
    for (int j = 0; j < u.columns(); j++) {
      for (int i = 0; i < u.rows(); i++) {
        above.set(j * u.rows() + i, u.at(i, j) > 0);
      }
    }
    return above;
  }

  /**
   * Replaces entries of layer {@code l} that crossed 0 by the continuation of the side they came
   * from.
   */
  private void stay(int l) {
    BitSet side = above.get(l - 1);
    if (side != null && network.activation(l) instanceof Activation.OfOneNeuron sigma) {
      LayerPass layer = pass.layer(l);
      Matrix u = layer.u();
      for (int j = 0; j < u.columns(); j++) {
        for (int i = 0; i < u.rows(); i++) {
          boolean from = side.get(j * u.rows() + i);
          if (from != u.at(i, j) > 0) {
            layer.s().set(i, j, sigma.continued(u.at(i, j), from));
          }
        }
      }
    }
  }

  private Activation output() {
    return network.activation(network.depth());
  }
}

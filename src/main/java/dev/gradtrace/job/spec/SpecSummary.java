package dev.gradtrace.job.spec;

import dev.gradtrace.network.LayerSpec;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.network.ResidualBlock;
import dev.gradtrace.training.TrainingSpec;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A summary of a specification, of bounded size whatever the network; stored beside the
 * specification so that lists need not read that.
 *
 * @param name given by the user; null for none
 * @param tags given by the user; null in summaries written before there were tags
 * @param cost name of the cost
 * @param optimizer name of the optimizer
 * @param learningRate initial learning rate
 */
public record SpecSummary(
    @Nullable String name,
    @Nullable List<String> tags,
    NetworkSummary network,
    String cost,
    String optimizer,
    double learningRate,
    DataSummary dataset) {

  public static SpecSummary of(JobSpec spec) {
    TrainingSpec training = spec.training();
    return new SpecSummary(
        spec.name(),
        spec.caption().tags(),
        NetworkSummary.of(training.network()),
        training.cost().label(),
        training.optimizer().label(),
        training.optimizer().learningRate(),
        DataSummary.of(spec.data().dataset()));
  }

  /**
   * A network in short.
   *
   * @param layers runs of equal layers in forward order, at most {@value #MOST_RUNS}
   * @param layersOmitted how many runs are left out before the last one
   * @param depth L, including layers in blocks
   */
  public record NetworkSummary(
      int inputs, List<LayerRun> layers, int layersOmitted, int depth, long parameterCount) {

    /**
     * Of more runs of equal layers, in a network or a block, only the first ones and the last are
     * kept.
     */
    static final int MOST_RUNS = 8;

    public NetworkSummary {
      layers = List.copyOf(layers);
    }

    static NetworkSummary of(NetworkSpec network) {
      List<LayerRun> runs = runs(network);
      return new NetworkSummary(
          network.inputs(),
          ends(runs),
          Math.max(0, runs.size() - MOST_RUNS),
          network.depth(),
          network.parameterCount());
    }

    private static List<LayerRun> runs(NetworkSpec network) {
      List<LayerRun> runs = new ArrayList<>();
      int l = 1;
      while (l <= network.depth()) {
        ResidualBlock block = network.blockFrom(l);
        if (block == null) {
          add(runs, LayerRun.of(network.layer(l)));
          l++;
        } else {
          add(runs, LayerRun.ofBlock(network.layers().subList(block.first() - 1, block.last())));
          l = block.last() + 1;
        }
      }
      return runs;
    }

    private static void add(List<LayerRun> runs, LayerRun next) {
      int last = runs.size() - 1;
      if (last >= 0 && runs.get(last).isAlike(next)) {
        runs.set(last, runs.get(last).oneMore());
      } else {
        runs.add(next);
      }
    }

    private static List<LayerRun> ends(List<LayerRun> runs) {
      if (runs.size() <= MOST_RUNS) {
        return runs;
      }
      List<LayerRun> ends = new ArrayList<>(runs.subList(0, MOST_RUNS - 1));
      ends.add(runs.get(runs.size() - 1));
      return ends;
    }
  }

  /**
   * A run of equal neighbours: layers of the same width and activation, or equal blocks.
   *
   * @param units null for blocks
   * @param activation null for blocks
   * @param residual the layers of a block, the first ones and the last; null for plain layers
   * @param repeat length of the run, at least 1
   */
  public record LayerRun(
      @Nullable Integer units,
      @Nullable String activation,
      @Nullable List<LayerRun> residual,
      int repeat) {

    static LayerRun of(LayerSpec layer) {
      return new LayerRun(layer.units(), layer.activation().label(), null, 1);
    }

    static LayerRun ofBlock(List<LayerSpec> layers) {
      List<LayerRun> inside = new ArrayList<>();
      layers.forEach(layer -> NetworkSummary.add(inside, of(layer)));
      return new LayerRun(null, null, List.copyOf(NetworkSummary.ends(inside)), 1);
    }

    boolean isAlike(LayerRun other) {
      return other.times(repeat).equals(this);
    }

    LayerRun oneMore() {
      return times(repeat + 1);
    }

    private LayerRun times(int repeat) {
      return new LayerRun(units, activation, residual, repeat);
    }
  }

  /**
   * Data in short.
   *
   * @param id of a stored or built-in dataset; null for other data
   * @param generator name of the generator; null for other data
   * @param samples number of rows sent with the job; null for other data
   */
  public record DataSummary(
      @Nullable String id, @Nullable String generator, @Nullable Integer samples) {

    static DataSummary of(DataOrigin origin) {
      if (origin instanceof DataOrigin.Stored stored) {
        return new DataSummary(stored.id(), null, null);
      }
      if (origin instanceof DataOrigin.Generated generated) {
        return new DataSummary(null, generated.generator().description().name(), null);
      }
      if (origin instanceof DataOrigin.Attached attached) {
        return new DataSummary(null, null, attached.samples());
      }
      if (origin instanceof DataOrigin.Inline inline) {
        return new DataSummary(null, null, inline.dataset().samples());
      }
      throw new AssertionError(origin);
    }
  }
}

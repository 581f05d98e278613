package dev.gradtrace.contract;

import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.training.TrainingSpec;
import dev.gradtrace.validation.Faults;
import dev.gradtrace.validation.InvalidSpec;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Bounds of one request, checked before anything is allocated. Each is at least 1. Computations are
 * also bounded by the memory budget, dataset values by the heap.
 *
 * @param jsonBody most bytes of a JSON body
 * @param layers most hidden layers of a network, after {@code repeat} is expanded
 * @param units most units of a layer, and inputs of a network
 * @param parameters most weights and biases of a network
 * @param datasetValues most samples times features of a dataset
 * @param epochs most epochs of a run
 * @param batchActivations most samples of a batch times units of the network
 * @param traceNumbers most numbers in the trace of a run: recorded steps times layers times metrics
 * @param eventStreams most event streams open at the same time
 * @param answerNumbers most numbers in one answer
 * @param lookMultiplications most multiplications of a request that computes its answer at once
 */
@Validated
@ConfigurationProperties("gradtrace.limits")
public record Limits(
    @DefaultValue("64MB") DataSize jsonBody,
    @DefaultValue("1000") @Min(1) int layers,
    @DefaultValue("100000") @Min(1) int units,
    @DefaultValue("20000000") @Min(1) long parameters,
    @DefaultValue("100000000") @Min(1) long datasetValues,
    @DefaultValue("100000") @Min(1) int epochs,
    @DefaultValue("100000000") @Min(1) long batchActivations,
    @DefaultValue("20000000") @Min(1) long traceNumbers,
    @DefaultValue("256") @Min(1) int eventStreams,
    @DefaultValue("5000000") @Min(1) long answerNumbers,
    @DefaultValue("50000000000") @Min(1) long lookMultiplications) {

  /** In the request's form and in the stored one. */
  private static final int BYTES_PER_VALUE = 3 * Double.BYTES;

  private static final int MANY = Integer.MAX_VALUE;
  private static final long ANY = Long.MAX_VALUE;

  /** No limits, for specifications that were accepted earlier. */
  public static final Limits NONE =
      new Limits(DataSize.ofBytes(ANY), MANY, MANY, ANY, ANY, MANY, ANY, ANY, MANY, ANY, ANY);

  public Limits {
    datasetValues = withinHeap(datasetValues, BYTES_PER_VALUE);
  }

  private static long withinHeap(long limit, int bytesOfOne) {
    return limit == ANY ? ANY : Math.min(limit, Runtime.getRuntime().maxMemory() / bytesOfOne);
  }

  /** Refuses a batch with too many activations. */
  public void requireBatch(long samples, NetworkSpec network) {
    long units = 0;
    for (int l = 0; l <= network.depth(); l++) {
      units += network.width(l);
    }
    InvalidSpec.unless(
        samples * units <= batchActivations,
        "",
        "of %d samples needs %d activations, at most %d are allowed",
        samples,
        samples * units,
        batchActivations);
  }

  /**
   * Refuses a request that takes too many multiplications or too large an answer.
   *
   * @param wish member or parameter that asks for the numbers
   */
  public void requireWithinLimits(long multiplications, long numbers, String wish) {
    Faults faults = new Faults();
    faults.unless(
        multiplications <= lookMultiplications,
        "batch",
        "needs %d multiplications, at most %d are answered at once",
        multiplications,
        lookMultiplications);
    faults.unless(
        numbers <= answerNumbers,
        wish,
        "makes an answer of %d numbers, at most %d are allowed",
        numbers,
        answerNumbers);
    faults.throwIfAny();
  }

  /**
   * Refuses an answer of too many numbers, before it is computed.
   *
   * @param wish member or parameter that asks for them
   * @param advice how to ask for fewer
   */
  public void requireAnswer(long numbers, String wish, String advice) {
    InvalidSpec.unless(
        numbers <= answerNumbers,
        wish,
        "makes an answer of %d numbers, at most %d are allowed; %s",
        numbers,
        answerNumbers,
        advice);
  }

  /** Refuses a job whose initialisation and first step take too many multiplications. */
  public void requireStartWithinLimits(TrainingSpec training) {
    NetworkSpec network = training.network();
    long start = training.parameters() == null ? network.initialisationMultiplications() : 0;
    InvalidSpec.unless(
        start + network.parameterCount() <= lookMultiplications,
        "network",
        "needs %d multiplications to start, at most %d are answered at once",
        start + network.parameterCount(),
        lookMultiplications);
  }

  /** Refuses predictions that are too many for one answer or take too long. */
  public void requirePredictions(long samples, NetworkSpec network) {
    InvalidSpec.unless(
        samples * network.outputs() <= answerNumbers,
        "inputs",
        "make an answer of %d numbers, at most %d are allowed",
        samples * network.outputs(),
        answerNumbers);
    InvalidSpec.unless(
        samples * network.parameterCount() <= lookMultiplications,
        "inputs",
        "need %d multiplications, at most %d are answered at once",
        samples * network.parameterCount(),
        lookMultiplications);
  }

  /** Adds a fault if the value is not in 1…{@code most}. */
  static void range(Faults faults, String pointer, long value, long most) {
    faults.unless(
        value >= 1 && value <= most, pointer, "must lie between 1 and %d, was %d", most, value);
  }
}

package dev.gradtrace.contract;

import dev.gradtrace.dataset.Dataset;
import dev.gradtrace.gradient.Cost;
import dev.gradtrace.gradient.TargetCheck;
import dev.gradtrace.job.spec.DataOrigin;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.validation.Fault;
import dev.gradtrace.validation.Faults;
import dev.gradtrace.validation.InvalidSpec;

/**
 * A dataset, and where the request holds its parts; a dataset given by its id has no parts in the
 * request, so that all pointers are the same.
 *
 * @param source the dataset as the job's specification stores it
 * @param inputs pointer to the inputs
 * @param answers pointer to the targets or labels
 */
public record GivenDataset(DataOrigin source, Dataset data, String inputs, String answers) {

  private static final int SAMPLES_PER_CHECK = 1000;

  /** A dataset whose rows are part of the request. */
  static GivenDataset inline(Dataset data, String answers) {
    return new GivenDataset(new DataOrigin.Inline(data), data, "inputs", answers);
  }

  /** A dataset that the request only names. */
  static GivenDataset named(DataOrigin source, Dataset data) {
    return new GivenDataset(source, data, "", "");
  }

  /**
   * The same with pointers relative to the value that has the dataset as its member {@code member}.
   */
  public GivenDataset within(String member) {
    return isNamed()
        ? new GivenDataset(source, data, member, member)
        : new GivenDataset(source, data, member + "/" + inputs, member + "/" + answers);
  }

  private boolean isNamed() {
    return inputs.equals(answers);
  }

  /**
   * The dataset with its targets shaped for the network's outputs.
   *
   * @throws InvalidSpec if the shapes do not fit
   */
  public GivenDataset fitting(NetworkSpec network) {
    Faults faults = new Faults();
    faults.unless(
        data.features() == network.inputs(),
        inputs,
        "has %d features where the network has %d inputs",
        data.features(),
        network.inputs());
    Dataset fitting = null;
    try {
      fitting = data.forOutputs(network.outputs());
    } catch (InvalidSpec e) {
      e.faults().forEach(fault -> faults.add(at(answers, fault)));
    }
    faults.throwIfAny();
    return new GivenDataset(source, faults.need(fitting), inputs, answers);
  }

  /** Refuses targets that the cost is not defined for, among the first {@code samples}. */
  public void requireTargetsOf(Cost cost, int samples) {
    Faults faults = new Faults();
    for (int first = 0; first < samples && faults.none(); first += SAMPLES_PER_CHECK) {
      int count = Math.min(SAMPLES_PER_CHECK, samples - first);
      try {
        TargetCheck.run(cost, data.targets().toMatrix(first, count), first);
      } catch (InvalidSpec e) {
        e.faults().forEach(fault -> faults.add(isNamed() ? sample(fault) : fault.within(answers)));
      }
    }
    faults.throwIfAny();
  }

  private Fault sample(Fault fault) {
    return at(
        answers,
        new Fault("", "has a target " + fault.pointer() + " that " + fault.detail(), fault.kind()));
  }

  private static Fault at(String pointer, Fault fault) {
    return new Fault(pointer, fault.detail(), fault.kind());
  }
}

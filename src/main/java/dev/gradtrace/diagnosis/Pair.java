package dev.gradtrace.diagnosis;

import dev.gradtrace.diagnosis.evidence.Trial;
import dev.gradtrace.diagnosis.examination.Remedy;
import dev.gradtrace.diagnosis.examination.Remedy.Operation;
import dev.gradtrace.diagnosis.examination.Symptom;
import dev.gradtrace.diagnosis.examination.Symptom.Tried;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Two faults whose changes only suffice together.
 *
 * @param ofFirst the change of the first, which does not suffice alone
 * @param ofSecond the symptom of the second in the job so changed, though the job itself can have
 *     it
 */
public record Pair(Rule first, Tried ofFirst, Rule second, Symptom ofSecond) {

  /** The change of the first, and that of the second to be made after it. */
  public List<Remedy> remedies() {
    Trial trial = ofSecond.trial();
    return Stream.concat(
            Stream.of(ofFirst),
            ofSecond.tried().stream().filter(one -> one.trial() == trial).limit(1))
        .map(Tried::remedy)
        .toList();
  }

  /** Both changes with their trial. */
  public Tried both() {
    String title = remedies().stream().map(Remedy::title).collect(Collectors.joining(" and "));
    List<Operation> patch = remedies().stream().flatMap(one -> one.patch().stream()).toList();
    return new Tried(new Remedy(title, patch), ofSecond.trial());
  }

  /** The fault besides one of both. */
  Rule besides(Rule one) {
    return one == first ? second : first;
  }
}

package dev.gradtrace.diagnosis;

import dev.gradtrace.diagnosis.evidence.Trial;
import dev.gradtrace.diagnosis.examination.Remedy;
import dev.gradtrace.diagnosis.examination.Remedy.Operation;
import dev.gradtrace.diagnosis.examination.Symptom;
import dev.gradtrace.diagnosis.examination.Symptom.Tried;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Two faults whose changes only suffice together.
 *
 * @param ofFirst the change of the first, which does not suffice alone
 * @param ofSecond the symptom of the second in the job so changed, though the job itself can have
 *     it
 */
public record Pair(Rule first, Tried ofFirst, Rule second, Symptom ofSecond) {

  /** Both changes with their trial. */
  public Tried both() {
    Trial trial = Objects.requireNonNull(ofSecond.trial());
    Remedy then =
        ofSecond.tried().stream()
            .filter(one -> trial.equals(one.trial()))
            .findFirst()
            .orElseThrow()
            .remedy();
    List<Operation> patch =
        Stream.of(ofFirst.remedy(), then).flatMap(one -> one.patch().stream()).toList();
    return new Tried(new Remedy(ofFirst.remedy().title() + " and " + then.title(), patch), trial);
  }

  /** The fault besides one of both. */
  Rule besides(Rule one) {
    return one == first ? second : first;
  }
}

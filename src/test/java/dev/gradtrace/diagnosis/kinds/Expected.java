package dev.gradtrace.diagnosis.kinds;

import dev.gradtrace.diagnosis.Rule;
import dev.gradtrace.diagnosis.cases.Answer;
import java.util.EnumSet;
import java.util.Set;

/**
 * The expected diagnosis of a job.
 *
 * @param roots causes; empty for a healthy job
 * @param isAllNeeded whether all of them must be named
 * @param beside rules that may be named besides, as an effect or another view of the cause
 */
record Expected(Set<Rule> roots, boolean isAllNeeded, Set<Rule> beside) {

  static final Expected HEALTHY = new Expected(Set.of(), false, Set.of());

  /** How a diagnosis compares with it. */
  enum Grade {
    RIGHT,
    /** Undecided, or an effect was named instead of the cause. */
    PARTLY,
    /** Called healthy though faulty or vice versa, or a wrong cause was named. */
    WRONG
  }

  static Expected anyOf(Rule first, Rule... others) {
    return new Expected(EnumSet.of(first, others), false, Set.of());
  }

  static Expected allOf(Rule first, Rule... others) {
    return new Expected(EnumSet.of(first, others), true, Set.of());
  }

  Expected beside(Rule first, Rule... others) {
    return new Expected(roots, isAllNeeded, EnumSet.of(first, others));
  }

  Grade grade(Answer answer) {
    Set<Rule> said = answer.said();
    boolean isHealthy = answer.verdict().equals("healthy");
    if (roots.isEmpty()) {
      return isHealthy ? Grade.RIGHT : said.isEmpty() ? Grade.PARTLY : Grade.WRONG;
    }
    if (isHealthy || said.stream().anyMatch(rule -> !isTrue(rule))) {
      return Grade.WRONG;
    }
    boolean isNamed =
        isAllNeeded ? said.containsAll(roots) : said.stream().anyMatch(roots::contains);
    return isNamed ? Grade.RIGHT : Grade.PARTLY;
  }

  private boolean isTrue(Rule said) {
    return roots.contains(said) || beside.contains(said);
  }

  /** The rules that were named wrongly. */
  Set<Rule> spurious(Answer answer) {
    Set<Rule> rules = EnumSet.noneOf(Rule.class);
    answer.said().stream().filter(rule -> !isTrue(rule)).forEach(rules::add);
    return rules;
  }
}

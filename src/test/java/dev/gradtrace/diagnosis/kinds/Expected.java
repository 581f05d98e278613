package dev.gradtrace.diagnosis.kinds;

import dev.gradtrace.diagnosis.Rule;
import dev.gradtrace.diagnosis.cases.Answer;
import java.util.EnumSet;
import java.util.Set;

/**
 * What must be said of a job.
 *
 * @param roots each of them names what is wrong; empty for a healthy job
 * @param isAllNeeded whether all of them must be named
 * @param beside what may be said besides, as an effect or the same thing from its other end
 */
record Expected(Set<Rule> roots, boolean isAllNeeded, Set<Rule> beside) {

  static final Expected HEALTHY = new Expected(Set.of(), false, Set.of());

  /** How an answer compares with it. */
  enum Grade {
    RIGHT,
    /** Undecided, or an effect was named instead of the cause. */
    PARTLY,
    /** Healthy where it is not, or accused where it is; or a cause was named that is none. */
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

  /** Those that were named though they are not true. */
  Set<Rule> spurious(Answer answer) {
    Set<Rule> rules = EnumSet.noneOf(Rule.class);
    answer.said().stream().filter(rule -> !isTrue(rule)).forEach(rules::add);
    return rules;
  }
}

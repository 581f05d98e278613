package dev.gradtrace.web.mcp;

import tools.jackson.databind.node.ObjectNode;

/** An operation was refused. */
final class Refused extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient ObjectNode problem;

  /**
   * @param problem RFC 9457, with a pointer for each fault
   */
  Refused(ObjectNode problem) {
    super("an operation was refused");
    this.problem = problem;
  }

  ObjectNode problem() {
    return problem;
  }

  boolean is(int status) {
    return problem.path("status").asInt() == status;
  }
}

package dev.gradtrace.web.mcp;

import tools.jackson.databind.node.ObjectNode;

/** What can be asked for by name. */
interface Tool {

  /**
   * @return what the model shall read, a sentence first; it may be long
   * @throws Refused by an operation
   * @throws dev.gradtrace.validation.InvalidSpec by the tool itself, with pointers into the
   *     arguments
   */
  ObjectNode use(Arguments arguments, LocalOperations.Asking operations);
}

package dev.gradtrace.web.mcp;

import tools.jackson.databind.node.ObjectNode;

/** A tool of the MCP server. */
interface Tool {

  /**
   * @return the result for the model, beginning with a sentence; it may be long
   * @throws Refused if an operation refuses
   * @throws dev.gradtrace.validation.InvalidSpec if the tool refuses its arguments, with pointers
   *     into them
   */
  ObjectNode use(Arguments arguments, LocalOperations.Asking operations);
}

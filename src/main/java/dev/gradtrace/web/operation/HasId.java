package dev.gradtrace.web.operation;

/** An answer about something that has an id, and its address under the path of its kind. */
public interface HasId {

  String id();
}

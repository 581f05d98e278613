package dev.gradtrace.web.operation;

/** A view of a resource with an id; its URL is the id below the path of its kind. */
public interface HasId {

  String id();
}

package dev.gradtrace.web;

/** An answer about something that has an id, and its address under the path of its kind. */
interface Identified {

  String id();
}

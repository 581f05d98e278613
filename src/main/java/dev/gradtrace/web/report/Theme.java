package dev.gradtrace.web.report;

import dev.gradtrace.contract.Named;

/** Colour schemes of a page. */
enum Theme {
  LIGHT,
  DARK;

  static final Named<Theme> ALL = Named.of("theme", Theme.class);

  String word() {
    return Named.word(this);
  }
}

package dev.gradtrace.dataset.file.csv;

import dev.gradtrace.dataset.Targets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Finds classes that are perhaps one, written in several ways, or none. */
final class ClassSpelling {

  private static final int MOST_NOTES = 3;

  private ClassSpelling() {}

  /** What to note of the names of classes. */
  static List<String> notes(Targets answers) {
    List<String> notes = new ArrayList<>();
    if (answers instanceof Targets.Labelled labelled) {
      notes.addAll(labelled.labels().notes());
      Map<String, String> spelled = new HashMap<>();
      for (String name : labelled.labels().names()) {
        String other = spelled.putIfAbsent(name.toLowerCase(Locale.ROOT), name);
        if (other != null && notes.size() < MOST_NOTES) {
          notes.add(
              "'%s' and '%s' are two classes, which differ in case only".formatted(other, name));
        }
      }
    }
    return notes;
  }
}

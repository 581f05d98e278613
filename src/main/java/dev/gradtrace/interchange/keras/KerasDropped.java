package dev.gradtrace.interchange.keras;

import dev.gradtrace.validation.Excerpt;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Notes on what a configuration says that a network here cannot have. */
final class KerasDropped {

  private static final int MOST_NAMES = 10;

  private final Set<String> notes = new LinkedHashSet<>();
  private final List<String> frozen = new ArrayList<>();

  void note(String note) {
    notes.add(note);
  }

  /** All notes in the order in which they arose. */
  List<String> notes() {
    List<String> all = new ArrayList<>(notes);
    if (!frozen.isEmpty()) {
      String names = String.join(", ", frozen.subList(0, Math.min(frozen.size(), MOST_NAMES)));
      all.add(
          "Layers with trainable: false are trained here as all others: "
              + names
              + (frozen.size() > MOST_NAMES ? ", …." : "."));
    }
    return all;
  }

  /** Notes that optimizer and loss are ignored, if the model was compiled. */
  void compiled(KerasValue config) {
    if (config.isText() || config.isObject() && !config.object().isEmpty()) {
      notes.add(
          "What the model was compiled with (compile_config) is not read: a training job names its cost"
              + " and optimizer.");
    }
  }

  /** Notes options of a layer that do not affect what it computes. */
  void layer(KerasValue config) {
    if (!config.isObject()) {
      return;
    }
    if (!config.get("trainable").flag(true)) {
      frozen.add(config.get("name").isText() ? config.get("name").text() : "a layer");
    }
    precision(config.get("dtype"));
  }

  private void precision(KerasValue dtype) {
    KerasValue name = dtype.isObject() ? dtype.get("config").get("name") : dtype;
    if (!name.isText()) {
      return;
    }
    if (name.text().contains("int8") || name.text().contains("float8")) {
      throw name.unsupported(
          "%s computes in 8 bits: send the model before it is quantized", name.text());
    }
    if (name.text().contains("16")) {
      notes.add(
          "The model computes in 16 bits ("
              + Excerpt.of(name.text(), 40)
              + "), networks here in 64.");
    }
  }

  /** Notes that a regularizer is ignored: penalties belong to the training job. */
  void regularizer(KerasValue given) {
    if (given.isNull()) {
      return;
    }
    String name = given.isText() ? given.text() : given.get("class_name").text();
    boolean l1 = isSet(given, "l1", name.equalsIgnoreCase("l1"));
    boolean l2 = isSet(given, "l2", name.equalsIgnoreCase("l2"));
    if (l2) {
      notes.add(
          "Regularizers belong to a training job here: see its l2, which is 2n times that of Keras, n the"
              + " number of training samples.");
    }
    if (l1) {
      notes.add("The L1 penalty of weights has been left out; of regularizers, jobs have l2.");
    }
    boolean known = name.equalsIgnoreCase("l1") || name.equalsIgnoreCase("l2");
    if (!known && !name.replace("_", "").equalsIgnoreCase("l1l2")) {
      notes.add("A regularizer has been left out; of regularizers, jobs have l2.");
    }
  }

  private static boolean isSet(KerasValue regularizer, String penalty, boolean otherwise) {
    if (regularizer.isText()) {
      return otherwise;
    }
    return regularizer.get("config").get(penalty).number(otherwise ? 0.01 : 0) != 0;
  }
}

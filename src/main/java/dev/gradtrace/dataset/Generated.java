package dev.gradtrace.dataset;

/** Datasets that tell which generator made them. */
final class Generated {

  private Generated() {}

  static Dataset by(Generator generator, Samples inputs, Targets targets) {
    String name = generator.description().name();
    String record = generator.toString();
    String source = "generator " + name + record.substring(record.indexOf('['));
    return Dataset.of(name, source, inputs, targets);
  }
}

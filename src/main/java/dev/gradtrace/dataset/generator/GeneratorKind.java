package dev.gradtrace.dataset.generator;

import java.util.List;
import java.util.function.Function;

/** A generator before it is told anything. */
record GeneratorKind(GeneratorDescription description, Function<GeneratorArguments, Generator> of) {

  static final List<GeneratorKind> ALL =
      List.of(
          new GeneratorKind(Xor.DESCRIPTION, Xor::of),
          new GeneratorKind(Moons.DESCRIPTION, Moons::of),
          new GeneratorKind(Circles.DESCRIPTION, Circles::of),
          new GeneratorKind(Spirals.DESCRIPTION, Spirals::of),
          new GeneratorKind(Blobs.DESCRIPTION, Blobs::of),
          new GeneratorKind(Polynomial.DESCRIPTION, Polynomial::of),
          new GeneratorKind(Teacher.DESCRIPTION, Teacher::of));
}

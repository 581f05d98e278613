package dev.gradtrace.web.openapi;

import static java.util.Map.entry;
import static java.util.Objects.requireNonNull;

import io.swagger.v3.core.util.Json31;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.examples.Example;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.MediaType;

/** Adds example requests that work unchanged, from files beside this class. */
final class RequestExamples implements OpenApiCustomizer {

  /** Names of examples by path; the first is the default of "Try it out". */
  private static final Map<String, List<String>> NAMES =
      Map.ofEntries(
          entry(
              "/v1/gradients",
              List.of("xor", "saturated-neuron", "hundred-sigmoid-layers", "digits")),
          entry("/v1/gradients/compare", List.of("saturated-outputs", "hundred-sigmoid-layers")),
          entry("/v1/forecast", List.of("hundred-sigmoid-layers", "hundred-tanh-layers")),
          entry("/v1/networks/validate", List.of("hundred-sigmoid-layers", "residual-blocks")),
          entry("/v1/networks/import", List.of("keras-3")),
          entry(
              "/v1/training-jobs",
              List.of("single-neuron", "xor", "digits", "mnist", "hundred-sigmoid-layers")),
          entry("/v1/diagnoses", List.of("saturated-neuron", "single-softmax-unit")),
          entry("/v1/learning-rate-tests", List.of("digits")),
          entry("/v1/training-steps", List.of("moons")),
          entry("/v1/datasets", List.of("moons", "rows")),
          entry("/v1/datasets/preview", List.of("spirals")),
          entry("/v1/experiments", List.of("costs-by-depth", "initializers")));

  @Override
  public void customise(OpenAPI document) {
    NAMES.forEach((path, names) -> names.forEach(name -> add(document, path, name)));
  }

  private static void add(OpenAPI document, String path, String name) {
    requireNonNull(
            requireNonNull(document.getPaths().get(path))
                .getPost()
                .getRequestBody()
                .getContent()
                .get(MediaType.APPLICATION_JSON_VALUE))
        .addExamples(name, example(path, name));
  }

  private static Example example(String path, String name) {
    String folder = path.substring(path.lastIndexOf('/') + 1);
    String file = "examples/" + folder + "/" + name + ".json";
    try (var in = new ClassPathResource(file, RequestExamples.class).getInputStream()) {
      return new Example().value(Json31.mapper().readTree(in));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package dev.gradtrace.contract;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.gradtrace.dataset.generator.Generator;
import dev.gradtrace.validation.Faults;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

@Schema(
    name = "Generator",
    description =
        "Makes samples from a seed. Defaults and ranges are in the catalogue; a parameter of another"
            + " generator than the named one is refused.")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record GeneratorRequest(
    @Schema(description = "Name of the generator.", example = "moons")
        @OneOf(family = Family.GENERATOR)
        String name,
    @Schema(description = "Number of samples.", minimum = "1", example = "500")
        @Nullable Integer samples,
    @Schema(description = "Standard deviation of the noise.", minimum = "0", example = "0.1")
        @Nullable Double noise,
    @Schema(description = "Seed of all random numbers. Default 0.", example = "7")
        @Nullable Long seed,
    @Schema(description = "Of spirals and blobs: number of classes.") @Nullable Integer classes,
    @Schema(description = "Of blobs and polynomial: number of inputs.") @Nullable Integer features,
    @Schema(description = "Of spirals: how often an arm winds round.") @Nullable Double turns,
    @Schema(description = "Of circles: radius of the inner circle.") @Nullable Double factor,
    @Schema(description = "Of blobs: how far out centres may lie.") @Nullable Double spread,
    @Schema(description = "Of polynomial: the degree.") @Nullable Integer degree,
    @Schema(description = "Of teacher: number of inputs.") @Nullable Integer inputs,
    @Schema(description = "Of teacher: number of hidden units.") @Nullable Integer hidden,
    @Schema(description = "Of teacher: number of outputs.") @Nullable Integer outputs) {

  Generator toSpec() {
    Faults faults = new Faults();
    return Generator.of(faults.need(name), given());
  }

  private Map<String, Number> given() {
    Map<String, Number> given = new LinkedHashMap<>();
    put(given, "samples", samples);
    put(given, "noise", noise);
    put(given, "seed", seed);
    put(given, "classes", classes);
    put(given, "features", features);
    put(given, "turns", turns);
    put(given, "factor", factor);
    put(given, "spread", spread);
    put(given, "degree", degree);
    put(given, "inputs", inputs);
    put(given, "hidden", hidden);
    put(given, "outputs", outputs);
    return given;
  }

  private static void put(Map<String, Number> given, String name, @Nullable Number value) {
    if (value != null) {
      given.put(name, value);
    }
  }

  /** A generator as a request with all its parameters. */
  public static GeneratorRequest of(Generator generator) {
    Map<String, Number> given = generator.arguments();
    return new GeneratorRequest(
        generator.description().name(),
        (Integer) given.get("samples"),
        (Double) given.get("noise"),
        (Long) given.get("seed"),
        (Integer) given.get("classes"),
        (Integer) given.get("features"),
        (Double) given.get("turns"),
        (Double) given.get("factor"),
        (Double) given.get("spread"),
        (Integer) given.get("degree"),
        (Integer) given.get("inputs"),
        (Integer) given.get("hidden"),
        (Integer) given.get("outputs"));
  }
}

package dev.gradtrace.contract;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.gradtrace.network.Initializer;
import dev.gradtrace.network.Initializer.Constant;
import dev.gradtrace.network.Initializer.Normal;
import dev.gradtrace.network.Initializer.Orthogonal;
import dev.gradtrace.network.Initializer.Uniform;
import dev.gradtrace.network.Initializer.VarianceScaling;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

@Schema(name = "Initializer", description = "How weights or biases start; see the catalogue.")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record InitializerRequest(
    @Schema(description = "Name of the initializer.", example = "glorot_uniform")
        @OneOf(family = Family.INITIALIZER)
        String name,
    @Schema(description = "Of constant: every value. Default 0.") @Nullable Double value,
    @Schema(description = "Of normal: mean. Default 0.") @Nullable Double mean,
    @Schema(description = "Of normal: standard deviation. Default 0.05.", minimum = "0")
        @Nullable Double stddev,
    @Schema(description = "Of uniform: lower end. Default −0.05.") @Nullable Double low,
    @Schema(description = "Of uniform: upper end, at least low. Default 0.05.")
        @Nullable Double high,
    @Schema(description = "Of orthogonal: factor. Default 1.") @Nullable Double gain) {

  public static final Choice<InitializerRequest, Initializer> CHOICE = choice();

  private static Choice<InitializerRequest, Initializer> choice() {
    Choice<InitializerRequest, Initializer> choice =
        Choice.<InitializerRequest, Initializer>of("initializer", InitializerRequest.class)
            .with("zeros", request -> Constant.ZEROS)
            .with("ones", request -> Constant.ONES)
            .with("constant", request -> new Constant(or(request.value, 0)), "value")
            .with(
                "normal",
                request ->
                    new Normal(
                        or(request.mean, Normal.DEFAULT_MEAN),
                        or(request.stddev, Normal.DEFAULT_STDDEV)),
                "mean",
                "stddev")
            .with(
                "uniform",
                request ->
                    new Uniform(
                        or(request.low, Uniform.DEFAULT_LOW),
                        or(request.high, Uniform.DEFAULT_HIGH)),
                "low",
                "high");
    for (VarianceScaling scaling : VarianceScaling.values()) {
      choice.with(scaling.label(), request -> scaling);
    }
    return choice.with(
        "orthogonal", request -> new Orthogonal(or(request.gain, Orthogonal.DEFAULT_GAIN)), "gain");
  }

  public Initializer toSpec() {
    return CHOICE.make("name", name, this);
  }

  static InitializerRequest of(Initializer initializer) {
    boolean named = initializer instanceof Constant constant && isNamed(constant);
    return named ? named(initializer.label()) : withParameters(initializer);
  }

  /** Writes zeros and ones, too, as constants with a value. */
  public static InitializerRequest withParameters(Initializer initializer) {
    String name = initializer.label();
    if (initializer instanceof Normal normal) {
      return new InitializerRequest(name, null, normal.mean(), normal.stddev(), null, null, null);
    }
    if (initializer instanceof Uniform uniform) {
      return new InitializerRequest(name, null, null, null, uniform.low(), uniform.high(), null);
    }
    if (initializer instanceof Orthogonal orthogonal) {
      return new InitializerRequest(name, null, null, null, null, null, orthogonal.gain());
    }
    if (initializer instanceof Constant constant) {
      return new InitializerRequest("constant", constant.value(), null, null, null, null, null);
    }
    return named(name);
  }

  private static InitializerRequest named(String name) {
    return new InitializerRequest(name, null, null, null, null, null, null);
  }

  /** Whether a constant has a name of its own; −0 has none. */
  private static boolean isNamed(Constant constant) {
    return constant.equals(Constant.ZEROS) || constant.equals(Constant.ONES);
  }

  private static double or(@Nullable Double value, double otherwise) {
    return requireNonNullElse(value, otherwise);
  }
}

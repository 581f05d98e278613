package dev.gradtrace.contract;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.gradtrace.training.Optimizer;
import dev.gradtrace.training.Optimizer.Adagrad;
import dev.gradtrace.training.Optimizer.Adam;
import dev.gradtrace.training.Optimizer.AdamW;
import dev.gradtrace.training.Optimizer.RmsProp;
import dev.gradtrace.training.Optimizer.Sgd;
import dev.gradtrace.validation.Faults;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

@Schema(
    name = "Optimizer",
    description =
        "The rule that turns a gradient into a step. A parameter of another rule than the named one"
            + " is refused.")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record OptimizerRequest(
    @Schema(description = "Name of the rule; see the catalogue.", example = "sgd")
        @OneOf(family = Family.OPTIMIZER)
        String name,
    @Schema(description = "η. Default 0.01 for sgd, else 0.001.", minimum = "0", example = "0.5")
        @Nullable Double learningRate,
    @Schema(description = "Of sgd: μ in [0, 1]. Default 0.", minimum = "0")
        @Nullable Double momentum,
    @Schema(description = "Of sgd: whether the momentum is Nesterov's. Default false.")
        @Nullable Boolean nesterov,
    @Schema(description = "Of rmsprop: share of the past, in [0, 1). Default 0.9.", minimum = "0")
        @Nullable Double rho,
    @Schema(description = "Of adagrad: start of the sum of squares. Default 0.1.", minimum = "0")
        @Nullable Double initialAccumulator,
    @Schema(description = "Of adam and adamw, in [0, 1). Default 0.9.", minimum = "0")
        @Nullable Double beta1,
    @Schema(description = "Of adam and adamw, in [0, 1). Default 0.999.", minimum = "0")
        @Nullable Double beta2,
    @Schema(description = "Of all but sgd. Default 1e-7.", minimum = "0") @Nullable Double epsilon,
    @Schema(description = "Of adamw: λ. Default 0.004.", minimum = "0")
        @Nullable Double weightDecay) {

  public static final Choice<OptimizerRequest, Optimizer> CHOICE =
      Choice.<OptimizerRequest, Optimizer>of("optimizer", OptimizerRequest.class)
          .with("sgd", OptimizerRequest::sgd, "learningRate", "momentum", "nesterov")
          .with("rmsprop", OptimizerRequest::rmsProp, "learningRate", "rho", "epsilon")
          .with(
              "adagrad", OptimizerRequest::adagrad, "learningRate", "initialAccumulator", "epsilon")
          .with("adam", OptimizerRequest::adam, "learningRate", "beta1", "beta2", "epsilon")
          .with(
              "adamw",
              OptimizerRequest::adamW,
              "learningRate",
              "beta1",
              "beta2",
              "epsilon",
              "weightDecay");

  /** An optimizer with its defaults. */
  public static OptimizerRequest named(String name) {
    return new OptimizerRequest(name, null, null, null, null, null, null, null, null, null);
  }

  /** The same optimizer at its default learning rate. */
  OptimizerRequest withoutLearningRate() {
    return new OptimizerRequest(
        name,
        null,
        momentum,
        nesterov,
        rho,
        initialAccumulator,
        beta1,
        beta2,
        epsilon,
        weightDecay);
  }

  public Optimizer toSpec() {
    return CHOICE.make("name", name, this);
  }

  private Sgd sgd() {
    return new Sgd(
        requireNonNullElse(learningRate, Sgd.DEFAULT_RATE),
        requireNonNullElse(momentum, 0.0),
        requireNonNullElse(nesterov, false));
  }

  private RmsProp rmsProp() {
    return new RmsProp(rate(), requireNonNullElse(rho, RmsProp.DEFAULT_RHO), small());
  }

  private Adagrad adagrad() {
    return new Adagrad(
        rate(),
        requireNonNullElse(initialAccumulator, Adagrad.DEFAULT_INITIAL_ACCUMULATOR),
        small());
  }

  private Adam adam() {
    return new Adam(
        rate(),
        requireNonNullElse(beta1, Adam.DEFAULT_BETA1),
        requireNonNullElse(beta2, Adam.DEFAULT_BETA2),
        small());
  }

  private AdamW adamW() {
    double decay = requireNonNullElse(weightDecay, AdamW.DEFAULT_WEIGHT_DECAY);
    Faults faults = new Faults();
    Adam adam = faults.<Adam>part("", this::adam);
    AdamW rule = faults.<AdamW>part("", () -> new AdamW(adam == null ? ANY_ADAM : adam, decay));
    faults.throwIfAny();
    return faults.need(rule);
  }

  /** Replaces a refused optimizer, so that the weight decay is checked as well. */
  private static final Adam ANY_ADAM =
      new Adam(0, Adam.DEFAULT_BETA1, Adam.DEFAULT_BETA2, Optimizer.DEFAULT_EPSILON);

  private double rate() {
    return requireNonNullElse(learningRate, Optimizer.DEFAULT_ADAPTIVE_RATE);
  }

  private double small() {
    return requireNonNullElse(epsilon, Optimizer.DEFAULT_EPSILON);
  }

  public static OptimizerRequest of(Optimizer optimizer) {
    String name = optimizer.label();
    double rate = optimizer.learningRate();
    if (optimizer instanceof Sgd sgd) {
      return new OptimizerRequest(
          name, rate, sgd.momentum(), sgd.nesterov(), null, null, null, null, null, null);
    }
    if (optimizer instanceof RmsProp rule) {
      return new OptimizerRequest(
          name, rate, null, null, rule.rho(), null, null, null, rule.epsilon(), null);
    }
    if (optimizer instanceof Adagrad rule) {
      return new OptimizerRequest(
          name,
          rate,
          null,
          null,
          null,
          rule.initialAccumulator(),
          null,
          null,
          rule.epsilon(),
          null);
    }
    Double decay = optimizer instanceof AdamW rule ? rule.weightDecay() : null;
    Adam adam = optimizer instanceof AdamW rule ? rule.adam() : (Adam) optimizer;
    return new OptimizerRequest(
        name, rate, null, null, null, null, adam.beta1(), adam.beta2(), adam.epsilon(), decay);
  }
}

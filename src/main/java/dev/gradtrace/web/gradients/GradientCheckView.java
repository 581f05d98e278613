package dev.gradtrace.web.gradients;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.gradtrace.contract.NetworkRequest;
import dev.gradtrace.gradient.GradientProbe;
import dev.gradtrace.gradient.check.GradientCheck;
import dev.gradtrace.gradient.check.Kink;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

@Schema(
    name = "GradientCheck",
    description =
        "The gradient against finite differences of the loss along random directions. At a kink the gradient is that of one side, and the differences are taken on that side: every rectifier and every output stays on its smooth piece, however far the differences reach.")
@JsonInclude(JsonInclude.Include.NON_NULL)
record GradientCheckView(
    @JsonInclude
        @Schema(
            description =
                "Largest relative error over the directions that were resolved: mostly below 1e-8 where the gradient is right. Null where none was.")
        double maxRelativeError,
    @Schema(description = "Number of random directions.") int directions,
    @JsonInclude
        @Schema(
            description =
                "How uncertain the differences are, relative to the derivative, at most: an error below it may be theirs. Null where no direction was resolved.")
        double resolution,
    @Schema(
            description =
                "Directions along which the differences are too uncertain to tell, so much does the loss bend or rounding blur it; all where the loss is not finite. They do not count.")
        int unresolved,
    @Schema(
            description =
                "Where entries of the batch lie exactly on a kink: the loss has no derivative there, only one on each side. Empty for nowhere.")
        List<KinkView> kinks,
    @Schema(description = "What is to be known of the check, for people; absent for nothing.")
        @Nullable String note) {

  @Schema(name = "Kink", description = "Entries of the batch on a kink of the loss.")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record KinkView(
      @Schema(
              description =
                  "What has the kink: the name of an activation, of a cost, or normalization, where no ε keeps a line without deviation apart from 0.",
              example = "relu")
          String at,
      @Schema(description = "Number of the layer, 1…L.") int layer,
      @Schema(
              description =
                  "JSON Pointer of the layer into this answer, in which every layer has an entry of its own.",
              example = "/network/layers/0")
          String pointer,
      @Schema(
              description =
                  "How many: one for each unit and sample; of a normalisation one for each unit (batch norm) or sample.")
          int entries,
      @Schema(description = "Samples of the batch among them; absent of a normalisation.")
          @Nullable Integer samples,
      @Schema(description = "The first of these, from 0; absent of a normalisation.")
          @Nullable Integer firstSample) {

    private static KinkView of(GradientSpec question, Kink kink) {
      boolean ofSamples = kink.at() != Kink.Place.NORMALIZATION;
      return new KinkView(
          switch (kink.at()) {
            case ACTIVATION -> question.network().layer(kink.layer()).activation().label();
            case COST -> question.cost().label();
            case NORMALIZATION -> "normalization";
          },
          kink.layer(),
          "/network" + NetworkRequest.pointerTo(question.network(), kink.layer()),
          kink.entries(),
          ofSamples ? kink.samples() : null,
          ofSamples ? kink.firstSample() : null);
    }

    private String where() {
      String place = "of layer %s (%s)".formatted(layer, pointer);
      if (samples == null) {
        return "%s %s deviate in nothing, and no ε keeps them apart from 0"
            .formatted(counted(entries, "line", "lines"), place);
      }
      return "%s %s %s on the kink of %s, in %s of which sample %s is the first"
          .formatted(
              counted(entries, "entry", "entries"),
              place,
              entries == 1 ? "is" : "are",
              at,
              counted(samples, "sample", "samples"),
              firstSample);
    }

    private static String counted(int n, String one, String many) {
      return n + " " + (n == 1 ? one : many);
    }
  }

  static GradientCheckView of(GradientSpec question, GradientProbe probe) {
    GradientCheck check = GradientCheck.of(probe, question.subject().seed());
    List<KinkView> kinks = check.kinks().stream().map(kink -> KinkView.of(question, kink)).toList();
    return new GradientCheckView(
        check.maxRelativeError(),
        check.directions(),
        check.resolution(),
        check.unresolved(),
        kinks,
        note(check, kinks));
  }

  private static @Nullable String note(GradientCheck check, List<KinkView> kinks) {
    List<String> sentences = new ArrayList<>();
    if (!kinks.isEmpty()) {
      sentences.add(
          "%s%s: the loss has no derivative there. The gradient is that of one side, and the differences are taken on the same side."
              .formatted(
                  kinks.get(0).where(), kinks.size() == 1 ? "" : ", and so on (kinks has all)"));
    }
    if (check.unresolved() > 0) {
      sentences.add(
          "Along %s of %s directions the differences are too uncertain to tell whether the gradient is right."
              .formatted(check.unresolved(), check.directions()));
    }
    return sentences.isEmpty() ? null : String.join(" ", sentences);
  }
}

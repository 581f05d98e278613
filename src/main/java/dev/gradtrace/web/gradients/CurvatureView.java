package dev.gradtrace.web.gradients;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.gradtrace.gradient.curvature.Curvature;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

@Schema(
    name = "Curvature",
    description =
        "The Hessian of the batch-mean cost with respect to all that is trained, at these parameters, in the request's mode: batch statistics are differentiated, masks are held. By Lanczos' method on exact products with it.")
record CurvatureView(
    @Schema(
            description =
                "λ, its largest eigenvalue, not the largest in magnitude. Plain gradient descent is stable along its eigenvector while the learning rate is below 2/λ. 0 for a Hessian of 0; null where it is not finite.")
        double sharpness,
    @Schema(description = "Products with the Hessian that it took, at most 500.") int iterations,
    @Schema(
            description =
                "‖Hv − λv‖/|λ| for the eigenvector v that was found, at most 1e-6 unless iterations ran out.")
        double residual,
    @JsonInclude(JsonInclude.Include.NON_NULL)
        @Schema(
            description =
                "The next of the eigenvalues that differ, where it was found to three digits on the way; else absent.")
        @Nullable Double secondLargest,
    @Schema(description = "Samples of the batch that it was measured on.") int samples) {

  static CurvatureView of(Curvature curvature) {
    double second = curvature.secondLargest();
    return new CurvatureView(
        curvature.sharpness(),
        curvature.iterations(),
        curvature.residual(),
        Double.isNaN(second) ? null : second,
        curvature.samples());
  }
}

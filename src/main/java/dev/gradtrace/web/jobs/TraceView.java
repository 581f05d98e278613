package dev.gradtrace.web.jobs;

import dev.gradtrace.contract.Named;
import dev.gradtrace.gradient.Metric;
import dev.gradtrace.plot.FlowProfile;
import dev.gradtrace.plot.HeatMap;
import dev.gradtrace.plot.Picture;
import dev.gradtrace.trace.GradientTrace;
import java.util.List;

/** The kinds of pictures of a gradient trace. */
enum TraceView {
  STEPS {
    @Override
    Picture of(String title, GradientTrace trace, Metric metric, List<Integer> layers) {
      return new HeatMap(title, trace, metric, layers);
    }
  },
  FLOW {
    @Override
    Picture of(String title, GradientTrace trace, Metric metric, List<Integer> layers) {
      return new FlowProfile(title, trace, metric, layers);
    }
  };

  static final String DEFAULT = "steps";

  static final Named<TraceView> ALL = Named.of("view", TraceView.class);

  abstract Picture of(String title, GradientTrace trace, Metric metric, List<Integer> layers);
}

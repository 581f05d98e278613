package dev.gradtrace.web.distributions;

import dev.gradtrace.contract.Named;
import dev.gradtrace.gradient.distribution.NumberFormat;
import dev.gradtrace.plot.DistributedRun;
import dev.gradtrace.plot.Picture;
import dev.gradtrace.plot.Ridges;
import dev.gradtrace.plot.UnderflowMap;
import dev.gradtrace.trace.DistributionSelection;
import java.util.List;

/** The kinds of pictures of distributions. */
enum DistributionPicture {
  RIDGES {
    @Override
    Picture of(List<DistributedRun> runs, DistributionSelection drawn, NumberFormat format) {
      return new Ridges(runs, drawn.of().get(0), drawn.layers());
    }
  },
  UNDERFLOW {
    @Override
    Picture of(List<DistributedRun> runs, DistributionSelection drawn, NumberFormat format) {
      return new UnderflowMap(runs, drawn.of().get(0), format, drawn.layers());
    }
  };

  static final String DEFAULT = "ridges";

  static final Named<DistributionPicture> ALL = Named.of("view", DistributionPicture.class);

  abstract Picture of(List<DistributedRun> runs, DistributionSelection drawn, NumberFormat format);
}

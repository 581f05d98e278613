package dev.gradtrace.job;

import dev.gradtrace.dataset.Datasets;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the room together. */
@Configuration(proxyBeanMethods = false)
class JobConfiguration {

  /** Finished jobs may take one part in so many of the heap. */
  private static final int SHARE_OF_FINISHED_JOBS = 4;

  @Bean
  Clock clock() {
    return Clock.systemUTC();
  }

  @Bean
  KernelWarmUp kernelWarmUp() {
    return new KernelWarmUp();
  }

  @Bean
  JobStore jobStore(JobSettings settings) {
    long heap = Runtime.getRuntime().maxMemory();
    return new InMemoryJobs(settings.jobs().kept(), heap / SHARE_OF_FINISHED_JOBS);
  }

  @Bean
  Workers workers(JobStore store, Datasets datasets, Clock clock, JobSettings settings) {
    JobRunner runner = new JobRunner(store, datasets, clock, settings.limits().jobTime());
    return new Workers(store, runner, clock, settings.threads());
  }
}

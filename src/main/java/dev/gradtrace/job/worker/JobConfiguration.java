package dev.gradtrace.job.worker;

import dev.gradtrace.budget.BudgetSettings;
import dev.gradtrace.budget.FairPlaces;
import dev.gradtrace.budget.Looks;
import dev.gradtrace.budget.MemoryBudget;
import dev.gradtrace.budget.RequestTurns;
import dev.gradtrace.dataset.store.Datasets;
import dev.gradtrace.job.JobSettings;
import dev.gradtrace.job.JobStore;
import dev.gradtrace.job.RunWatch;
import dev.gradtrace.job.metrics.BudgetMetrics;
import dev.gradtrace.job.metrics.JobMetrics;
import dev.gradtrace.job.observed.WatchedMemory;
import dev.gradtrace.job.spec.JobMemory;
import dev.gradtrace.parallel.SpareThreads;
import dev.gradtrace.tracing.JobSpans;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Beans of jobs and of what they share with requests. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class JobConfiguration {

  private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

  /** Milliseconds are the precision of stored and published times. */
  @Bean
  Clock clock() {
    return Clock.tickMillis(ZoneOffset.UTC);
  }

  /** Shared by jobs and requests. */
  @Bean
  MemoryBudget memoryBudget(BudgetSettings settings) {
    return new MemoryBudget(settings.shared(Runtime.getRuntime().maxMemory()), System::nanoTime);
  }

  @Bean
  WatchedMemory watchedMemory(BudgetSettings settings) {
    return new WatchedMemory(settings.remembered(Runtime.getRuntime().maxMemory()));
  }

  /** Shared by jobs and requests: threads for the processors that these leave idle. */
  @Bean
  SpareThreads spareThreads(ThreadSettings settings) {
    return new SpareThreads(settings.orAllProcessors(), System::nanoTime).use();
  }

  /** Shared by requests. */
  @Bean
  RequestTurns requestTurns(BudgetSettings settings, SpareThreads spare) {
    int places = settings.placesToAnswer(Runtime.getRuntime().availableProcessors());
    return new RequestTurns(
        new FairPlaces(places, System::nanoTime, spare::change),
        LONGEST_WAIT,
        settings.requestTime());
  }

  /** Shared by requests. */
  @Bean
  Looks looks(
      MemoryBudget budget, RequestTurns turns, BudgetSettings settings, SpareThreads spare) {
    int places = settings.placesToLook(Runtime.getRuntime().availableProcessors());
    FairPlaces shared = new FairPlaces(places, System::nanoTime, spare::change);
    return new Looks(budget, shared, turns, settings.patience());
  }

  @Bean
  BudgetMetrics budgetMetrics(MemoryBudget budget, Looks looks, MeterRegistry registry) {
    return new BudgetMetrics(budget, looks, registry);
  }

  @Bean
  JobMemory jobMemory(Datasets datasets, MemoryBudget budget) {
    return new JobMemory(datasets, budget);
  }

  @Bean
  JobMetrics jobMetrics(MeterRegistry registry, JobSettings settings) {
    return new JobMetrics(registry, settings.threads());
  }

  @Bean
  Workers workers(
      DataSource dataSource,
      JobStore store,
      Datasets datasets,
      Clock clock,
      JobSettings settings,
      JobMemory memory,
      RunWatch watch,
      JobMetrics metrics,
      JobSpans spans) {
    Duration timeLimit = settings.jobTime();
    JobRunner runner = new JobRunner(store, datasets, clock, timeLimit, watch, metrics, spans);
    return new Workers(dataSource, store, runner, memory, clock, settings.threads());
  }

  @Bean
  Retention retention(JobStore store, Clock clock, JobSettings settings) {
    return new Retention(store, clock, settings.retention());
  }
}

package dev.gradtrace.job.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gradtrace.access.Caller;
import dev.gradtrace.budget.BudgetSettings;
import dev.gradtrace.contract.spec.StoredSpecs;
import dev.gradtrace.dataset.store.Datasets;
import dev.gradtrace.dataset.store.StoredData;
import dev.gradtrace.job.JobSettings;
import dev.gradtrace.job.JobStatus;
import dev.gradtrace.job.Jobs;
import dev.gradtrace.job.RunWatch;
import dev.gradtrace.job.TrainingJobs;
import dev.gradtrace.job.metrics.QueueMetrics;
import dev.gradtrace.job.spec.JobSpec;
import dev.gradtrace.job.spec.JobSpecFormat;
import dev.gradtrace.job.store.JdbcJobs;
import dev.gradtrace.parallel.SpareThreads;
import dev.gradtrace.storage.StoredBytes;
import dev.gradtrace.storage.TestDatabase;
import dev.gradtrace.tracing.JobSpans;
import dev.gradtrace.training.Runs;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionOperations;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class JobConfigurationTest {

  private static final TestDatabase DATABASE = TestDatabase.inMemory();

  private final ApplicationContextRunner context =
      new ApplicationContextRunner()
          .withUserConfiguration(Properties.class, JobConfiguration.class, TrainingJobs.class)
          .withUserConfiguration(JdbcJobs.class, KernelWarmUp.class, QueueMetrics.class)
          .withBean(Datasets.class, () -> StoredData.in(DATABASE, Clock.systemUTC()))
          .withBean(MeterRegistry.class, SimpleMeterRegistry::new)
          .withBean(DataSource.class, DATABASE::dataSource)
          .withBean(StoredBytes.class, DATABASE::storedBytes)
          .withBean(JdbcTemplate.class, DATABASE::jdbc)
          .withBean(TransactionOperations.class, DATABASE::transactions)
          .withBean(JobSpecFormat.class, StoredSpecs::json)
          .withBean(JobSpans.class, JobSpans::off)
          .withBean(RunWatch.class, () -> Jobs.UNWATCHED);

  @EnableConfigurationProperties({JobSettings.class, BudgetSettings.class, ThreadSettings.class})
  private static final class Properties {}

  @Test
  void hasDefaults() {
    context.run(
        started -> {
          JobSettings settings = started.getBean(JobSettings.class);
          assertThat(settings.threads()).isEqualTo(Runtime.getRuntime().availableProcessors());
          assertThat(settings.queueCapacity()).isEqualTo(1000);
          assertThat(settings.jobTime()).isEqualTo(Duration.ofHours(1));
          assertThat(settings.retention()).isEqualTo(Duration.ofDays(30));
        });
  }

  @Test
  void canBeSet() {
    context
        .withPropertyValues(
            "gradtrace.workers=3",
            "gradtrace.queue-capacity=5",
            "gradtrace.job-time=90s",
            "gradtrace.retention=7d")
        .run(
            started ->
                assertThat(started.getBean(JobSettings.class))
                    .isEqualTo(
                        new JobSettings(
                            3,
                            5,
                            Duration.ofSeconds(90),
                            Duration.ofDays(7),
                            new JobSettings.Limits(0.5))));
  }

  @Test
  void knowsTheJobTimeByItsNameOfTheFirstReleaseToo() {
    ApplicationContextRunner configured =
        context.withInitializer(new ConfigDataApplicationContextInitializer());
    assertThat(jobTime(configured)).isEqualTo(Duration.ofHours(1));
    configured = configured.withPropertyValues("gradtrace.limits.job-time=90s");
    assertThat(jobTime(configured)).isEqualTo(Duration.ofSeconds(90));
    configured = configured.withPropertyValues("gradtrace.job-time=2m");
    assertThat(jobTime(configured)).isEqualTo(Duration.ofMinutes(2));
  }

  private static Duration jobTime(ApplicationContextRunner configured) {
    AtomicReference<Duration> time = new AtomicReference<>();
    configured.run(started -> time.set(started.getBean(JobSettings.class).jobTime()));
    return time.get();
  }

  @Test
  void lendsTheProcessorsThatAreSetUntilTheServiceEnds() {
    AtomicReference<SpareThreads> pool = new AtomicReference<>();
    context
        .withPropertyValues("gradtrace.threads=3", "gradtrace.workers=2")
        .run(
            started -> {
              pool.set(started.getBean(SpareThreads.class));
              assertThat(SpareThreads.active()).isSameAs(pool.get());
              assertThat(pool.get().spare()).as("who asks computes").isEqualTo(2);
              TrainingJobs jobs = started.getBean(TrainingJobs.class);
              JobSpec spec = Jobs.xor(Runs.xor().epochs(10_000_000));
              String first = jobs.submit(Caller.SERVICE, spec).id();
              String second = jobs.submit(Caller.SERVICE, spec).id();
              await().until(() -> pool.get().spare() == 1);
              jobs.cancel(first);
              jobs.cancel(second);
              await().until(() -> pool.get().spare() == 2);
            });
    assertThat(pool.get().spare()).isZero();
    context.withPropertyValues("gradtrace.threads=0").run(broken -> assertThat(broken).hasFailed());
  }

  @Test
  void refusesToStartWithoutWorkers() {
    context.withPropertyValues("gradtrace.workers=0").run(broken -> assertThat(broken).hasFailed());
  }

  @Test
  void runsJobsUntilTheServiceEnds() {
    AtomicReference<TrainingJobs> jobs = new AtomicReference<>();
    AtomicReference<String> endless = new AtomicReference<>();
    context.run(
        started -> {
          jobs.set(started.getBean(TrainingJobs.class));
          JobSpec spec = Jobs.xor(Runs.xor().epochs(10_000_000));
          endless.set(jobs.get().submit(Caller.SERVICE, spec).id());
          await().until(() -> jobs.get().get(endless.get()).status() == JobStatus.RUNNING);
          assertThat(jobs.get().isShuttingDown()).isFalse();
        });
    assertThat(jobs.get().isShuttingDown()).isTrue();
    assertThat(jobs.get().get(endless.get()).status()).isEqualTo(JobStatus.QUEUED);
  }
}

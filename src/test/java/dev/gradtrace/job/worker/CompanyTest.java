package dev.gradtrace.job.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CompanyTest {

  /** The common pool may have a single thread. */
  private static final Executor IN_A_THREAD = task -> new Thread(task).start();

  private final Company company = new Company(2, Duration.ZERO);
  private final AtomicBoolean stop = new AtomicBoolean();

  @Test
  void letsJobsRunBesideEachOther() {
    assertThat(company.enter(false, stop::get)).isTrue();
    assertThat(company.enter(false, stop::get)).isTrue();
    assertThat(company.isUnwanted()).isFalse();
  }

  @Test
  void hasASuspectWaitUntilItIsAlone() throws Exception {
    company.enter(false, stop::get);
    CompletableFuture<Boolean> suspect = entering(true);
    Awaitility.await().until(company::isUnwanted);
    CompletableFuture<Boolean> late = entering(false);
    company.leave();
    assertThat(suspect.get(30, TimeUnit.SECONDS)).isTrue();
    assertThat(company.isUnwanted()).isFalse();
    assertThat(late).isNotDone();
    company.acquit();
    assertThat(late.get(30, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void letsOneSuspectRunAtATime() throws Exception {
    company.enter(true, stop::get);
    CompletableFuture<Boolean> second = entering(true);
    company.acquit();
    Awaitility.await().until(company::isUnwanted);
    assertThat(second).isNotDone();
    company.leave();
    assertThat(second.get(30, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void runsSuspectsOnlyWhenItHasLivedForAWhile() throws Exception {
    Company young = new Company(2, Duration.ofDays(1));
    CompletableFuture<Boolean> suspect =
        CompletableFuture.supplyAsync(() -> young.enter(true, stop::get), IN_A_THREAD);
    assertThat(young.enter(false, stop::get)).as("others need not wait").isTrue();
    assertThat(young.isUnwanted()).isFalse();
    young.leave();
    stop.set(true);
    assertThat(suspect.get(30, TimeUnit.SECONDS)).isFalse();
  }

  @Test
  void letsOneMakeRoomAtATimeAndOnlyWhereThereIsNone() {
    company.enter(false, stop::get);
    assertThat(company.mayGiveWay(() -> true)).as("a place is free").isFalse();
    company.enter(false, stop::get);
    assertThat(company.mayGiveWay(() -> false)).isFalse();
    assertThat(company.mayGiveWay(() -> true)).isTrue();
    assertThat(company.mayGiveWay(() -> true)).as("the first has not left").isFalse();
    company.leave();
    company.enter(false, stop::get);
    assertThat(company.mayGiveWay(() -> true)).isTrue();
  }

  private CompletableFuture<Boolean> entering(boolean suspect) {
    return CompletableFuture.supplyAsync(() -> company.enter(suspect, stop::get), IN_A_THREAD);
  }
}

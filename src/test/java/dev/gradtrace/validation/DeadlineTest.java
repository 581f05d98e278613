package dev.gradtrace.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class DeadlineTest {

  private long now = -5;

  private Deadline second() {
    return Deadline.begin(Duration.ofSeconds(1), () -> now);
  }

  private void pass(double seconds) {
    now += (long) (seconds * 1e9);
  }

  private static void requireRefused() {
    Refusal refusal = catchThrowableOfType(Refusal.class, Deadline::check);
    assertThat(refusal.reason()).isEqualTo(Refusal.Reason.UNAVAILABLE);
    assertThat(refusal.retryAfter()).isNotNull();
    assertThat(refusal).hasMessageContaining("longer than the 1 s");
  }

  @Test
  void isAskedNothingWhereNoRequestIsAnswered() {
    assertThatCode(Deadline::check).doesNotThrowAnyException();
    try (Deadline.Stretch waiting = Deadline.waiting();
        Deadline.Stretch computing = Deadline.computing()) {
      assertThatCode(Deadline::check).doesNotThrowAnyException();
    }
  }

  @Test
  void refusesToGoOnOnceTheTimeIsSpent() {
    try (Deadline deadline = second()) {
      pass(1);
      assertThatCode(Deadline::check).doesNotThrowAnyException();
      pass(1e-6);
      requireRefused();
      requireRefused();
    }
    assertThatCode(Deadline::check).doesNotThrowAnyException();
  }

  @Test
  void doesNotCountWhatIsWaitedFor() {
    try (Deadline deadline = second()) {
      pass(0.6);
      try (Deadline.Stretch waiting = Deadline.waiting()) {
        pass(100);
        assertThatCode(Deadline::check).doesNotThrowAnyException();
      }
      pass(0.3);
      assertThatCode(Deadline::check).doesNotThrowAnyException();
      pass(0.2);
      requireRefused();
    }
  }

  @Test
  void countsWhatIsComputedWhileATurnIsWaitedFor() {
    try (Deadline deadline = second();
        Deadline.Stretch waiting = Deadline.waiting()) {
      pass(100);
      try (Deadline.Stretch computing = Deadline.computing()) {
        pass(0.9);
        assertThatCode(Deadline::check).doesNotThrowAnyException();
        pass(0.2);
        requireRefused();
      }
    }
  }

  @Test
  void isThatOfTheThread() throws InterruptedException {
    try (Deadline deadline = second()) {
      pass(2);
      Throwable[] elsewhere = new Throwable[1];
      Thread other =
          new Thread(
              () -> {
                try {
                  Deadline.check();
                } catch (Refusal refusal) {
                  elsewhere[0] = refusal;
                }
              });
      other.start();
      other.join();
      assertThat(elsewhere[0]).isNull();
      requireRefused();
    }
  }
}

package dev.gradtrace.web.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradtrace.budget.FairPlaces;
import dev.gradtrace.budget.Looks;
import dev.gradtrace.budget.MemoryBudget;
import dev.gradtrace.budget.MemoryBudget.Use;
import dev.gradtrace.budget.RequestTurns;
import dev.gradtrace.plot.LossPicture;
import dev.gradtrace.plot.Size;
import dev.gradtrace.plot.Sketch;
import dev.gradtrace.trace.LossCurve;
import dev.gradtrace.training.EpochEnd;
import dev.gradtrace.validation.InvalidSpec;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

class PictureMemoryHeldTest {

  private final Sketch sketch =
      new LossPicture(
              "a job", new LossCurve(List.of(), List.of(new EpochEnd(1, 1, 0.5, 0.5, 0.5, 0.5))))
          .sketch(new Size(Size.MOST, Size.MOST));

  private final ServletRequestAttributes request =
      new ServletRequestAttributes(new MockHttpServletRequest());

  @BeforeEach
  void begin() {
    RequestContextHolder.setRequestAttributes(request);
  }

  @AfterEach
  void end() {
    RequestContextHolder.resetRequestAttributes();
  }

  private static Admission admission(MemoryBudget memory) {
    FairPlaces places = new FairPlaces(2, System::nanoTime);
    RequestTurns turns = new RequestTurns(places, Duration.ZERO, Duration.ofMinutes(1));
    return new Admission(new Looks(memory, places, turns, Duration.ZERO));
  }

  @Test
  void isHeldUntilTheAnswerIsSent() {
    MemoryBudget memory = new MemoryBudget(2 * sketch.bytes(), System::nanoTime);

    assertThat(admission(memory).draw(sketch)).startsWith("<svg ");

    assertThat(memory.held(Use.REQUEST)).isEqualTo(sketch.bytes());
    request.requestCompleted();
    assertThat(memory.held(Use.REQUEST)).isZero();
  }

  @Test
  void isRefusedWhereItCouldNeverFit() {
    MemoryBudget memory = new MemoryBudget(sketch.bytes() - 1, System::nanoTime);

    assertThatThrownBy(() -> admission(memory).draw(sketch))
        .isInstanceOf(InvalidSpec.class)
        .hasMessageContaining("bytes of memory");
    assertThat(memory.held(Use.REQUEST)).isZero();
  }
}

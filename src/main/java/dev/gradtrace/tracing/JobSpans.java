package dev.gradtrace.tracing;

import io.micrometer.tracing.Link;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.TraceContext;
import io.micrometer.tracing.Tracer;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Marks what threads do for a job: the job's id in each line of the log and, where tracing is on, a
 * span for each turn at a job.
 */
@Component
public final class JobSpans {

  /** Key of the job's id, in the log and in spans. */
  private static final String JOB = "job";

  private static final String TURN = "training job";
  private static final String JOB_ID = "gradtrace.job.id";
  private static final String OUTCOME = "gradtrace.job.outcome";

  private static final String VERSION = "00";
  private static final String SAMPLED = "01";

  private final @Nullable Tracer tracer;

  @Autowired
  JobSpans(ObjectProvider<Tracer> tracer) {
    this(tracer.getIfAvailable());
  }

  private JobSpans(@Nullable Tracer tracer) {
    this.tracer = tracer;
  }

  /** Without tracing. */
  public static JobSpans off() {
    return new JobSpans((Tracer) null);
  }

  /**
   * The W3C {@code traceparent} of this thread's current span, for {@link #begin} in whatever
   * process works at the job later; null if there is none.
   *
   * @see <a href="https://www.w3.org/TR/trace-context/#traceparent-header">traceparent</a>
   */
  public @Nullable String here() {
    Span span = tracer == null ? null : tracer.currentSpan();
    if (span == null) {
      return null;
    }
    TraceContext context = span.context();
    String flags = Boolean.TRUE.equals(context.sampled()) ? SAMPLED : "00";
    return String.join("-", VERSION, context.traceId(), context.spanId(), flags);
  }

  /**
   * Begins this thread's turn at a job, which ends when it is closed.
   *
   * @param id of the job
   * @param asked {@link #here} where the job was created, to link to; null for none
   */
  public Turn begin(String id, @Nullable String asked) {
    MDC.MDCCloseable named = MDC.putCloseable(JOB, id);
    if (tracer == null) {
      return new Turn(named, null, null);
    }
    Span.Builder turn = tracer.spanBuilder().name(TURN).tag(JOB_ID, id);
    if (asked != null) {
      turn.addLink(new Link(context(tracer, asked)));
    }
    Span span = turn.start();
    return new Turn(named, span, tracer.withSpan(span));
  }

  private static TraceContext context(Tracer tracer, String traceparent) {
    String[] parts = traceparent.split("-", -1);
    return tracer
        .traceContextBuilder()
        .traceId(parts[1])
        .spanId(parts[2])
        .sampled(parts[3].equals(SAMPLED))
        .build();
  }

  /** A turn at a job; used by one thread. */
  public static final class Turn implements AutoCloseable {

    private final MDC.MDCCloseable named;
    private final @Nullable Span span;
    private final Tracer.@Nullable SpanInScope scope;

    private Turn(MDC.MDCCloseable named, @Nullable Span span, Tracer.@Nullable SpanInScope scope) {
      this.named = named;
      this.span = span;
      this.scope = scope;
    }

    /** Records the outcome, in the words of the metrics. */
    public void ended(String outcome) {
      if (span != null) {
        span.tag(OUTCOME, outcome);
      }
    }

    @Override
    public void close() {
      if (scope != null) {
        scope.close();
      }
      if (span != null) {
        span.end();
      }
      named.close();
    }
  }
}

package dev.gradtrace.web.server;

import dev.gradtrace.budget.RequestTurns;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import org.apache.coyote.InputBuffer;
import org.apache.coyote.Request;
import org.apache.tomcat.util.net.ApplicationBufferHandler;

/**
 * A request body that times out if it arrives too slowly. Only time spent waiting for the client
 * counts, in which the request's turn is paused. Each grace period is judged by itself, so that a
 * fast start does not make up for a slow rest.
 */
final class PacedBody implements InputBuffer {

  private static final double NANOS = 1e9;

  private final Request wire;
  private final InputBuffer body;
  private final ClientLimits limits;
  private final RequestTurns turns;
  private long waited;
  private long bytes;
  private boolean tooSlow;

  PacedBody(Request wire, ClientLimits limits, RequestTurns turns) {
    this.wire = wire;
    this.body = wire.getInputBuffer();
    this.limits = limits;
    this.turns = turns;
  }

  @Override
  public int doRead(ApplicationBufferHandler target) throws IOException {
    int count;
    boolean here = body.available() > 0 || wire.isFinished();
    try (RequestTurns.Pause pause = turns.pauseIf(!here)) {
      long start = System.nanoTime();
      count = body.doRead(target);
      note(Math.max(count, 0), System.nanoTime() - start);
    } catch (SocketTimeoutException nothingCame) {
      tooSlow = true;
      throw nothingCame;
    }
    if (tooSlow && count >= 0) {
      throw new SocketTimeoutException();
    }
    return count;
  }

  private void note(int more, long nanos) {
    bytes += more;
    waited += nanos;
    if (waited > limits.grace().toNanos()) {
      tooSlow = bytes < waited / NANOS * limits.leastRate().toBytes();
      waited = 0;
      bytes = 0;
    }
  }

  @Override
  public int available() {
    return body.available();
  }

  boolean isTooSlow() {
    return tooSlow;
  }

  /** Reads the rest of the body, for a client that sends all of it before it reads the answer. */
  void drain(long most) throws IOException {
    Sink sink = new Sink();
    long read = 0;
    for (int count = 0; count >= 0 && read <= most; read += count) {
      count = doRead(sink);
    }
  }

  /** Discards bytes. */
  private static final class Sink implements ApplicationBufferHandler {

    private ByteBuffer buffer = ByteBuffer.allocate(0);

    @Override
    public void setByteBuffer(ByteBuffer buffer) {
      this.buffer = buffer;
    }

    @Override
    public ByteBuffer getByteBuffer() {
      return buffer;
    }

    @Override
    public void expand(int size) {
      // Nothing is stored.
    }
  }
}

package dev.gradtrace.web.budget;

import dev.gradtrace.budget.RequestTurns;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;

/**
 * The body of an answer; the request's turn is paused while it is sent. What fits into the
 * response's buffer is sent at the end, after the turn.
 */
final class PausingBody extends ServletOutputStream {

  private final ServletOutputStream target;
  private final RequestTurns turns;
  private final int buffered;
  private long count;

  /**
   * @param buffered bytes that the response buffers before it sends any
   */
  PausingBody(ServletOutputStream target, RequestTurns turns, int buffered) {
    this.target = target;
    this.turns = turns;
    this.buffered = buffered;
  }

  @Override
  public void write(int value) throws IOException {
    count++;
    try (RequestTurns.Pause pause = turns.pauseIf(isMuch())) {
      target.write(value);
    }
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    count += length;
    try (RequestTurns.Pause pause = turns.pauseIf(isMuch())) {
      target.write(bytes, from, length);
    }
  }

  @Override
  public void flush() throws IOException {
    if (isMuch() || !turns.hasTurn()) {
      try (RequestTurns.Pause pause = turns.pause()) {
        target.flush();
      }
    }
  }

  @Override
  public void close() throws IOException {
    try (RequestTurns.Pause pause = turns.pause()) {
      target.close();
    }
  }

  private boolean isMuch() {
    return count > buffered;
  }

  @Override
  public boolean isReady() {
    return target.isReady();
  }

  @Override
  public void setWriteListener(WriteListener listener) {
    target.setWriteListener(listener);
  }
}

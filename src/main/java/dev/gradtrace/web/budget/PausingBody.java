package dev.gradtrace.web.budget;

import dev.gradtrace.budget.RequestTurns;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;

/** The body of an answer, which is sent while others compute. */
final class PausingBody extends ServletOutputStream {

  private final ServletOutputStream target;
  private final RequestTurns turns;

  PausingBody(ServletOutputStream target, RequestTurns turns) {
    this.target = target;
    this.turns = turns;
  }

  @Override
  public void write(int value) throws IOException {
    target.write(value);
  }

  @Override
  public void write(byte[] bytes, int from, int count) throws IOException {
    try (RequestTurns.Pause pause = turns.pause()) {
      target.write(bytes, from, count);
    }
  }

  @Override
  public void flush() throws IOException {
    try (RequestTurns.Pause pause = turns.pause()) {
      target.flush();
    }
  }

  @Override
  public void close() throws IOException {
    try (RequestTurns.Pause pause = turns.pause()) {
      target.close();
    }
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

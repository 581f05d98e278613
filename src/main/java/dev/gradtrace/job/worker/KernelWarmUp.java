package dev.gradtrace.job.worker;

import dev.gradtrace.matrix.Kernels;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Logs which kernel multiplies matrices, and warms up the vector kernel while the service starts.
 */
@Component
final class KernelWarmUp implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(KernelWarmUp.class);

  private volatile boolean started;

  @Override
  public void start() {
    started = true;
    Thread thread = new Thread(KernelWarmUp::warmUp, "kernel-warm-up");
    thread.setDaemon(true);
    thread.start();
  }

  private static void warmUp() {
    Kernels.warmUp();
    LOG.info("Matrix kernel: {}", Kernels.description());
  }

  @Override
  public void stop() {
    started = false;
  }

  @Override
  public boolean isRunning() {
    return started;
  }
}

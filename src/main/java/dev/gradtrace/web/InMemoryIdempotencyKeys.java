package dev.gradtrace.web;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Remembers the latest keys in memory; gone when the service stops. */
@Component
final class InMemoryIdempotencyKeys implements IdempotencyKeys {

  private static final int MOST_KEYS = 10_000;

  private final Map<String, Use> uses =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Use> eldest) {
          return size() > MOST_KEYS;
        }
      };

  private record Use(String fingerprint, @Nullable Answer answer) {}

  @Override
  public Claim claim(String key, String fingerprint) {
    synchronized (uses) {
      Use use = uses.putIfAbsent(key, new Use(fingerprint, null));
      if (use == null) {
        return new Claim(State.FRESH, null);
      }
      if (!use.fingerprint().equals(fingerprint)) {
        return new Claim(State.OTHER_BODY, null);
      }
      return new Claim(use.answer() == null ? State.RUNNING : State.ANSWERED, use.answer());
    }
  }

  @Override
  public void answer(String key, Answer answer) {
    synchronized (uses) {
      uses.computeIfPresent(key, (same, use) -> new Use(use.fingerprint(), answer));
    }
  }

  @Override
  public void release(String key) {
    synchronized (uses) {
      uses.remove(key);
    }
  }
}

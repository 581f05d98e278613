package dev.gradtrace.access;

import java.util.HashMap;
import java.util.Map;

/**
 * Limits how many units of a bounded resource each client holds at the same time: at most {@code
 * each}, and at most a quarter of what the other clients leave, so that a newcomer always finds
 * some.
 */
public final class Shares {

  private static final int QUARTER = 4;

  private final int all;
  private final int each;
  private final Map<String, Integer> taken = new HashMap<>();
  private int sum;

  /**
   * @param all most units that all clients hold together, at least 1
   * @param each most units that one client holds, at least 1
   */
  public Shares(int all, int each) {
    this.all = all;
    this.each = each;
  }

  /** Takes a unit for a client; false if that would exceed its share. */
  public synchronized boolean take(String client) {
    int mine = taken.getOrDefault(client, 0);
    if (sum >= all || mine >= Math.min(each, quarterOfRest(mine))) {
      return false;
    }
    taken.put(client, mine + 1);
    sum++;
    return true;
  }

  private int quarterOfRest(int mine) {
    return Math.max(1, (all - sum + mine) / QUARTER);
  }

  /** Returns a unit that was taken for a client. */
  public synchronized void giveBack(String client) {
    if (!taken.containsKey(client)) {
      throw new IllegalStateException("More was given back than taken.");
    }
    taken.computeIfPresent(client, (same, count) -> count == 1 ? null : count - 1);
    sum--;
  }

  /** Units that a client holds. */
  public synchronized int of(String client) {
    return taken.getOrDefault(client, 0);
  }
}

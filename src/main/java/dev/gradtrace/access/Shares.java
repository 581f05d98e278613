package dev.gradtrace.access;

import java.util.HashMap;
import java.util.Map;

/**
 * What clients have at the same time of something that is bounded. Each may have {@code each}, and
 * never more than a quarter of what the others leave, so that some is left for whoever comes next.
 */
public final class Shares {

  private static final int QUARTER = 4;

  private final int all;
  private final int each;
  private final Map<String, Integer> taken = new HashMap<>();
  private int sum;

  /**
   * @param all most that all clients have together, at least 1
   * @param each most that one client has, at least 1
   */
  public Shares(int all, int each) {
    this.all = all;
    this.each = each;
  }

  /** Takes one for a client, unless that would be more than its share. */
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

  /** Gives back one that was taken for a client. */
  public synchronized void giveBack(String client) {
    if (!taken.containsKey(client)) {
      throw new IllegalStateException("More was given back than taken.");
    }
    taken.computeIfPresent(client, (same, count) -> count == 1 ? null : count - 1);
    sum--;
  }

  /** How many a client has. */
  public synchronized int of(String client) {
    return taken.getOrDefault(client, 0);
  }
}

package dev.gradtrace.job;

import java.util.List;

/**
 * Whether jobs were accepted into the queue.
 *
 * @param places in the order of the jobs; empty if they were refused
 * @param waiting waiting jobs of the client, including these if they were accepted
 * @param share most waiting jobs the client may have now
 */
public record Admission(List<Place> places, int waiting, int share) {

  public Admission {
    places = List.copyOf(places);
  }

  public boolean isRefused() {
    return places.isEmpty();
  }
}

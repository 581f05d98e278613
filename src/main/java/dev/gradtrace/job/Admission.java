package dev.gradtrace.job;

import java.util.List;

/**
 * What became of jobs that came to the queue.
 *
 * @param places theirs, in their order; empty if they were refused
 * @param waiting jobs of that client that wait, with these if they were accepted
 * @param share most jobs of that client that may wait now
 */
public record Admission(List<Place> places, int waiting, int share) {

  public Admission {
    places = List.copyOf(places);
  }

  public boolean isRefused() {
    return places.isEmpty();
  }
}

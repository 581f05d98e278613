package dev.gradtrace.contract;

import dev.gradtrace.notification.Secret;
import dev.gradtrace.notification.Subscription;
import dev.gradtrace.notification.Topic;
import dev.gradtrace.outgoing.Destination;
import dev.gradtrace.validation.Faults;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Size;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

@Schema(
    name = "Notify",
    description =
        "Where news are sent, as Standard Webhooks say: POST with webhook-id, webhook-timestamp and"
            + " webhook-signature, at least once, again for three days until the answer is 2xx.")
public record NotifyRequest(
    @Schema(
            description =
                "http or https, at most 2000 characters, without user and fragment. Addresses of the"
                    + " service's own network are refused unless whoever operates it allows them.",
            example = "https://example.org/training")
        String url,
    @Schema(
            description =
                "finished: the end, however it came, as failed where both are wanted and it failed."
                    + " failed: the end as a failure. finding: something seems wrong with a run.")
        @OneOf(Topic.class)
        @Size(min = 1, max = 10) List<String> events,
    @Schema(
            description =
                "What messages are signed with: whsec_ and 24 to 64 bytes in base 64; never shown."
                    + " Default: the secret of the service.")
        @Nullable String secret) {

  Subscription toSpec(Context context) {
    Faults faults = new Faults();
    Destination to = faults.part("url", url, context.outgoing()::destination);
    Secret key = faults.part("secret", secret, Secret::of);
    Set<Topic> topics = EnumSet.noneOf(Topic.class);
    if (events != null) {
      faults.unless(!events.isEmpty(), "events", "must name at least one event");
      for (int i = 0; i < events.size(); i++) {
        String place = "events/" + i;
        Topic topic = faults.part("", events.get(i), word -> Names.TOPICS.get(place, word));
        if (topic != null) {
          topics.add(topic);
        }
      }
    }
    faults.throwIfAny();
    return new Subscription(faults.need(to), topics, key);
  }

  /** The subscription of a request; null if it has none. */
  public static @Nullable Subscription toSpec(@Nullable NotifyRequest given, Context context) {
    return given == null ? null : given.toSpec(context);
  }
}

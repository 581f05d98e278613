package dev.gradtrace.web.notifications;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.gradtrace.contract.OneOf;
import dev.gradtrace.notification.Delivery;
import dev.gradtrace.notification.Topic;
import dev.gradtrace.web.operation.HasId;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

@Schema(name = "Delivery", description = "A message, and how far it has come.")
@JsonInclude(JsonInclude.Include.ALWAYS)
record DeliveryView(
    @Schema(description = "The webhook-id of the message, the same for every attempt.") String id,
    @Schema(description = "What it is about.") @OneOf(Topic.class) String event,
    @Schema(description = "The server that it goes to, as https://example.org:8443.") String origin,
    @Schema(
            description =
                "pending: it will be sent, again or for the first time. delivered: the server has"
                    + " taken it. failed: it is not sent again.")
        @OneOf(Delivery.State.class)
        String state,
    @Schema(description = "How often it was sent, or is being sent.") int attempts,
    @Schema(description = "Of the last answer; null without one.") @Nullable Integer statusCode,
    @Schema(description = "Why the last attempt had no answer; null where it had one.")
        @Nullable String error,
    @Schema(description = "RFC 3339, UTC.") Instant createdAt,
    @Schema(description = "The last time that it was sent; null before the first.")
        @Nullable Instant attemptedAt,
    @Schema(description = "Null where it is not sent again.") @Nullable Instant nextAttemptAt)
    implements HasId {

  static DeliveryView of(Delivery delivery) {
    return new DeliveryView(
        delivery.id(),
        delivery.topic().label(),
        delivery.origin(),
        delivery.state().label(),
        delivery.attempts(),
        delivery.statusCode(),
        delivery.fault(),
        delivery.createdAt(),
        delivery.attemptedAt(),
        delivery.nextAttemptAt());
  }
}

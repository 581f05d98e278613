package dev.gradtrace.web.jobs;

import dev.gradtrace.contract.OneOf;
import dev.gradtrace.notification.Subscribed;
import dev.gradtrace.notification.Topic;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

@Schema(name = "Notified", description = "Where news are sent; neither path nor secret is shown.")
public record NotifyView(
    @Schema(description = "The server, as https://example.org:8443.") String origin,
    @Schema(description = "What is told.") @OneOf(Topic.class) List<String> events) {

  public static @Nullable NotifyView of(Optional<Subscribed> subscribed) {
    return subscribed
        .map(
            known ->
                new NotifyView(
                    known.origin(), known.topics().stream().sorted().map(Topic::label).toList()))
        .orElse(null);
  }
}

package dev.gradtrace.web.server;

import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * How much of the server one client may take. A client is an address, behind a trusted proxy the
 * one that this names.
 *
 * @param requests most requests that are worked on or read at the same time
 * @param requestsEach most of them of one client
 * @param connectionsEach most open connections of one client
 * @param leastRate least bytes a second of a body, while it is waited for
 * @param grace for how long less is put up with
 */
@Validated
@ConfigurationProperties("gradtrace.clients")
record ClientLimits(
    @DefaultValue("2000") @Min(1) int requests,
    @DefaultValue("100") @Min(1) int requestsEach,
    @DefaultValue("500") @Min(1) int connectionsEach,
    @DefaultValue("1KB") DataSize leastRate,
    @DefaultValue("10s") Duration grace) {}

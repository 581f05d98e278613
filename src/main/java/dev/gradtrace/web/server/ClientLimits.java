package dev.gradtrace.web.server;

import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * How much of the server one client may use. A client is an address; behind a trusted proxy, the
 * address that the proxy forwards.
 *
 * @param requests most requests being received or processed at the same time
 * @param requestsEach most of them of one client
 * @param connectionsEach most open connections of one client
 * @param leastRate least bytes per second of a body, while the service waits for it
 * @param grace how long a slower body is tolerated
 */
@Validated
@ConfigurationProperties("gradtrace.clients")
record ClientLimits(
    @DefaultValue("2000") @Min(1) int requests,
    @DefaultValue("100") @Min(1) int requestsEach,
    @DefaultValue("500") @Min(1) int connectionsEach,
    @DefaultValue("1KB") DataSize leastRate,
    @DefaultValue("10s") Duration grace) {}

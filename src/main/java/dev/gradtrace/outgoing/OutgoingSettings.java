package dev.gradtrace.outgoing;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which servers may be contacted.
 *
 * @param allowed host names, addresses and CIDR blocks of the service's own network that may be
 *     contacted nevertheless
 */
@ConfigurationProperties("gradtrace.outgoing")
record OutgoingSettings(@DefaultValue({}) List<String> allowed) {}

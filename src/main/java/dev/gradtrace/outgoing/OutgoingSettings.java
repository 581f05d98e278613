package dev.gradtrace.outgoing;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Whom the service may ask.
 *
 * @param allowed names of hosts, addresses and blocks of addresses of the service's own network
 *     that may be asked nevertheless
 */
@ConfigurationProperties("gradtrace.outgoing")
record OutgoingSettings(@DefaultValue({}) List<String> allowed) {}

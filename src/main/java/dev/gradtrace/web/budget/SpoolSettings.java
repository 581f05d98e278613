package dev.gradtrace.web.budget;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Where files of forms lie until they are read.
 *
 * @param size most bytes of all together
 */
@ConfigurationProperties("gradtrace.spool")
record SpoolSettings(@DefaultValue("8GB") DataSize size) {}

package dev.gradtrace.web.budget;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The disk space for files of multipart forms until they are read.
 *
 * @param size most bytes of all of them
 */
@ConfigurationProperties("gradtrace.spool")
record SpoolSettings(@DefaultValue("8GB") DataSize size) {}

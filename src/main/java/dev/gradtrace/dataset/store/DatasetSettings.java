package dev.gradtrace.dataset.store;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Limits on stored datasets.
 *
 * @param maxStoredValues most values in inputs and targets of all datasets together, including
 *     those of jobs
 */
@ConfigurationProperties("gradtrace.datasets")
record DatasetSettings(@DefaultValue("200000000") long maxStoredValues) {}

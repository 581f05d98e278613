package dev.gradtrace.dataset.store;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How much is stored.
 *
 * @param maxStoredValues numbers in the inputs and targets of all datasets together, those that
 *     came with a job as well
 */
@ConfigurationProperties("gradtrace.datasets")
record DatasetSettings(@DefaultValue("200000000") long maxStoredValues) {}

package dev.gradtrace.contract;

import dev.gradtrace.dataset.store.Datasets;
import org.springframework.stereotype.Component;

/**
 * What a request is translated with.
 *
 * @param limits how much it may ask for
 * @param datasets those it can name
 */
@Component
public record Context(Limits limits, Datasets datasets) {}

/**
 * Parameters in JSON: weights, biases and normalisation parameters of requests, answers and
 * gradients.
 */
@NullMarked
@NamedInterface
package dev.gradtrace.contract.parameters;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;

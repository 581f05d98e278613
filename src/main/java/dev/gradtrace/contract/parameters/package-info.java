/**
 * The numbers of a network in JSON: weights, biases, and what its normalisations have, of requests,
 * answers and gradients.
 */
@NullMarked
@NamedInterface
package dev.gradtrace.contract.parameters;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;

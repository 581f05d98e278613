/**
 * The gradient of one batch, compared under several costs, and forecast: {@code /v1/gradients},
 * {@code /v1/forecast}. Nothing is trained.
 */
@NullMarked
package dev.gradtrace.web.gradients;

import org.jspecify.annotations.NullMarked;

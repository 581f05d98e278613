/**
 * The OpenAPI document, made from the records that requests are read into and answers written from.
 */
@NullMarked
package dev.gradtrace.web.openapi;

import org.jspecify.annotations.NullMarked;

/** Bodies of requests and answers in every media type: JSON, CSV, NDJSON, SVG and files. */
@NullMarked
package dev.gradtrace.web.media;

import org.jspecify.annotations.NullMarked;

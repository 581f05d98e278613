/** Bodies of requests and answers in each media type: JSON, CSV, JSON lines, SVG and files. */
@NullMarked
@ApplicationModule(
    allowedDependencies = {"contract", "contract :: json", "gradient", "plot", "validation"})
package dev.gradtrace.web.media;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

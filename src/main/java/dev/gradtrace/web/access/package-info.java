/** Who a request comes from, and whether it may be answered. */
@NullMarked
@ApplicationModule(allowedDependencies = {"access"})
package dev.gradtrace.web.access;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

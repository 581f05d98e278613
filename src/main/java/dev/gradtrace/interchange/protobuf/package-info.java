/** Messages of protobuf, written and read without generated classes. */
@NullMarked
package dev.gradtrace.interchange.protobuf;

import org.jspecify.annotations.NullMarked;

package dev.gradtrace.web.media;

import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Schema;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Documents the size on an operation whose answer can also be had as a picture. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Parameter(
    name = "width",
    in = ParameterIn.QUERY,
    description = "Of a picture: its width in pixels.",
    schema = @Schema(type = "integer", format = "int32", minimum = "200", maximum = "4000"))
@Parameter(
    name = "height",
    in = ParameterIn.QUERY,
    description = "Of a picture: its height in pixels.",
    schema = @Schema(type = "integer", format = "int32", minimum = "200", maximum = "4000"))
public @interface PictureSize {}

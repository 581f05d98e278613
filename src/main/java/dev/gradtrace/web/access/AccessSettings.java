package dev.gradtrace.web.access;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who may.
 *
 * @param tokensFile path of a file of names, roles and the SHA-256 of tokens; null or blank: none
 * @param ownOnly whether a caller sees only what they created, admins excepted
 */
@ConfigurationProperties("gradtrace.security")
public record AccessSettings(@Nullable String tokensFile, @DefaultValue("false") boolean ownOnly) {}

package dev.gradtrace.web.access;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who may use the service.
 *
 * @param tokensFile path of a file with names, roles and SHA-256 hashes of tokens; null or blank
 *     for none
 * @param ownOnly whether callers other than admins see only what they created
 */
@ConfigurationProperties("gradtrace.security")
public record AccessSettings(@Nullable String tokensFile, @DefaultValue("false") boolean ownOnly) {}

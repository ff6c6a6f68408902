package dev.touchstone.config;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where the server listens, and how long it waits for whom.
 *
 * @param port 0 for any free one
 * @param certificate in PEM form; null for a server that speaks no TLS
 * @param key of the certificate; null if and only if there is none
 * @param minBytesPerSecond 0 for callers who may take as long as they like
 */
public record ServerConfig(
    String host,
    int port,
    @Nullable Path certificate,
    @Nullable Path key,
    Duration idleTimeout,
    Duration headTimeout,
    Duration stopTimeout,
    int maxConnections,
    int minBytesPerSecond) {}

package dev.touchstone.config;

import org.jspecify.annotations.Nullable;

/** The configuration is not usable; the message tells the operator what to change. */
public final class ConfigException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ConfigException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}

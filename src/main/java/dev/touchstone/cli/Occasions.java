package dev.touchstone.cli;

import dev.touchstone.privacy.audit.AuditEvent;
import dev.touchstone.privacy.audit.Occasion;
import java.time.InstantSource;

/** The occasions on which commands look at, or change, what is kept of somebody. */
final class Occasions {
  /** Who has a shell, as the trail names them. */
  static final String COMMAND_LINE = "command line";

  private Occasions() {}

  /**
   * Somebody at the command line who does what the privacy role does.
   *
   * @throws CommandException if the reason is none
   */
  static Occasion ofCommandLine(String reason) {
    check(reason);
    return new Occasion("", InstantSource.system()).by(COMMAND_LINE, true).because(reason);
  }

  /**
   * Somebody at the command line who reads as everybody does.
   *
   * @throws CommandException if the reason is none
   */
  static Occasion ofReader(String reason) {
    return ofCommandLine(reason).by(COMMAND_LINE, false);
  }

  /**
   * @throws CommandException if the reason is none
   */
  static void check(String reason) {
    if (!reason.matches("[\\x20-\\x7e]{0," + AuditEvent.MAX_REASON + "}")) {
      throw new CommandException(
          ExitCode.USAGE,
          "--reason is not accepted; accepted are up to %d ASCII characters"
              .formatted(AuditEvent.MAX_REASON),
          null);
    }
  }
}

package dev.touchstone.cli;

import picocli.CommandLine.Command;

/** The commands about the audit trail. */
@Command(
    name = "audit",
    description = {
      "Show and verify the audit trail: who saw what of whom, when and why.",
      "Contacts appear in it as keyed hashes; ask about one with --contact.",
    })
final class AuditCommand {}

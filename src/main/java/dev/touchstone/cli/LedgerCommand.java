package dev.touchstone.cli;

import picocli.CommandLine.Command;

/** The ledger of erasures. */
@Command(
    name = "ledger",
    description = "The ledger of erasures: copy it elsewhere, verify it, make a lost one anew.")
final class LedgerCommand {}

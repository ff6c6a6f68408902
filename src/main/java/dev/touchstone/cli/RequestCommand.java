package dev.touchstone.cli;

import picocli.CommandLine.Command;

/** The commands about requests of data subjects. */
@Command(
    name = "request",
    description = {
      "What persons asked for, until when it must be answered, and what became of it.",
      "No other process may have the data folder open; ask its server with --url instead.",
    })
final class RequestCommand {}

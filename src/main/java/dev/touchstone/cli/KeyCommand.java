package dev.touchstone.cli;

import picocli.CommandLine.Command;

/** The commands about API keys. They read and write the file of keys, and leave the store alone. */
@Command(
    name = "key",
    description = {
      "Create, list and revoke the API keys of a data folder.",
      "Works also while a server runs on it, which follows within a second.",
    })
final class KeyCommand {}

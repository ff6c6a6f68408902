package dev.touchstone.cli;

import picocli.CommandLine.Command;

/** The commands about signing keys. They read and write the file of keys, not the store. */
@Command(
    name = "signing-key",
    description = {
      "List, export and rotate the keys that sign what is given out about a person.",
      "Works also while a server runs on the data folder, which follows at once.",
    })
final class SigningKeyCommand {}

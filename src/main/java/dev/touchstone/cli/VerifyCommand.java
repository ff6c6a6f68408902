package dev.touchstone.cli;

import dev.touchstone.interaction.ContactId;
import dev.touchstone.interaction.InvalidValueException;
import dev.touchstone.privacy.packages.PackageVerifier;
import dev.touchstone.privacy.packages.Problem;
import dev.touchstone.privacy.packages.Verification;
import dev.touchstone.privacy.signature.PublicKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.core.JsonGenerator;

/** Verifies a package, with nothing but the file and a public key. */
@Command(
    name = "verify",
    description = {
      "Prove that a package is the one that was signed, or name what is wrong with it.",
      "Needs no data folder and no server. The exit code is 0 if it is, and 1 if it is not.",
    })
final class VerifyCommand implements Callable<Integer> {
  private static final int MAX_KEY_BYTES = 1 << 20;

  @Parameters(paramLabel = "FILE", description = "The package.")
  private Path file = Path.of("");

  @Option(
      names = "--key",
      required = true,
      paramLabel = "FILE",
      description = "The public keys, as 'touchstone signing-key export' writes them.")
  private Path keyFile = Path.of("");

  @Option(
      names = "--contact",
      arity = "1..*",
      paramLabel = "ID",
      description = "The contacts that the package must be about. Default: any.")
  private List<String> contacts = List.of();

  @Option(names = "--json", description = "Write a JSON object.")
  private boolean json;

  private final Console console;

  VerifyCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    Set<ContactId> expected = new HashSet<>();
    contacts.forEach(text -> expected.add(ContactId.parse(text)));
    if (!Files.isRegularFile(file)) {
      throw new CommandException(ExitCode.USAGE, file + " is not a file", null);
    }
    Verification verification = new PackageVerifier(keys(), expected).verify(file);
    if (json) {
      console.say(Json.toString(out -> write(out, verification)));
    } else {
      tell(verification);
    }
    return (verification.isValid() ? ExitCode.OK : ExitCode.REJECTED).number();
  }

  private PublicKeys keys() {
    try {
      if (Files.size(keyFile) > MAX_KEY_BYTES) {
        throw new CommandException(
            ExitCode.USAGE, "%s is larger than %,d bytes".formatted(keyFile, MAX_KEY_BYTES), null);
      }
      return PublicKeys.parse(Files.readString(keyFile));
    } catch (InvalidValueException e) {
      throw new CommandException(
          ExitCode.USAGE, "%s has no key to verify with: %s".formatted(keyFile, e.getMessage()), e);
    } catch (IOException e) {
      throw new CommandException(ExitCode.USAGE, "the key cannot be read: " + e, e);
    }
  }

  private void tell(Verification verification) {
    Style style = console.outStyle();
    Verification.Facts facts = verification.facts();
    if (verification.isValid() && facts != null) {
      console.say(
          style.bold("Valid: ")
              + "%s of %s, made %s, signed with %s"
                  .formatted(
                      Figures.count(facts.interactions(), "interaction"),
                      Figures.count(facts.contacts().size(), "contact"),
                      facts.created(),
                      facts.signingKey()));
      facts.contacts().forEach(id -> console.say("  contact " + Table.harmless(id.value())));
      return;
    }
    console.say(style.red("Not valid:"));
    for (Problem problem : verification.problems()) {
      console.say("  %s: %s".formatted(problem.kind().text(), Table.harmless(problem.message())));
    }
    if (verification.problems().size() >= Verification.MAX_PROBLEMS) {
      console.say("  … and there may be more");
    }
  }

  private static void write(JsonGenerator out, Verification verification) {
    out.writeStartObject();
    out.writeBooleanProperty("valid", verification.isValid());
    Verification.Facts facts = verification.facts();
    if (facts == null) {
      out.writeNullProperty("package");
    } else {
      out.writeObjectPropertyStart("package");
      out.writeStringProperty("created", facts.created().toString());
      out.writeStringProperty("signingKey", facts.signingKey());
      out.writeArrayPropertyStart("contacts");
      facts.contacts().forEach(id -> out.writeString(id.value()));
      out.writeEndArray();
      out.writeNumberProperty("interactions", facts.interactions());
      out.writeNumberProperty("files", facts.files());
      out.writeEndObject();
    }
    out.writeArrayPropertyStart("problems");
    for (Problem problem : verification.problems()) {
      out.writeStartObject();
      out.writeStringProperty("code", problem.kind().text());
      out.writeStringProperty("file", problem.file());
      out.writeNumberProperty("row", problem.row());
      out.writeStringProperty("message", problem.message());
      out.writeEndObject();
    }
    out.writeEndArray();
    out.writeEndObject();
  }
}

package dev.touchstone.cli;

import dev.touchstone.interaction.ContactId;
import dev.touchstone.interaction.InvalidValueException;
import dev.touchstone.privacy.Reason;
import dev.touchstone.privacy.packages.PackageVerifier;
import dev.touchstone.privacy.packages.Problem;
import dev.touchstone.privacy.packages.Verification;
import dev.touchstone.privacy.request.Step;
import dev.touchstone.privacy.request.SubjectRequests.Change;
import dev.touchstone.privacy.request.SubjectRequests.Shown;
import dev.touchstone.privacy.signature.PublicKeys;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says of a request what it was answered with. */
@Command(name = "complete", description = "Close a request with its answer.")
final class RequestCompleteCommand implements Callable<Integer> {
  @Parameters(paramLabel = "ID", description = "The request.")
  private String id = "";

  @ArgGroup(multiplicity = "1")
  private Answer answer = new Answer();

  private static final class Answer {
    @Option(
        names = "--answer",
        paramLabel = "TEXT",
        description = {
          "access: the SHA-256 of a package of just the request's contacts, as 'copies' lists it;",
          "erasure: the id of the receipt; either: 'none' if nothing is kept of the person;"
              + " others:",
          "a reference to what was done.",
        })
    @Nullable String text;

    @Option(
        names = "--package",
        paramLabel = "FILE",
        description = {
          "access: the package; it must be valid, and of just the request's contacts. On the data",
          "folder it need not be in the list of copies, as after a backup was restored.",
        })
    @Nullable Path file;
  }

  @Option(
      names = "--reason",
      required = true,
      paramLabel = "WORD",
      description = "A word or the number of a case. It is kept for ever; name nobody.")
  private String reason = "";

  @Mixin private RequestSource source = new RequestSource();

  private final Console console;

  RequestCompleteCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Reason why = RequestSource.reason(reason);
    if (answer.file != null && !Files.isRegularFile(answer.file)) {
      throw new CommandException(ExitCode.USAGE, answer.file + " is not a file", null);
    }
    source.show(
        console,
        source.where.ask(
            console,
            open -> RequestSource.take(open, id, change(why, here(open))),
            server -> server.postText(RequestSource.path(id, change(why, there(server))))));
    return ExitCode.OK.number();
  }

  private Change change(Reason why, String given) {
    return new Change(
        Step.COMPLETE, RequestSource.CALLER, why, List.of(), given, answer.file != null);
  }

  private String here(OpenFolder open) {
    if (answer.file == null) {
      return String.valueOf(answer.text);
    }
    Shown shown = RequestShowCommand.read(open, id);
    return digest(
        answer.file,
        open.signingKeys().publicKeys(),
        new HashSet<>(shown.contacts()),
        shown.request().contacts().size());
  }

  private String there(ServerCalls server) {
    if (answer.file == null) {
      return String.valueOf(answer.text);
    }
    Map<String, @Nullable Object> request =
        RequestSource.object(server.getText(RequestSource.path(id)));
    Set<ContactId> contacts = new HashSet<>();
    RequestText.texts(request.get("ids")).forEach(it -> contacts.add(ContactId.parse(it)));
    PublicKeys keys;
    try {
      keys = PublicKeys.parse(server.getText("/v1/signing-keys"));
    } catch (InvalidValueException e) {
      throw new CommandException(
          ExitCode.UNAVAILABLE, "the server did not answer as Touchstone does", e);
    }
    return digest(answer.file, keys, contacts, RequestText.texts(request.get("contacts")).size());
  }

  /** The digest of a package that answers. */
  private static String digest(Path file, PublicKeys keys, Set<ContactId> contacts, int count) {
    if (contacts.isEmpty() || contacts.size() != count) {
      throw new CommandException(
          ExitCode.USAGE,
          "the request names no contact, or one that was erased, so a package cannot be held"
              + " against it; give the digest of one that is in the list of copies, with --answer",
          null);
    }
    try {
      Verification found = new PackageVerifier(keys, contacts).verify(file);
      if (!found.isValid()) {
        Problem problem = found.problems().getFirst();
        throw new CommandException(
            ExitCode.USAGE,
            "%s does not answer the request: %s".formatted(file, problem.message()),
            null);
      }
      return sha256(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String sha256(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file);
        DigestInputStream digest =
            new DigestInputStream(in, MessageDigest.getInstance("SHA-256"))) {
      digest.transferTo(OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(digest.getMessageDigest().digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}

package dev.touchstone.privacy.packages;

import dev.touchstone.interaction.ContactId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a verifier found.
 *
 * @param facts what the manifest says; null if it cannot be believed
 * @param problems at most {@value #MAX_PROBLEMS}; none if the package is the one that was signed
 */
public record Verification(@Nullable Facts facts, List<Problem> problems) {
  /** The most problems that are told. */
  public static final int MAX_PROBLEMS = 100;

  public Verification {
    problems = problems.stream().limit(MAX_PROBLEMS).toList();
  }

  /** Of what a package consists. */
  public record Facts(
      Instant created, String signingKey, List<ContactId> contacts, long interactions, int files) {
    public Facts {
      contacts = List.copyOf(contacts);
    }

    static Facts of(Manifest manifest) {
      return new Facts(
          manifest.created(),
          manifest.signingKey(),
          manifest.contacts().stream().map(Manifest.Contact::id).toList(),
          manifest.rows(),
          manifest.files().size());
    }
  }

  public boolean isValid() {
    return problems.isEmpty();
  }
}

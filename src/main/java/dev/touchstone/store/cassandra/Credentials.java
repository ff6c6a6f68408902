package dev.touchstone.store.cassandra;

/** Who this process is to the nodes. */
public record Credentials(String user, String password) {
  public Credentials {
    if (user.isEmpty()) {
      throw new IllegalArgumentException("credentials without a user");
    }
  }

  /** The user alone. */
  @Override
  public String toString() {
    return "Credentials[" + user + "]";
  }
}

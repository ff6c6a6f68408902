package dev.touchstone.access;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * Gives each handshake the identity of the moment.
 *
 * <p>A handshake first asks for an alias, then for the key and the certificates of that alias. So
 * an alias stands for one identity, and the one before stays known: no handshake gets a key and a
 * certificate that do not belong together. Thread-safe.
 */
final class HandshakeIdentity extends X509ExtendedKeyManager {
  private final Supplier<TlsIdentity> identities;
  private volatile Generations generations;

  private record Generation(String alias, TlsIdentity identity) {}

  private record Generations(Generation now, Generation before) {
    Generations followedBy(TlsIdentity next) {
      int number = Integer.parseInt(now.alias()) + 1;
      return new Generations(new Generation(String.valueOf(number), next), now);
    }
  }

  HandshakeIdentity(Supplier<TlsIdentity> identities) {
    this.identities = identities;
    Generation first = new Generation("1", identities.get());
    this.generations = new Generations(first, first);
  }

  @Override
  public @Nullable String chooseEngineServerAlias(
      String keyType, Principal @Nullable [] issuers, SSLEngine engine) {
    return choose(keyType);
  }

  @Override
  public @Nullable String chooseServerAlias(
      String keyType, Principal @Nullable [] issuers, Socket socket) {
    return choose(keyType);
  }

  @Override
  public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
    String alias = choose(keyType);
    return alias == null ? null : new String[] {alias};
  }

  @Override
  public X509Certificate @Nullable [] getCertificateChain(String alias) {
    TlsIdentity identity = find(alias);
    return identity == null ? null : identity.chain().toArray(X509Certificate[]::new);
  }

  @Override
  public @Nullable PrivateKey getPrivateKey(String alias) {
    TlsIdentity identity = find(alias);
    return identity == null ? null : identity.key();
  }

  @Override
  public @Nullable String chooseClientAlias(
      String[] keyType, Principal @Nullable [] issuers, Socket socket) {
    return null;
  }

  @Override
  public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
    return null;
  }

  private @Nullable String choose(String keyType) {
    Generation now = now();
    return now.identity().key().getAlgorithm().equals(keyType) ? now.alias() : null;
  }

  private synchronized Generation now() {
    TlsIdentity current = identities.get();
    if (!generations.now().identity().equals(current)) {
      generations = generations.followedBy(current);
    }
    return generations.now();
  }

  private @Nullable TlsIdentity find(String alias) {
    Generations known = generations;
    if (known.now().alias().equals(alias)) {
      return known.now().identity();
    }
    return known.before().alias().equals(alias) ? known.before().identity() : null;
  }
}

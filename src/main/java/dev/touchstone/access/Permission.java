package dev.touchstone.access;

/** One thing a caller may do. A route asks for exactly one; a {@link Role} grants several. */
public enum Permission {
  /** See what the server offers: metadata, service document, versions, who am I. */
  DESCRIBE,
  /** Read interactions of a named contact. */
  READ,
  /** Append interactions. */
  WRITE,
  /** Find out under which contact ids a person is known. */
  FIND,
  /** Make and fetch the package of everything that is stored of a contact. */
  PACKAGE,
  /** Erase a contact. */
  ERASE,
  /** Restrict the processing of a contact, and lift that. */
  RESTRICT,
  /** Correct what is stored of a contact. */
  RECTIFY,
  /** Keep the register of what data subjects ask for. */
  REQUEST,
  /** Read the ledger of erasures, the audit trail and the list of copies. */
  AUDIT,
  /** Make backups. */
  BACKUP,
  /** Read metrics. */
  METRICS,
  /** Read the configuration, without secrets. */
  CONFIGURATION,
  /** Create, list and revoke API keys. */
  KEYS
}

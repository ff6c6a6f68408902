export interface Row {
  InteractionId: string;
  Timestamp: string;
  ContactId: string;
}

/** Scheme, host and port. */
export const server: string;
export const service: string;
export const key: string;
export const authorization: { Authorization: string };

/** The type of all rows. */
export const type: string;

/** The rows of the contact, newest first, as the action is to answer them. */
export const rows: Row[];
export const contact: string;

/** So many wait that one more would wait too long; nothing was hashed or compared. */
export class PasswordsBusy extends Error {
  override readonly name = "PasswordsBusy";
  constructor(readonly retryAfterSeconds: number) {
    super("too many passwords wait to be hashed");
  }
}

/** Hashes passwords so that a stolen database does not give them away. Both throw `PasswordsBusy`. */
export interface PasswordPort {
  hash(password: string): Promise<string>;
  /** Also takes its full time when `stored` is undefined, so that the answer's delay does not tell whether a user exists. */
  matches(password: string, stored: string | undefined): Promise<boolean>;
}

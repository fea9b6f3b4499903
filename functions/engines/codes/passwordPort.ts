/** Hashes passwords so that a stolen database does not give them away. */
export interface PasswordPort {
  hash(password: string): Promise<string>;
  /** Also takes its full time when `stored` is undefined, so that the answer's delay does not tell whether a user exists. */
  matches(password: string, stored: string | undefined): Promise<boolean>;
}

/** Keeps a short secret so that a stolen database does not give it away. */
export interface SecretBox {
  seal(text: string): string;
  /** Throws when it was not sealed with this key, or was changed since. */
  open(sealed: string): string;
}

/** A file of ours, brought to the person's own phone. */
export interface FileAsked {
  /** With the API's origin. */
  readonly url: string;
  /** Absent on a signed link: a file store takes no second credential beside its signature, and learns no session. */
  readonly token?: string;
  readonly fileName: string;
}
export type TakeFileOutcome =
  | { readonly kind: "TAKEN" }
  /** The server's own sentence. */
  | { readonly kind: "REFUSED"; readonly message: string }
  | { readonly kind: "FAILED" };

export function refusalIn(text: string): TakeFileOutcome {
  try {
    const body: unknown = JSON.parse(text);
    if (typeof body === "object" && body !== null && "message" in body && typeof body.message === "string") return { kind: "REFUSED", message: body.message };
  } catch {
    // No refusal of ours.
  }
  return { kind: "FAILED" };
}

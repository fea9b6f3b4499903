/** One acceptance is one message later. `ANSWERED` with nothing accepted is a no: do not ask again in this visit. */
export type SubscribeOutcome =
  { readonly kind: "ANSWERED"; readonly acceptedTemplateIds: readonly string[] } | { readonly kind: "UNSUPPORTED" } | { readonly kind: "FAILED" };

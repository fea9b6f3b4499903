/** `text` is what the code says, or what the person typed from under it. */
export type ScanOutcome = { readonly kind: "SCANNED"; readonly text: string } | { readonly kind: "CANCELLED" } | { readonly kind: "UNAVAILABLE" };

/** What asking WeChat who this is may lead to. `state` is what the authorize address carried; only the H5 has one. */
export type LoginOutcome =
  | { readonly kind: "CODE"; readonly channel: "MINI_PROGRAM" | "OFFICIAL_ACCOUNT"; readonly code: string; readonly state: string | undefined }
  /** The browser is on its way to WeChat; the page will load again with a code. */
  | { readonly kind: "REDIRECTING" }
  | { readonly kind: "FAILED" };

export interface LoginRequest {
  /** Asks the API for WeChat's authorize address (H5 only); undefined when it could not be had. */
  readonly authorizeUrlFor: (redirectUri: string) => Promise<string | undefined>;
}

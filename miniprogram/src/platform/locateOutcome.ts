/** Degrees. A browser answers in WGS-84, WeChat in GCJ-02; they differ by some 500 m in China, so the system is always said. */
export type LocateOutcome =
  | { readonly kind: "LOCATED"; readonly latitude: number; readonly longitude: number; readonly system: "GCJ02" | "WGS84" }
  | { readonly kind: "DENIED" }
  | { readonly kind: "UNAVAILABLE" };

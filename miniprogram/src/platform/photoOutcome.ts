/** A picture that a person chose, before it is sent. */
export interface ChosenPhoto {
  /** Shown while it is under way: WeChat's temporary path, or an object address of the browser. */
  readonly previewUrl: string;
  readonly fileName: string;
  readonly sizeBytes: number;
  /** In the browser only. */
  readonly blob?: File;
}

export type ChooseOutcome =
  | { readonly kind: "CHOSEN"; readonly photos: readonly ChosenPhoto[] }
  | { readonly kind: "CANCELLED" }
  | { readonly kind: "DENIED" }
  | { readonly kind: "UNAVAILABLE" };

/** What both targets' canvases can do; a page draws with no more than this. */
export interface Brush {
  fillStyle: string | CanvasGradient | CanvasPattern;
  font: string;
  textAlign: CanvasTextAlign;
  textBaseline: CanvasTextBaseline;
  fillRect(x: number, y: number, width: number, height: number): void;
  fillText(text: string, x: number, y: number): void;
  measureText(text: string): { readonly width: number };
}

export interface PosterSize {
  readonly widthPx: number;
  readonly heightPx: number;
}

/** `src` is a picture that an Image shows: a file of this phone, or data in the address. */
export type PaintOutcome = { readonly kind: "PAINTED"; readonly src: string } | { readonly kind: "FAILED" };

export type SaveOutcome =
  | { readonly kind: "SAVED" }
  /** The person closed WeChat's question, or changed their mind. */
  | { readonly kind: "LEFT" }
  /** Refused earlier: only the settings can change that. */
  | { readonly kind: "DENIED" }
  | { readonly kind: "FAILED" };

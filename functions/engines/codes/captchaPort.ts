/** Makes pictures that people read more easily than programs do. */
export interface CaptchaPort {
  /** What the next picture is to show. */
  newText(): string;
  /** A whole SVG of strokes alone: no text element, nothing that names a letter. */
  draw(text: string): string;
}

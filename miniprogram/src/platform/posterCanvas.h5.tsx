import type { Brush, PaintOutcome, PosterSize, SaveOutcome } from "./posterOutcome";

/** A browser draws on a canvas that nobody sees. */
export function PosterCanvas(_props: { readonly size: PosterSize }) {
  return null;
}

export function paintPoster(size: PosterSize, paint: (brush: Brush) => void): Promise<PaintOutcome> {
  const canvas = document.createElement("canvas");
  canvas.width = size.widthPx;
  canvas.height = size.heightPx;
  const brush = canvas.getContext("2d");
  if (brush === null) return Promise.resolve({ kind: "FAILED" });
  paint(brush);
  return Promise.resolve({ kind: "PAINTED", src: canvas.toDataURL("image/png") });
}

/** Downloads it. Inside WeChat's browser nothing comes of that, so the page also says to press the picture long. */
export function savePoster(src: string): Promise<SaveOutcome> {
  const link = document.createElement("a");
  link.href = src;
  link.download = "我的环保足迹.png";
  document.body.appendChild(link);
  link.click();
  link.remove();
  return Promise.resolve({ kind: "SAVED" });
}

export function openAlbumSettings(): Promise<void> {
  return Promise.resolve();
}

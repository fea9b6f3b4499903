import { Canvas } from "@tarojs/components";
import Taro from "@tarojs/taro";
import type { Brush, PaintOutcome, PosterSize, SaveOutcome } from "./posterOutcome";

const ID = "poster-canvas";

/** WeChat draws only on a canvas that stands in the page; this one stands beside the screen. Put it in the page that paints. */
export function PosterCanvas({ size }: { readonly size: PosterSize }) {
  return <Canvas type="2d" id={ID} canvasId={ID} disableScroll style={`position:fixed;left:-9999px;top:0;width:${size.widthPx}px;height:${size.heightPx}px`} />;
}

export async function paintPoster(size: PosterSize, paint: (brush: Brush) => void): Promise<PaintOutcome> {
  try {
    const canvas = await canvasNode();
    if (canvas === undefined) return { kind: "FAILED" };
    canvas.width = size.widthPx;
    canvas.height = size.heightPx;
    paint(canvas.getContext("2d"));
    const { tempFilePath } = await Taro.canvasToTempFilePath({ canvas: canvas as never, fileType: "png" } as Taro.canvasToTempFilePath.Option);
    return { kind: "PAINTED", src: tempFilePath };
  } catch {
    return { kind: "FAILED" };
  }
}

/** Asks for the album when it is the first time; the page says what to do when it was refused. */
export async function savePoster(src: string): Promise<SaveOutcome> {
  try {
    await Taro.saveImageToPhotosAlbum({ filePath: src });
    return { kind: "SAVED" };
  } catch (error) {
    const words = errorWords(error);
    if (/auth den|authorize|permission/i.test(words)) return { kind: "DENIED" };
    return /cancel/i.test(words) ? { kind: "LEFT" } : { kind: "FAILED" };
  }
}

/** Where a refusal can be taken back. */
export async function openAlbumSettings(): Promise<void> {
  try {
    await Taro.openSetting();
  } catch {
    // The person came back without a change.
  }
}

interface CanvasNode {
  width: number;
  height: number;
  getContext(kind: "2d"): Brush;
}

function canvasNode(): Promise<CanvasNode | undefined> {
  return new Promise((found) => {
    Taro.createSelectorQuery()
      .select(`#${ID}`)
      .fields({ node: true })
      .exec((results: readonly ({ readonly node?: CanvasNode } | null)[]) => found(results[0]?.node));
  });
}

function errorWords(error: unknown): string {
  return typeof error === "object" && error !== null && "errMsg" in error ? String(error.errMsg) : String(error);
}

import { create } from "qrcode/lib/core/qrcode";
import { base64Of, pngOf } from "./png";

/** Scanners need a light frame of four modules around the code. */
const QUIET_MODULES = 4;
const MODULE_PX = 8;

/**
 * A picture for `<Image src>` on both targets, drawn here so that the code can be shown without a network.
 * @param text ASCII (a booking's signed code); level M survives a scratched or dimmed screen
 */
export function qrDataUrl(text: string): string {
  const modules = modulesOf(text);
  const png = pngOf({
    sizePx: (modules.size + 2 * QUIET_MODULES) * MODULE_PX,
    isDark(row, column) {
      const moduleRow = Math.floor(row / MODULE_PX) - QUIET_MODULES;
      const moduleColumn = Math.floor(column / MODULE_PX) - QUIET_MODULES;
      const isInside = moduleRow >= 0 && moduleColumn >= 0 && moduleRow < modules.size && moduleColumn < modules.size;
      return isInside && modules.get(moduleRow, moduleColumn) !== 0;
    },
  });
  return `data:image/png;base64,${base64Of(png)}`;
}

/** The code's dark modules, for whoever draws it themselves. Leave four modules of light around them. */
export function qrMatrix(text: string): { readonly size: number; isDark(row: number, column: number): boolean } {
  const modules = modulesOf(text);
  return { size: modules.size, isDark: (row, column) => modules.get(row, column) !== 0 };
}

function modulesOf(text: string) {
  // Bytes, not text: the library turns text into bytes by TextEncoder, which the mini-program lacks.
  const data = Uint8Array.from(text.split("").map((letter) => letter.charCodeAt(0)));
  return create([{ data, mode: "byte" }], { errorCorrectionLevel: "M" }).modules;
}

/** The package's types describe its entry only, which pulls canvas and file renderers that neither target needs. */
declare module "qrcode/lib/core/qrcode" {
  interface BitMatrix {
    readonly size: number;
    get(row: number, column: number): number;
  }
  export function create(
    segments: readonly { readonly data: Uint8Array; readonly mode: "byte" }[],
    options: { readonly errorCorrectionLevel: "L" | "M" | "Q" | "H" },
  ): { readonly modules: BitMatrix };
}

// Packs a built client's texts once, so that one machine sends a third of the bytes without spending time on each request.
import { readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { constants, gzipSync } from "node:zlib";

const PACKED_ENDINGS = /\.(js|css|html|svg|json|map)$/;
// A smaller file gains nothing over its headers.
const WORTH_PACKING_BYTES = 1024;

/** @param {string} folder of a built client; beside `x.js` comes `x.js.gz` */
export function precompress(folder) {
  for (const entry of readdirSync(folder, { recursive: true })) {
    const path = join(folder, entry);
    if (!PACKED_ENDINGS.test(path) || !statSync(path).isFile() || statSync(path).size < WORTH_PACKING_BYTES) continue;
    writeFileSync(`${path}.gz`, gzipSync(readFileSync(path), { level: constants.Z_BEST_COMPRESSION }));
  }
}

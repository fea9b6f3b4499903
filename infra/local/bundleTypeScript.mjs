import { createRequire } from "node:module";
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";

export const REPOSITORY = resolve(dirname(fileURLToPath(import.meta.url)), "../..");

/** Imports of our own rooms (`@app/contract/…`) are TypeScript and belong into the bundle; every other package is loaded from node_modules when it runs. */
const bundleOwnRooms = {
  name: "bundle-own-rooms",
  setup(build) {
    build.onResolve({ filter: /^[^./]/ }, (args) => {
      if (args.kind === "entry-point" || args.path.startsWith("/")) return undefined;
      const room = /^@app\/(contract|functions|infra)\/(.+)$/.exec(args.path);
      if (room === null) return { path: args.path, external: true };
      const folder = { contract: "functions/contract", functions: "functions", infra: "infra" }[room[1]];
      return build.resolve(`./${room[2]}`, { resolveDir: resolve(REPOSITORY, folder), kind: args.kind });
    });
  },
};

/**
 * Bundles one TypeScript file for the Node that runs us. esbuild is loaded here and not at the top, because `npm start` must be able to install it first.
 * @param {{ entry: string, outfile: string, format: "cjs" | "esm" }} options paths from the repository's root
 * @returns {Promise<string[]>} the files that went into the bundle, from the repository's root
 */
export async function bundleTypeScript({ entry, outfile, format }) {
  const esbuild = createRequire(import.meta.url)("esbuild");
  const result = await esbuild.build({
    absWorkingDir: REPOSITORY,
    entryPoints: [entry],
    outfile,
    format,
    bundle: true,
    platform: "node",
    target: "node20",
    sourcemap: true,
    metafile: true,
    logLevel: "silent",
    plugins: [bundleOwnRooms],
  });
  return Object.keys(result.metafile.inputs);
}

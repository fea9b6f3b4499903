import { readdirSync } from "node:fs";
import { join } from "node:path";

const MADE_BY_TOOLS = new Set([
  ".git",
  "node_modules",
  "dist",
  ".cache",
  ".artifacts",
  ".state",
  ".serverless",
  ".esbuild",
  ".swc",
  "coverage",
  "package-lock.json",
]);

/** The files people write, as paths from the root. Walks the folders instead of asking git, which a fresh machine may lack. */
export function repositoryFiles(folder = ""): string[] {
  return readdirSync(folder === "" ? "." : folder, { withFileTypes: true }).flatMap((entry) => {
    if (MADE_BY_TOOLS.has(entry.name)) return [];
    const path = folder === "" ? entry.name : join(folder, entry.name);
    return entry.isDirectory() ? repositoryFiles(path) : [path];
  });
}

/** Those that hold text to read, without pictures. */
export function repositoryTextFiles(): string[] {
  return repositoryFiles().filter((path) => /\.(ts|tsx|mjs|js|json|css|html|md|yml)$/.test(path));
}

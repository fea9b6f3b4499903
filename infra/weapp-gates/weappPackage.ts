import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join, posix } from "node:path";

/** The parts of app.json that the gates read. */
export interface AppJson {
  readonly pages: readonly string[];
  readonly subpackages?: readonly { readonly root: string; readonly pages: readonly string[] }[];
  readonly tabBar?: { readonly list: readonly { readonly pagePath: string }[] };
}

export interface WeappFile {
  /** With `/`, from the root of the package. */
  readonly path: string;
  readonly bytes: number;
}

/** A built mini-program as it lies on disk. */
export interface WeappPackage {
  readonly distDir: string;
  readonly app: AppJson;
  /** Every page, subpackages included, as `root/page`. */
  readonly pages: readonly string[];
  readonly files: readonly WeappFile[];
  text(path: string): string;
  has(path: string): boolean;
  json(path: string): unknown;
}

export function readWeappPackage(projectDir: string): WeappPackage {
  const config = JSON.parse(readFileSync(join(projectDir, "project.config.json"), "utf8")) as { readonly miniprogramRoot: string };
  const distDir = join(projectDir, config.miniprogramRoot);
  const text = (path: string) => readFileSync(join(distDir, path), "utf8");
  const app = JSON.parse(text("app.json")) as AppJson;
  const files: WeappFile[] = [];
  const visit = (folder: string) => {
    for (const name of readdirSync(join(distDir, folder))) {
      const path = posix.join(folder, name);
      const stat = statSync(join(distDir, path));
      if (stat.isDirectory()) visit(path);
      else files.push({ path, bytes: stat.size });
    }
  };
  visit("");
  return {
    distDir,
    app,
    pages: [...app.pages, ...(app.subpackages ?? []).flatMap(({ root, pages }) => pages.map((page) => posix.join(root, page)))],
    files,
    text,
    has: (path) => existsSync(join(distDir, path)),
    json: (path) => JSON.parse(text(path)) as unknown,
  };
}

export function filesEndingIn(weapp: WeappPackage, ending: string): string[] {
  return weapp.files.map(({ path }) => path).filter((path) => path.endsWith(ending));
}

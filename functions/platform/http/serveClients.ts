import { existsSync } from "node:fs";
import { join } from "node:path";
import fastifyStatic from "@fastify/static";
import type { FastifyInstance } from "fastify";
import { kernelErrors } from "@app/contract/kernel/errors";
import { sendRefusal } from "./createHttpApp";

/**
 * Serves the built clients on one machine: the H5 at `/`, the back office at `/admin/`. Unknown paths of each fall back to its own index.html; `/api` and
 * `/sandbox` never do. Files with a hash in their name are kept by browsers for good, index.html never, so that a new edition is seen at once.
 */
export async function serveClients(app: FastifyInstance, folders: { readonly h5Folder: string; readonly adminFolder: string }): Promise<void> {
  await app.register(fastifyStatic, { root: folders.h5Folder, serve: false, cacheControl: false, preCompressed: true });
  app.get("/admin", async (_request, reply) => reply.redirect("/admin/", 302));
  app.setNotFoundHandler(async (request, reply) => {
    const path = decodePath(request.url);
    const isPage = (request.method === "GET" || request.method === "HEAD") && path !== undefined && !/^\/(api|sandbox|healthz)(\/|$)/.test(path);
    if (!isPage) return sendRefusal(reply, { code: "ROUTE_UNKNOWN" }, kernelErrors, request.id);
    const [root, relative] = path.startsWith("/admin/") ? [folders.adminFolder, path.slice("/admin/".length)] : [folders.h5Folder, path.slice(1)];
    // A file that is asked for by its ending and is not there is missing; anything else is a page of the client.
    if (relative !== "" && existsSync(join(root, relative)) && !relative.endsWith("/"))
      return reply.header("cache-control", cacheControlOf(relative)).sendFile(relative, root);
    if (/\.[a-z0-9]{2,5}$/i.test(relative)) return sendRefusal(reply, { code: "ROUTE_UNKNOWN" }, kernelErrors, request.id);
    return reply.header("cache-control", "no-cache").sendFile("index.html", root);
  });
}

function cacheControlOf(path: string): string {
  return /[.-][0-9a-zA-Z_-]{8,}\.(js|css|png|svg|woff2?)$/.test(path) ? "public, max-age=31536000, immutable" : "no-cache";
}

function decodePath(url: string): string | undefined {
  try {
    const path = decodeURIComponent(url.split(/[?#]/)[0] ?? "/");
    return path.includes("..") || path.includes("\0") ? undefined : path;
  } catch {
    return undefined;
  }
}

// The product as `npm start` runs it, alone in its process, for the benchmark to load and to weigh.
import { createRequire } from "node:module";

const startedAtMs = performance.timeOrigin;
const [bundle, stateFolder, clientsFolder] = process.argv.slice(2);
const { startLocal } = createRequire(import.meta.url)(bundle);
const running = await startLocal({ port: 0, stateFolder, fresh: false, store: "sqlite", h5Folder: clientsFolder, adminFolder: clientsFolder });
process.on("message", (asked) => {
  if (asked === "memory") process.send({ rssBytes: process.memoryUsage().rss });
  if (asked === "cpu") {
    const { user, system } = process.cpuUsage();
    process.send({ cpuMs: (user + system) / 1000 });
  }
  if (asked === "stop") void running.stop().then(() => process.exit(0));
});
process.on("disconnect", () => process.exit(0));
process.send({ port: running.port, readyAfterMs: Date.now() - startedAtMs });

import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type AddressInfo, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { addMs, MINUTE_MS, type Instant } from "@app/contract/kernel/time";
import { FilesUnavailable } from "../../../engines/files/fileStorePort";
import { systemClock } from "../../clock/systemClock";
import { describeFiles } from "../files.case";
import { createS3Files } from "./s3Files";

// It has no types of its own.
// eslint-disable-next-line @typescript-eslint/no-require-imports
const S3rver = require("s3rver") as new (options: object) => { run(): Promise<{ port: number }>; close(): Promise<void> };

const BUCKET = "photos";
const connectionTo = (endpoint: string) => ({
  endpoint,
  region: "us-east-1",
  forcePathStyle: true,
  credentials: { accessKeyId: "S3RVER", secretAccessKey: "S3RVER" },
});

describeFiles(
  "files in S3",
  async () => {
    const folder = mkdtempSync(join(tmpdir(), "civic-green-s3-"));
    const server = new S3rver({ port: 0, address: "127.0.0.1", silent: true, directory: folder, configureBuckets: [{ name: BUCKET, configs: [] }] });
    const { port } = await server.run();
    const origin = `http://127.0.0.1:${port}`;
    return {
      files: createS3Files({ bucket: BUCKET, clock: systemClock, connection: connectionTo(origin) }),
      origin,
      now: systemClock.now,
      async close() {
        await server.close();
        rmSync(folder, { recursive: true, force: true });
      },
    };
  },
  { formsAreHeldToTheirPolicy: "s3rver takes every form; below stands what the policy tells the real S3" },
);

describe("what S3 is told", () => {
  const now = "2026-03-07T09:04:00.000+08:00" as Instant;
  const files = createS3Files({ bucket: BUCKET, clock: { now: () => now }, connection: connectionTo("http://127.0.0.1:1") });

  it("R14 a form is signed for one key and a size, not for a file of nothing", async () => {
    const { fields } = await files.signedUploadForm({ key: "uploads/PHOTO1", maxBytes: 100, expiresAt: addMs(now, 30 * MINUTE_MS) });
    const policy = JSON.parse(Buffer.from(String(fields["Policy"]), "base64").toString()) as { conditions: unknown[] };
    expect(fields["key"]).toBe("uploads/PHOTO1");
    expect(policy.conditions).toEqual(expect.arrayContaining([{ key: "uploads/PHOTO1" }, { bucket: BUCKET }, ["content-length-range", 1, 100]]));
  });

  it("R14 a link names its own end, an hour after this window's, and the type that the browser must believe", async () => {
    const query = new URL(await files.signedUrl("public/PHOTO1.jpg")).searchParams;
    expect([query.get("X-Amz-Date"), query.get("X-Amz-Expires")]).toEqual(["20260307T010000Z", "4200"]);
    expect([query.get("response-content-type"), query.get("response-content-disposition")]).toEqual(["image/jpeg", 'inline; filename="photo.jpg"']);
    expect(new URL(await files.signedUrl("originals/PHOTO1")).searchParams.get("response-content-disposition")).toBe("attachment");
  });
});

describe("an S3 that does not answer as it should", () => {
  let server: Server;
  let answer: string | undefined;
  let files: ReturnType<typeof createS3Files>;
  beforeAll(async () => {
    server = createServer((socket) => {
      socket.on("error", () => undefined);
      socket.on("data", () => (answer === undefined ? socket.destroy() : socket.end(answer)));
    });
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    files = createS3Files({ bucket: BUCKET, clock: systemClock, connection: { ...connectionTo(origin), maxAttempts: 1 } });
  });
  afterAll(() => new Promise((done) => server.close(done)));

  it.each([
    ["breaks off", undefined],
    ["is overloaded", "HTTP/1.1 503 Slow Down\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"],
    ["fails", "HTTP/1.1 500 Oops\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"],
  ])("R7 one that %s is unavailable, and the caller may try again", async (_, said) => {
    answer = said;
    await expect(files.head("uploads/A")).rejects.toBeInstanceOf(FilesUnavailable);
    await expect(files.read("uploads/A")).rejects.toBeInstanceOf(FilesUnavailable);
    await expect(files.write("originals/A", Buffer.from("x"), "image/jpeg")).rejects.toBeInstanceOf(FilesUnavailable);
    await expect(files.remove(["originals/A"])).rejects.toBeInstanceOf(FilesUnavailable);
  });

  it("one that forbids is a fault of the deployment and not passing", async () => {
    answer = "HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\nconnection: close\r\n\r\n";
    await expect(files.head("uploads/A")).rejects.not.toBeInstanceOf(FilesUnavailable);
  });
});

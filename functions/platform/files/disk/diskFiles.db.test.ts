import { mkdtempSync, readdirSync, rmSync, utimesSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { addMs, epochMsOf, MINUTE_MS, type Instant } from "@app/contract/kernel/time";
import { createTimeOrderedIds } from "../../ids/timeOrderedIds";
import { createHttpApp } from "../../http/createHttpApp";
import { silentLog } from "../../log/log";
import { describeFiles } from "../files.case";
import { createDiskFiles, type DiskFiles } from "./diskFiles";
import { registerFileRoutes } from "./registerFileRoutes";

const START = "2026-03-07T09:00:00.000+08:00" as Instant;

async function openDisk(): Promise<{
  files: DiskFiles;
  folder: string;
  origin: string;
  now: () => Instant;
  pass: (ms: number) => void;
  close: () => Promise<void>;
}> {
  const folder = mkdtempSync(join(tmpdir(), "civic-green-files-"));
  let now = START;
  const clock = { now: () => now };
  const files = createDiskFiles({ folder, secret: "a secret", clock, ids: createTimeOrderedIds(() => epochMsOf(START)) });
  const app = createHttpApp({ bindings: [], authenticate: async () => undefined, newRequestId: () => "request", log: silentLog });
  await registerFileRoutes(app, files);
  const origin = await app.listen({ port: 0, host: "127.0.0.1" });
  return {
    files,
    folder,
    origin,
    now: clock.now,
    pass: (ms) => void (now = addMs(now, ms)),
    async close() {
      await app.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

describeFiles("files on disk", openDisk);

describe("the disk's own addresses", () => {
  let disk: Awaited<ReturnType<typeof openDisk>>;
  beforeEach(async () => {
    disk = await openDisk();
  });
  afterEach(() => disk.close());
  const get = (url: string): Promise<Response> => fetch(new URL(url, disk.origin));
  const KEY = "public/PHOTO1.jpg";
  const sentenceOf = async (answer: Response): Promise<string> => /<p>(.*)<\/p>/.exec(await answer.text())?.[1] ?? "";

  it("R14 a link works for an hour at least and then answers 410 with a sentence", async () => {
    await disk.files.write(KEY, Buffer.from("x"), "image/jpeg");
    disk.pass(9 * MINUTE_MS);
    const url = await disk.files.signedUrl(KEY);
    disk.pass(60 * MINUTE_MS);
    expect((await get(url)).status).toBe(200);
    disk.pass(MINUTE_MS);
    const answer = await get(url);
    expect([answer.status, await sentenceOf(answer)]).toEqual([410, "照片链接一小时内有效。请回到小程序或管理后台，刷新页面后再打开。"]);
  });

  it.each([
    ["no mark", (url: string) => url.replace(/&mark=.*/, "")],
    ["another mark", (url: string) => url.replace(/mark=./, "mark=_")],
    ["a longer time", (url: string) => url.replace(/until=\d+/, "until=9999999999")],
    ["another file", (url: string) => url.replace("PHOTO1", "PHOTO2")],
    ["another folder", (url: string) => url.replace("public/PHOTO1.jpg", "originals/PHOTO1")],
    ["a path upwards", (url: string) => url.replace("public/", "public/..%2foriginals%2f")],
    ["two marks", (url: string) => `${url}&mark=x`],
  ])("R14 a link with %s answers 403 with a sentence", async (_, forge) => {
    await disk.files.write(KEY, Buffer.from("x"), "image/jpeg");
    await disk.files.write("originals/PHOTO1", Buffer.from("x"), "application/octet-stream");
    const answer = await get(forge(await disk.files.signedUrl(KEY)));
    expect([answer.status, await sentenceOf(answer)]).toEqual([403, "请回到小程序或管理后台，从原来的页面打开照片。"]);
  });

  it("a good link to a file that was removed answers 404 with a sentence", async () => {
    const answer = await get(await disk.files.signedUrl(KEY));
    expect([answer.status, await sentenceOf(answer)]).toEqual([404, "照片可能已被删除。请回到小程序或管理后台查看最新内容。"]);
  });

  it("R14 whatever a file holds, no browser may run or guess it", async () => {
    await disk.files.write("originals/PHOTO1", Buffer.from("<script>alert(1)</script>"), "text/html");
    const { headers } = await get(await disk.files.signedUrl("originals/PHOTO1"));
    expect([headers.get("content-type"), headers.get("content-disposition"), headers.get("x-content-type-options")]).toEqual([
      "application/octet-stream",
      "attachment",
      "nosniff",
    ]);
    expect(headers.get("content-security-policy")).toContain("sandbox");
  });

  async function send(fields: Readonly<Record<string, string>>, content: string, partName = "file"): Promise<{ status: number; code: unknown }> {
    const body = new FormData();
    for (const [name, value] of Object.entries(fields)) body.append(name, value);
    body.append(partName, new Blob([content]), "photo.jpg");
    const answer = await fetch(new URL("/files", disk.origin), { method: "POST", body });
    const text = await answer.text();
    return { status: answer.status, code: text === "" ? undefined : (JSON.parse(text) as { code: unknown }).code };
  }
  const form = (key = "uploads/PHOTO1", maxBytes = 100) => disk.files.signedUploadForm({ key, maxBytes, expiresAt: addMs(START, 30 * MINUTE_MS) });

  it("a form that waited too long is refused", async () => {
    const { fields } = await form();
    disk.pass(30 * MINUTE_MS);
    expect(await send(fields, "x")).toEqual({ status: 403, code: "FORM_EXPIRED" });
  });

  it("R14 a form for another folder than that of uploads is refused, though it is signed", async () => {
    expect(await send((await form("public/PHOTO1.jpg")).fields, "x")).toEqual({ status: 403, code: "FORM_FORGED" });
  });

  it("R14 a policy that was widened is refused", async () => {
    const { fields } = await form();
    const policy = Buffer.from(Buffer.from(String(fields["policy"]), "base64").toString().replace("100", "1000000")).toString("base64");
    expect(await send({ ...fields, policy }, "x")).toEqual({ status: 403, code: "FORM_FORGED" });
  });

  it("R14 a link's mark is no form's signature", async () => {
    const { fields } = await form();
    const mark = /mark=(.*)/.exec(await disk.files.signedUrl("originals/PHOTO1"))?.[1] ?? "";
    expect(await send({ ...fields, signature: mark }, "x")).toEqual({ status: 403, code: "FORM_FORGED" });
  });

  it("R11 what is no form is refused in the shape of all refusals", async () => {
    expect(await send((await form()).fields, "x", "other")).toEqual({ status: 400, code: "FORM_UNREADABLE" });
    const json = await fetch(new URL("/files", disk.origin), { method: "POST", body: "{}", headers: { "content-type": "application/json" } });
    expect([json.status, ((await json.json()) as { code: string }).code]).toEqual([400, "FORM_UNREADABLE"]);
    const cut = await fetch(new URL("/files", disk.origin), {
      method: "POST",
      body: "--b\r\nnonsense",
      headers: { "content-type": "multipart/form-data; boundary=b" },
    });
    expect([cut.status, ((await cut.json()) as { code: string }).code]).toEqual([400, "FORM_UNREADABLE"]);
  });

  it("R14 a body that says it is far too large is refused before it is read", async () => {
    expect(await send((await form("uploads/PHOTO1", 10)).fields, "x".repeat(200_000))).toEqual({ status: 413, code: "FILE_TOO_LARGE" });
  });

  it("R7 an upload that breaks off leaves nothing, and neither does one that is too large", async () => {
    async function* broken(): AsyncIterable<Buffer> {
      yield Buffer.from("half");
      throw new Error("the phone went into a tunnel");
    }
    await expect(disk.files.receive("uploads/PHOTO1", Readable.from(broken()), 100)).rejects.toThrow("tunnel");
    expect(await disk.files.receive("uploads/PHOTO1", Readable.from([Buffer.alloc(60), Buffer.alloc(60)]), 100)).toBe("TOO_LARGE");
    expect([await disk.files.head("uploads/PHOTO1"), readdirSync(join(disk.folder, "unfinished"))]).toEqual([undefined, []]);
  });

  it("uploads that were never completed go after eight days; nothing else does", async () => {
    for (const key of ["uploads/OLD", "uploads/NEW", "originals/OLD"]) await disk.files.write(key, Buffer.from("x"), "application/octet-stream");
    const longAgo = (epochMsOf(START) - 9 * 86_400_000) / 1000;
    const now = epochMsOf(START) / 1000;
    for (const [key, at] of [
      ["uploads/OLD", longAgo],
      ["uploads/NEW", now],
      ["originals/OLD", longAgo],
    ] as const)
      utimesSync(join(disk.folder, key), at, at);
    expect(await disk.files.dropOldUploads()).toBe(1);
    expect([await disk.files.head("uploads/OLD"), await disk.files.head("uploads/NEW"), await disk.files.head("originals/OLD")]).toEqual([
      undefined,
      { sizeBytes: 1 },
      { sizeBytes: 1 },
    ]);
  });
});

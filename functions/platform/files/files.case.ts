import { addMs, MINUTE_MS, type Instant } from "@app/contract/kernel/time";
import type { FileStore } from "../../engines/files/fileStorePort";

/** What one adapter's test server does otherwise, with the reason; a case named here is asserted in its own test file instead. */
export interface FilesExceptions {
  readonly formsAreHeldToTheirPolicy?: string;
}
export interface OpenFiles {
  readonly files: FileStore;
  /** Where a form's or link's address lies when it begins with `/`. */
  readonly origin: string;
  readonly now: () => Instant;
  close(): Promise<void>;
}

/** One suite for every adapter (house style, habit 33). Each case uses keys of its own, so one store serves them all. */
export function describeFiles(name: string, open: () => Promise<OpenFiles>, exceptions: FilesExceptions = {}): void {
  describe(name, () => {
    let opened: OpenFiles;
    let files: FileStore;
    let caseNumber = 0;
    let id = "";
    beforeAll(async () => {
      opened = await open();
      files = opened.files;
    });
    afterAll(() => opened.close());
    beforeEach(() => {
      caseNumber += 1;
      id = `CASE${String(caseNumber).padStart(4, "0")}`;
    });
    const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
    const text = async (key: string): Promise<string | undefined> => {
      const found = await files.read(key);
      return found === undefined ? undefined : Buffer.from(found).toString();
    };
    const inMinutes = (minutes: number): Instant => addMs(opened.now(), minutes * MINUTE_MS);
    const formFor = (key: string, maxBytes = 100) => files.signedUploadForm({ key, maxBytes, expiresAt: inMinutes(30) });

    async function send(form: { url: string; fields: Readonly<Record<string, string>> }, content: string, fileName = "photo.jpg"): Promise<number> {
      const body = new FormData();
      for (const [field, value] of Object.entries(form.fields)) body.append(field, value);
      body.append("file", new Blob([content]), fileName);
      const answer = await fetch(new URL(form.url, opened.origin), { method: "POST", body });
      await answer.arrayBuffer();
      return answer.status;
    }
    const get = (url: string): Promise<Response> => fetch(new URL(url, opened.origin));

    describe("keeps files", () => {
      it("what is not there is undefined, and no failure to remove", async () => {
        expect([await files.head(`public/${id}.jpg`), await files.read(`public/${id}.jpg`)]).toEqual([undefined, undefined]);
        await files.remove([`public/${id}.jpg`, `uploads/${id}`]);
      });

      it("reads what was written, and what replaced it", async () => {
        await files.write(`originals/${id}`, bytes("first"), "application/octet-stream");
        await files.write(`originals/${id}`, bytes("second"), "application/octet-stream");
        expect([await text(`originals/${id}`), await files.head(`originals/${id}`)]).toEqual(["second", { sizeBytes: 6 }]);
      });

      it("removes several at once", async () => {
        await files.write(`originals/${id}`, bytes("a"), "application/octet-stream");
        await files.write(`public/${id}.jpg`, bytes("b"), "image/jpeg");
        await files.remove([`originals/${id}`, `public/${id}.jpg`]);
        expect([await files.head(`originals/${id}`), await files.head(`public/${id}.jpg`)]).toEqual([undefined, undefined]);
      });

      it.each([
        "../../etc/passwd",
        "uploads/../secret",
        "uploads/",
        "/uploads/a",
        "uploads/a/b",
        "uploads\\a",
        "uploads/a.jpg/..",
        "UPLOADS/a",
        "uploads/a%2e",
        "a",
      ])("R14 refuses %s as a key before it touches anything", async (key) => {
        const refusal = { name: "TypeError" };
        await expect(files.read(key)).rejects.toMatchObject(refusal);
        await expect((async () => files.write(key, bytes("x"), "image/jpeg"))()).rejects.toMatchObject(refusal);
        await expect((async () => files.signedUrl(key))()).rejects.toMatchObject(refusal);
        await expect((async () => files.signedUploadForm({ key, maxBytes: 1, expiresAt: inMinutes(1) }))()).rejects.toMatchObject(refusal);
      });
    });

    describe("takes uploads by form", () => {
      it("R14 takes one file under the form's key, whatever the file is called", async () => {
        expect(await send(await formFor(`uploads/${id}`), "content", "../../../../etc/cron.d/evil<svg>.html")).toBe(204);
        expect(await text(`uploads/${id}`)).toBe("content");
      });

      it("R2 takes the same form twice: the file is the last one sent", async () => {
        const form = await formFor(`uploads/${id}`);
        expect([await send(form, "one"), await send(form, "two")]).toEqual([204, 204]);
        expect(await text(`uploads/${id}`)).toBe("two");
      });
    });

    (exceptions.formsAreHeldToTheirPolicy === undefined ? describe : describe.skip)("holds an upload to its form", () => {
      it("R14 refuses a file that is larger than the form allows, and keeps nothing of it", async () => {
        expect(await send(await formFor(`uploads/${id}`, 10), "x".repeat(11))).toBeGreaterThanOrEqual(400);
        expect(await files.head(`uploads/${id}`)).toBeUndefined();
        expect(await send(await formFor(`uploads/${id}`, 10), "x".repeat(10))).toBe(204);
      });

      it("refuses an empty file", async () => {
        expect(await send(await formFor(`uploads/${id}`), "")).toBeGreaterThanOrEqual(400);
        expect(await files.head(`uploads/${id}`)).toBeUndefined();
      });

      it("R14 refuses another key than the signed one", async () => {
        const form = await formFor(`uploads/${id}`);
        expect(await send({ ...form, fields: { ...form.fields, key: `public/${id}.jpg` } }, "x")).toBe(403);
        expect(await files.head(`public/${id}.jpg`)).toBeUndefined();
      });
    });

    describe("shows files by link", () => {
      it("R14 makes no link to what was uploaded and not looked at", async () => {
        await files.write(`uploads/${id}`, bytes("<script>"), "text/html");
        await expect((async () => files.signedUrl(`uploads/${id}`))()).rejects.toMatchObject({ name: "TypeError" });
      });

      it("R14 what is no picture of ours and no PDF is saved as bytes without a meaning, whatever it was written as", async () => {
        await files.write(`originals/${id}`, bytes("<svg onload=alert(1)>"), "image/svg+xml");
        const { headers } = await get(await files.signedUrl(`originals/${id}`));
        expect([headers.get("content-type"), headers.get("content-disposition")]).toEqual(["application/octet-stream", "attachment"]);
      });

      it("R14 shows a picture as a picture, and a link made again in the same moment is the same", async () => {
        await files.write(`public/${id}.jpg`, bytes("picture"), "image/jpeg");
        const url = await files.signedUrl(`public/${id}.jpg`);
        const answer = await get(url);
        expect([answer.status, answer.headers.get("content-type"), await answer.text()]).toEqual([200, "image/jpeg", "picture"]);
        expect(await files.signedUrl(`public/${id}.jpg`)).toBe(url);
      });
    });
  });
}

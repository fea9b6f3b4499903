import sharp from "sharp";
import type { ApiClient } from "@app/contract/kernel/apiClient";
import type { AttachmentId } from "@app/contract/kernel/ids";
import { addMs, DAY_MS, MINUTE_MS } from "@app/contract/kernel/time";
import type { Attachment } from "@app/contract/attachments/attachment.schema";
import { attachmentRoutes } from "@app/contract/attachments/attachments.routes";
import { FilesUnavailable, type FileStore } from "../../engines/files/fileStorePort";
import type { Write } from "../../engines/store/storePort";
import { phonePhoto, sendForm, uploadPhoto } from "../../testing/photos";
import { newRequestId, NOW, startTestProduct, type TestProduct } from "../../testing/startTestProduct";
import { attachmentKey, UPLOADS_PER_DAY_MAX } from "./attachmentRepository";
import { claimAttachments, photoFacts, photoLinks, releaseAttachments } from "./public";

let test: TestProduct;
/** Which calls of the file store fail now. */
let away: (keyof FileStore)[] = [];
let lin: ApiClient;
beforeEach(async () => {
  away = [];
  test = await startTestProduct({
    wrapFiles: (files) =>
      new Proxy(files, {
        get: (target, name: keyof FileStore) => (away.includes(name) ? () => Promise.reject(new FilesUnavailable("away")) : target[name]),
      }),
  });
  lin = await test.as({ personId: "p-lin" });
});
afterEach(() => test.stop());

const LIN = { kind: "USER", id: "p-lin", name: "林晓燕", grants: [] } as const;
const CHEN = { ...LIN, id: "p-chen", name: "陈志强" } as const;
const recordOf = (attachmentId: string) => test.store.get(attachmentKey(attachmentId));
const eventsOf = async (attachmentId: string): Promise<unknown[]> => {
  const { items } = await test.store.query({ index: "primary", pk: `ATTACHMENT#${attachmentId}`, range: { beginsWith: "EVENT#" }, limit: 10 });
  return items.map((item) => item["eventType"]);
};
async function uploaded(bytes?: Uint8Array, fileName = "photo.jpg"): Promise<Attachment> {
  const answer = await uploadPhoto(lin, test.baseUrl, bytes ?? (await phonePhoto()), { fileName });
  if (!answer.ok) throw new Error(answer.refusal.message);
  return answer.value;
}
const request = (part: object = {}) => ({ requestId: newRequestId(), purpose: "TEAM_VISIT_PHOTO" as const, fileName: "photo.jpg", sizeBytes: 1000, ...part });
const complete = (attachmentId: AttachmentId, requestId = newRequestId()) =>
  lin.call(attachmentRoutes.completeUpload, { params: { attachmentId }, body: { requestId } as never });
async function requested(part: object = {}) {
  const answer = await lin.call(attachmentRoutes.requestUpload, { body: request(part) as never });
  if (!answer.ok) throw new Error(answer.refusal.message);
  return answer.value;
}

describe("R14 each bad file gets its own sentence", () => {
  it.each<[string, string, string, () => Promise<Uint8Array> | Uint8Array]>([
    ["a page under a photo's name", "photo.jpg", "文件名写的是 .jpg，内容却是网页。", () => Buffer.from("<!doctype html><script>alert(1)</script>")],
    ["an SVG under a photo's name", "x.PNG", "文件名写的是 .png，内容却是 SVG 矢量图。", () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')],
    [
      "an iPhone's photo that was renamed",
      "IMG.jpeg",
      "文件名写的是 .jpeg，内容却是苹果手机的 HEIC 照片。",
      () => Buffer.from("\0\0\0\x18ftypheic\0\0\0\0", "latin1"),
    ],
    ["an iPhone's photo", "IMG.HEIC", "暂不支持苹果手机的 HEIC 照片。", () => Buffer.from("\0\0\0\x18ftypheic\0\0\0\0", "latin1")],
    ["a GIF", "fun.gif", "暂不支持 GIF 动图。", () => Buffer.from("GIF89a\x01\0\x01\0", "latin1")],
    ["a document", "report.docx", "这个文件不是照片，而是压缩包或办公文档。", () => Buffer.from("PK\x03\x04....", "latin1")],
    ["a program", "setup.exe", "这个文件不是照片，而是程序。", () => Buffer.from("MZ\x90\0", "latin1")],
    ["a photo that is cut off", "photo.jpg", "这张照片已损坏或没有传完整，打不开。", async () => (await phonePhoto()).subarray(0, 400)],
    [
      "an animation",
      "moves.webp",
      "这是会动的图片，这里只收静止的照片。",
      () =>
        sharp(Buffer.concat([Buffer.alloc(300, 20), Buffer.alloc(300, 220)]), { raw: { width: 10, height: 20, channels: 3, pageHeight: 10 } })
          .webp()
          .toBuffer(),
    ],
  ])("%s", async (_, fileName, sentence, bytes) => {
    const answer = await uploadPhoto(lin, test.baseUrl, await bytes(), { fileName });
    expect(answer.ok ? "READY" : answer.refusal.message).toContain(sentence);
  });

  it("one of 30 MB is refused before it is sent, with its size and the limit", async () => {
    const answer = await lin.call(attachmentRoutes.requestUpload, { body: request({ sizeBytes: 30 * 1024 * 1024 }) as never });
    expect(answer).toMatchObject({
      ok: false,
      refusal: {
        status: 413,
        code: "PHOTO_TOO_LARGE",
        message: "这张照片有 30 MB，超过了 20 MB。请压缩后再传，或用手机截图后上传截图。",
        fields: [{ path: "body.sizeBytes" }],
      },
    });
  });

  it("one that says it is small and is not meets the form", async () => {
    const { attachmentId, upload } = await requested();
    const sent = await sendForm(test.baseUrl, upload, Buffer.alloc(20 * 1024 * 1024 + 1));
    expect(sent.status).toBe(413);
    expect(await complete(attachmentId)).toMatchObject({ ok: false, refusal: { code: "UPLOAD_MISSING" } });
  });

  it("one of more pixels than anybody needs says how many it has", async () => {
    const wide = await sharp({ create: { width: 9000, height: 6000, channels: 3, background: "#fff" } })
      .png()
      .toBuffer();
    const answer = await uploadPhoto(lin, test.baseUrl, wide, { fileName: "wide.png" });
    expect(answer.ok ? "READY" : answer.refusal.message).toContain("这张照片的尺寸是 9000×6000，超过了 5000 万像素。");
  });

  it("what was refused stays refused by the same sentence, leaves no file, and is no picture for any case", async () => {
    const { attachmentId, upload } = await requested();
    await sendForm(test.baseUrl, upload, Buffer.from("<html>"));
    const first = await complete(attachmentId);
    expect(await complete(attachmentId)).toEqual({ ...first, refusal: { ...(first as { refusal: object }).refusal, requestId: expect.any(String) } });
    expect(await test.files.head(`uploads/${attachmentId}`)).toBeUndefined();
    expect(await test.files.head(`originals/${attachmentId}`)).toBeUndefined();
    const seen = await lin.call(attachmentRoutes.getAttachment, { params: { attachmentId } });
    expect(seen).toMatchObject({ ok: true, value: { status: "REFUSED", refusedBecause: expect.stringContaining("内容却是网页") } });
    expect(
      await claimAttachments(test.store, { ids: [attachmentId], purpose: "TEAM_VISIT_PHOTO", actor: LIN, caseKind: "BOOKING", caseId: "b1" }),
    ).toMatchObject({
      refusal: { code: "PHOTO_GONE" },
    });
    expect(await eventsOf(attachmentId)).toEqual(["ATTACHMENT_REFUSED"]);
  });
});

describe("R14 what is shown and to whom", () => {
  it("a phone's photo is READY upright; what the camera wrote stays in the record, for staff alone", async () => {
    const { attachmentId, photo, ...rest } = await uploaded();
    expect(rest).toEqual({ purpose: "TEAM_VISIT_PHOTO", status: "READY", fileName: "photo.jpg", widthPx: 480, heightPx: 640 });
    const facts = { attachmentId, takenAt: "2026-03-06T14:32:10", place: { latitude: 20.079722, longitude: 110.318333 } };
    expect(await photoFacts(test.store, [attachmentId])).toEqual([facts]);
    for (const url of [photo?.url, photo?.thumbnailUrl]) {
      const shown = Buffer.from(await (await fetch(test.baseUrl + String(url))).arrayBuffer());
      expect([shown.subarray(0, 3).toString("hex"), shown.includes("Exif"), shown.includes("ACME")]).toEqual(["ffd8ff", false, false]);
    }
  });

  it("no answer links the original, and a link to it cannot be made of one to the copy", async () => {
    const { photo } = await uploaded();
    const forged = String(photo?.url).replace("/public/", "/originals/").replace(".jpg", "");
    expect((await fetch(test.baseUrl + forged)).status).toBe(403);
  });

  it("before it was looked at it is linked by no answer, shown under no address and bound by no case", async () => {
    const { attachmentId, upload } = await requested();
    await sendForm(test.baseUrl, upload, await phonePhoto());
    const pending = await lin.call(attachmentRoutes.getAttachment, { params: { attachmentId } });
    expect(pending.ok && [pending.value.status, pending.value.photo, pending.value.document]).toEqual(["PENDING_UPLOAD", undefined, undefined]);
    expect((await fetch(`${test.baseUrl}/files/uploads/${attachmentId}`)).status).toBe(403);
    const claim = { ids: [attachmentId], purpose: "TEAM_VISIT_PHOTO" as const, caseKind: "BOOKING", caseId: "b1" };
    expect(await claimAttachments(test.store, { ...claim, actor: LIN })).toMatchObject({ refusal: { code: "PHOTO_NOT_READY" } });
    const checked = await uploaded();
    const forged = String(checked.photo?.url).replace(`/public/${checked.attachmentId}.jpg`, `/uploads/${attachmentId}`);
    expect((await fetch(test.baseUrl + forged)).status).toBe(403);
  });

  it("a link shows the variant it was made for and no other", async () => {
    const { photo } = await uploaded();
    expect((await fetch(test.baseUrl + String(photo?.thumbnailUrl))).status).toBe(200);
    expect((await fetch(test.baseUrl + String(photo?.thumbnailUrl).replace("/thumbnails/", "/public/"))).status).toBe(403);
    expect((await fetch(test.baseUrl + String(photo?.url).replace("/public/", "/thumbnails/"))).status).toBe(403);
  });

  it("a picture that is a page as well is shown as a picture alone, and nothing may guess or run it", async () => {
    const { photo } = await uploaded(Buffer.concat([await phonePhoto(), Buffer.from("<html><script>alert(1)</script></html>")]), "photo.html");
    const answer = await fetch(test.baseUrl + String(photo?.url));
    expect([answer.headers.get("content-type"), answer.headers.get("x-content-type-options")]).toEqual(["image/jpeg", "nosniff"]);
    expect(answer.headers.get("content-security-policy")).toContain("sandbox");
    expect(Buffer.from(await answer.arrayBuffer()).includes("script")).toBe(false);
  });

  it("links expire after an hour; the picture asked again has new ones", async () => {
    const { attachmentId, photo } = await uploaded();
    test.clock.advanceMs(70 * MINUTE_MS);
    expect((await fetch(test.baseUrl + String(photo?.url))).status).toBe(410);
    const again = await lin.call(attachmentRoutes.getAttachment, { params: { attachmentId } });
    expect((await fetch(test.baseUrl + String(again.ok && again.value.photo?.url))).status).toBe(200);
  });

  it("a file name with a path is a name and nothing more", async () => {
    const { fileName, attachmentId } = await uploaded(undefined, "..\\..\\C:/windows/../现场 照片<b>.jpg");
    expect([fileName, attachmentId.length]).toEqual(["现场 照片<b>.jpg", 20]);
  });

  it("somebody else neither sees, completes nor binds it", async () => {
    const { attachmentId } = await uploaded();
    const chen = await test.as({ personId: "p-chen" });
    const seen = await chen.call(attachmentRoutes.getAttachment, { params: { attachmentId } });
    expect(seen).toMatchObject({ ok: false, refusal: { code: "NOT_FOUND" } });
    const claim = { ids: [attachmentId], purpose: "TEAM_VISIT_PHOTO" as const, caseKind: "BOOKING", caseId: "b1" };
    expect(await claimAttachments(test.store, { ...claim, actor: CHEN })).toMatchObject({ refusal: { code: "PHOTO_GONE" } });
  });

  it("links are made without a look at the store, in the order of the ids", async () => {
    const ids = ["01B", "01A"] as AttachmentId[];
    const links = await photoLinks(test.files, ids);
    expect(links.map(({ attachmentId, url }) => [attachmentId, url.split("?")[0]])).toEqual([
      ["01B", "/files/public/01B.jpg"],
      ["01A", "/files/public/01A.jpg"],
    ]);
  });

  it(`takes ${UPLOADS_PER_DAY_MAX} pictures a day from one person, and more tomorrow`, async () => {
    await requested();
    await test.store.transact([{ kind: "update", tag: "day", key: { pk: "ATTACHMENT_DAY#p-lin", sk: "2026-03-07" }, set: { uploads: UPLOADS_PER_DAY_MAX } }]);
    expect(await lin.call(attachmentRoutes.requestUpload, { body: request() as never })).toMatchObject({ refusal: { status: 429, code: "UPLOADS_TOO_MANY" } });
    test.clock.advanceMs(DAY_MS);
    await requested();
  });
});

describe("R2 R7 whatever breaks off is mended by asking again", () => {
  it("the same request gets the same place, with a form that still works", async () => {
    const body = request() as never;
    const [first, second] = await Promise.all([lin.call(attachmentRoutes.requestUpload, { body }), lin.call(attachmentRoutes.requestUpload, { body })]);
    expect(first.ok && second.ok && first.value.attachmentId === second.value.attachmentId).toBe(true);
    if (first.ok) expect((await sendForm(test.baseUrl, first.value.upload, await phonePhoto())).status).toBe(204);
  });

  it("a completion sent twice at once is done once and answered twice", async () => {
    const { attachmentId, upload } = await requested();
    await sendForm(test.baseUrl, upload, await phonePhoto());
    const requestId = newRequestId();
    const [first, second] = await Promise.all([complete(attachmentId, requestId), complete(attachmentId, requestId)]);
    expect([first.ok, second]).toEqual([true, first]);
    expect(await eventsOf(attachmentId)).toEqual(["ATTACHMENT_UPLOADED"]);
    expect(await complete(attachmentId)).toEqual(first);
  });

  it.each<[keyof FileStore]>([["head"], ["read"], ["write"], ["signedUrl"]])(
    "a file store whose %s is away: a sentence, nothing lost, and the next try succeeds",
    async (call) => {
      const { attachmentId, upload } = await requested();
      await sendForm(test.baseUrl, upload, await phonePhoto());
      away = [call];
      expect(await complete(attachmentId)).toMatchObject({
        ok: false,
        refusal: { status: 503, code: "FILES_UNAVAILABLE", message: "照片服务暂时没有回应。照片和您填写的内容都还在，请稍后点「重试」。" },
      });
      away = [];
      expect(await complete(attachmentId)).toMatchObject({ ok: true, value: { status: "READY" } });
    },
  );

  it("a file store that is away when a form is asked for: the next try gets the place", async () => {
    away = ["signedUploadForm"];
    const body = request() as never;
    expect(await lin.call(attachmentRoutes.requestUpload, { body })).toMatchObject({ refusal: { code: "FILES_UNAVAILABLE" } });
    away = [];
    expect(await lin.call(attachmentRoutes.requestUpload, { body })).toMatchObject({ ok: true });
  });

  it("a file store that cannot clear the upload does not take the picture back", async () => {
    away = ["remove"];
    expect((await uploaded()).status).toBe("READY");
  });
});

describe("a case and its pictures", () => {
  const CASE = { caseKind: "BOOKING", caseId: "b1" };
  const claim = (ids: readonly AttachmentId[], part: object = {}) =>
    claimAttachments(test.store, { ids, purpose: "TEAM_VISIT_PHOTO", actor: LIN, ...CASE, ...part });
  async function writesOf(result: ReturnType<typeof claim>): Promise<Write[]> {
    const claimed = await result;
    if (!claimed.ok) throw new Error(claimed.refusal.code);
    return claimed.value;
  }

  it("binds in the case's own transaction; bound ones cost nothing the next time, by whomever the case is edited", async () => {
    const { attachmentId } = await uploaded();
    expect(await test.store.transact(await writesOf(claim([attachmentId])))).toEqual({ committed: true });
    expect(await recordOf(attachmentId)).toMatchObject({ boundTo: "BOOKING#b1", version: 3 });
    expect(await writesOf(claim([attachmentId], { actor: CHEN }))).toEqual([]);
  });

  it("no picture belongs to two cases, also when both ask at once", async () => {
    const { attachmentId } = await uploaded();
    const [one, other] = [await writesOf(claim([attachmentId])), await writesOf(claim([attachmentId], { caseId: "b2" }))];
    expect([await test.store.transact(one), await test.store.transact(other)]).toEqual([
      { committed: true },
      { committed: false, failedTags: [`attachment ${attachmentId}`] },
    ]);
    expect(await claim([attachmentId], { caseId: "b2" })).toMatchObject({ refusal: { code: "PHOTO_IN_USE" } });
  });

  it("refuses what is not there, not ready, or for something else", async () => {
    const { attachmentId } = await uploaded();
    const pending = (await requested()).attachmentId;
    const codeOf = async (ids: string[], part: object = {}): Promise<unknown> => {
      const claimed = await claim(ids as AttachmentId[], part);
      return claimed.ok ? "OK" : claimed.refusal.code;
    };
    expect(await codeOf([attachmentId, "01NOBODY"])).toBe("PHOTO_GONE");
    expect(await codeOf([attachmentId, pending])).toBe("PHOTO_NOT_READY");
    expect(await codeOf([attachmentId], { purpose: "FACILITY_PHOTO" })).toBe("PHOTO_PURPOSE_WRONG");
    expect(await codeOf([])).toBe("OK");
  });

  it("lets go of pictures it no longer shows: their uploader may use them again", async () => {
    const { attachmentId } = await uploaded();
    await test.store.transact(await writesOf(claim([attachmentId])));
    expect(await releaseAttachments(test.store, { ids: [attachmentId], caseKind: "BOOKING", caseId: "b2", now: NOW })).toEqual([]);
    await test.store.transact(await releaseAttachments(test.store, { ids: [attachmentId], ...CASE, now: NOW }));
    expect((await recordOf(attachmentId))?.["boundTo"]).toBeUndefined();
    expect(await writesOf(claim([attachmentId], { caseId: "b2" }))).toHaveLength(1);
  });

  it("what no case used for seven days goes, record and files, and an event stays; what a case holds stays", async () => {
    const [unused, held, pending] = [(await uploaded()).attachmentId, (await uploaded()).attachmentId, (await requested()).attachmentId];
    await test.store.transact(await writesOf(claim([held])));
    test.clock.advanceMs(7 * DAY_MS - 1);
    expect(await test.product.removeUnusedPhotos()).toBe(0);
    test.clock.advanceMs(1);
    await test.product.removeUnusedPhotos();
    expect([await recordOf(unused), await recordOf(pending), (await recordOf(held))?.["status"]]).toEqual([undefined, undefined, "READY"]);
    for (const key of [`originals/${unused}`, `public/${unused}.jpg`, `thumbnails/${unused}.jpg`]) expect(await test.files.head(key)).toBeUndefined();
    expect(await test.files.head(`public/${held}.jpg`)).toBeDefined();
    expect([await eventsOf(unused), await eventsOf(pending)]).toEqual([["ATTACHMENT_UPLOADED", "ATTACHMENT_REMOVED"], ["ATTACHMENT_REMOVED"]]);
    expect(await claim([unused])).toMatchObject({ refusal: { code: "PHOTO_GONE" } });
    expect(await test.product.removeUnusedPhotos()).toBe(0);
  });

  it("R7 a sweep that the file store breaks off: nobody can bind the picture any more, and the next sweep ends it", async () => {
    const { attachmentId } = await uploaded();
    test.clock.advanceMs(7 * DAY_MS);
    away = ["remove"];
    await test.product.removeUnusedPhotos();
    expect((await recordOf(attachmentId))?.["status"]).toBe("REMOVING");
    expect(await claim([attachmentId])).toMatchObject({ refusal: { code: "PHOTO_GONE" } });
    expect(await lin.call(attachmentRoutes.getAttachment, { params: { attachmentId } })).toMatchObject({ refusal: { code: "NOT_FOUND" } });
    away = [];
    test.clock.advanceMs(DAY_MS);
    await test.product.removeUnusedPhotos();
    expect([await recordOf(attachmentId), await test.files.head(`public/${attachmentId}.jpg`)]).toEqual([undefined, undefined]);
  });

  it("one that is bound in the moment of the sweep stays", async () => {
    const { attachmentId } = await uploaded();
    const due = await recordOf(attachmentId);
    const writes = await writesOf(claim([attachmentId]));
    test.clock.set(addMs(NOW, 8 * DAY_MS));
    await test.store.transact(writes);
    const { removeUnbound } = await import("./actions/removeUnbound");
    await removeUnbound({ engine: test.product.engine, files: test.files, pictures: {} as never, photos: async () => [] }, due as never);
    expect([(await recordOf(attachmentId))?.["status"], await test.files.head(`public/${attachmentId}.jpg`)]).toEqual(["READY", expect.anything()]);
  });
});

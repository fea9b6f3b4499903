import type { ApiClient } from "@app/contract/kernel/apiClient";
import { attachmentRoutes } from "@app/contract/attachments/attachments.routes";
import { aPdf } from "../../testing/documents";
import { phonePhoto, uploadPhoto } from "../../testing/photos";
import { newRequestId, startTestProduct, type TestProduct } from "../../testing/startTestProduct";
import { storedDocuments } from "./public";

let test: TestProduct;
let author: ApiClient;
beforeEach(async () => {
  test = await startTestProduct();
  author = await test.as({ grants: [], name: "registrant" });
});
afterEach(() => test.stop());

const letter = (bytes: Uint8Array, fileName: string) => uploadPhoto(author, test.baseUrl, bytes, { fileName, purpose: "REGISTRATION_LETTER" });

it("R14 a PDF is kept as it came, and its link saves it, never opens it, for an hour", async () => {
  const uploaded = await letter(aPdf(), "../授权书.pdf");
  expect(uploaded).toMatchObject({ ok: true, value: { status: "READY", fileName: "授权书.pdf", document: { kind: "PDF", fileName: "授权书.pdf" } } });
  if (!uploaded.ok) return;
  expect(uploaded.value.photo).toBeUndefined();
  const [document] = await storedDocuments(test.store, test.files, [uploaded.value.attachmentId]);
  const answer = await fetch(new URL(document?.url ?? "", test.baseUrl));
  expect([answer.status, answer.headers.get("content-type"), answer.headers.get("content-disposition"), answer.headers.get("x-content-type-options")]).toEqual([
    200,
    "application/pdf",
    'attachment; filename="document.pdf"',
    "nosniff",
  ]);
  expect(Buffer.from(await answer.arrayBuffer())).toEqual(aPdf());
  test.clock.advanceMs(71 * 60_000);
  expect((await fetch(new URL(document?.url ?? "", test.baseUrl))).status).toBe(410);
});

it("R14 a picture of the paper is shown as a picture without what the camera wrote", async () => {
  const uploaded = await letter(await phonePhoto(), "scan.jpg");
  expect(uploaded).toMatchObject({ ok: true, value: { status: "READY", document: { kind: "PICTURE", fileName: "scan.jpg" }, widthPx: 480 } });
});

it.each<[string, string, Uint8Array, string, string]>([
  ["a script inside", "letter.pdf", aPdf("7 0 obj << /S /JavaScript /JS (x) >> endobj"), "PDF_ACTIVE", "带有脚本"],
  ["a cut", "letter.pdf", aPdf().subarray(0, 60), "PDF_BROKEN", "已损坏"],
  ["Word's format", "letter.docx", Buffer.from("PK\x03\x04....", "latin1"), "DOCUMENT_TYPE_NOT_ACCEPTED", "压缩包或办公文档"],
  ["a page's content", "letter.pdf", Buffer.from("<!doctype html><script>alert(1)</script>"), "DOCUMENT_TYPE_NOT_ACCEPTED", "网页"],
])("R14 one with %s is refused with the way out, and nothing of it is kept", async (_, fileName, bytes, code, words) => {
  const uploaded = await letter(bytes, fileName);
  expect(uploaded).toMatchObject({ ok: false, refusal: { code } });
  expect(uploaded.ok ? "" : uploaded.refusal.message).toContain(words);
});

it("R14 one of 11 MB is refused before it is sent; a photo's purpose takes no PDF", async () => {
  const body = { requestId: newRequestId(), purpose: "REGISTRATION_LETTER", fileName: "a.pdf", sizeBytes: 11 * 1024 * 1024 } as never;
  expect(await author.call(attachmentRoutes.requestUpload, { body })).toMatchObject({ ok: false, refusal: { code: "DOCUMENT_TOO_LARGE", status: 413 } });
  const photo = await uploadPhoto(author, test.baseUrl, aPdf(), { fileName: "a.pdf", purpose: "TEAM_VISIT_PHOTO" });
  expect(photo).toMatchObject({ ok: false, refusal: { code: "PHOTO_NOT_A_PICTURE" } });
});

it("a document that no case uses is gone after seven days, its file too", async () => {
  const uploaded = await letter(aPdf(), "a.pdf");
  if (!uploaded.ok) throw new Error(uploaded.refusal.code);
  const key = `documents/${uploaded.value.attachmentId}.pdf`;
  expect(await test.files.head(key)).toEqual({ sizeBytes: aPdf().length });
  test.clock.advanceMs(8 * 86_400_000);
  await test.settle();
  expect(await test.files.head(key)).toBeUndefined();
});

import { announcementRoutes } from "@app/contract/announcements/announcements.routes";
import { createApiClient, type ApiClient } from "@app/contract/kernel/apiClient";
import type { AnnouncementId } from "@app/contract/kernel/ids";
import type { Role } from "@app/contract/organizations/roles";
import { sessionRoutes } from "@app/contract/sessions/sessions.routes";
import { aPdf } from "../../testing/documents";
import { fetchTransport } from "../../testing/fetchTransport";
import { uploadPhoto } from "../../testing/photos";
import { grantAt, newRequestId, startTestProduct, type TestProduct } from "../../testing/startTestProduct";
import { valueOf } from "../../testing/visitActs";

const HAIKOU = "CN/46/4601";
const PASSWORD = "baishamen@2026";
let test: TestProduct;
let city: ApiClient;
let admin: ApiClient;
beforeEach(async () => {
  test = await startTestProduct();
  city = await person("haikou.city", "CITY_ADMIN", HAIKOU, "13900001000");
  admin = await person("wang.fang", "FACILITY_ADMIN", `${HAIKOU}/460108/haikou-baishamen`, "13900001001");
});
afterEach(() => test.stop());

async function person(username: string, role: Role, orgPath: string, phone: string): Promise<ApiClient> {
  await test.addAccount({ username, password: PASSWORD, displayName: username, phone, grants: [grantAt(role, orgPath)] });
  const answer = await valueOf(test.anonymous().call(sessionRoutes.logInWithPassword, { body: { username, password: PASSWORD } }));
  if (!("token" in answer)) throw new Error("no session");
  return createApiClient({ baseUrl: test.baseUrl, transport: fetchTransport, sessionToken: () => answer.token });
}

const paper = async (who = city, purpose: "ANNOUNCEMENT_FILE" | "REGISTRATION_LETTER" = "ANNOUNCEMENT_FILE") =>
  (await valueOf(uploadPhoto(who, test.baseUrl, aPdf(), { fileName: "实施方案.pdf", purpose }))).attachmentId;
const draft = (files: readonly string[]) =>
  city.call(announcementRoutes.createAnnouncement, {
    body: {
      requestId: newRequestId() as never,
      version: 0,
      orgPath: HAIKOU as never,
      kind: "通知",
      number: "",
      title: "关于印发实施方案的通知",
      text: "各单位：\n方案见附件。",
      isImportant: false,
      needsConfirmation: false,
      files: files as never,
      recipients: { groups: [], organizationIds: [], usernames: ["wang.fang"] },
    },
  });
async function sentWith(files: readonly string[]): Promise<AnnouncementId> {
  const { announcementId } = await valueOf(draft(files));
  await valueOf(
    city.call(announcementRoutes.sendAnnouncement, { params: { announcementId }, body: { requestId: newRequestId() as never, version: 1, recipients: 1 } }),
  );
  await test.settle();
  return announcementId;
}
const filesFor = async (who: ApiClient, announcementId: AnnouncementId) =>
  (await valueOf(who.call(announcementRoutes.getAnnouncement, { params: { announcementId } }))).files;

it("R14 a recipient saves its files by links that end within the hour; who was not sent it gets none", async () => {
  const announcementId = await sentWith([await paper()]);
  const [file] = await filesFor(admin, announcementId);
  expect(file).toMatchObject({ kind: "PDF", fileName: "实施方案.pdf" });
  const link = new URL(file?.url ?? "", test.baseUrl);
  expect(Buffer.from(await (await fetch(link)).arrayBuffer())).toEqual(aPdf());
  const other = await person("sanya.admin", "FACILITY_ADMIN", "CN/46/4602/460203/sanya-hongsha", "13900001002");
  expect(await other.call(announcementRoutes.getAnnouncement, { params: { announcementId } })).toMatchObject({ ok: false, refusal: { status: 404 } });
  test.clock.advanceMs(71 * 60_000);
  expect((await fetch(link)).status).toBe(410);
});

it("withdrawn, its files are shown to its recipients no more", async () => {
  const announcementId = await sentWith([await paper()]);
  const body = { requestId: newRequestId() as never, remark: "发错了" };
  await valueOf(city.call(announcementRoutes.withdrawAnnouncement, { params: { announcementId }, body }));
  expect(await filesFor(admin, announcementId)).toEqual([]);
});

it("R14 a file of somebody else, of another purpose, and one that another announcement has are refused, and nothing is saved", async () => {
  const used = await paper();
  await sentWith([used]);
  for (const file of [await paper(admin), await paper(city, "REGISTRATION_LETTER"), used]) {
    expect(await draft([file])).toMatchObject({ ok: false, refusal: { status: 409 } });
  }
});

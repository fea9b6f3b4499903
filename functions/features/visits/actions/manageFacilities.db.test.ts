import type { AttachmentId, KnowledgeId } from "@app/contract/kernel/ids";
import type { FacilityCategory, FacilityStatus } from "@app/contract/visits/facility.schema";
import { facilityRoutes } from "@app/contract/visits/facilities.routes";
import type { ChangeFacilityStatus, FacilityContent } from "@app/contract/visits/managedFacility.schema";
import { visitRoutes } from "@app/contract/visits/visits.routes";
import { attachmentKey } from "../../attachments/attachmentRepository";
import { aReadyPhoto } from "../../../testing/activityBuilders";
import { aFacilityContent, anArticle, anArticleContent } from "../../../testing/facilityBuilders";
import { grantAt, newRequestId, NOW, startTestProduct, type TestProduct } from "../../../testing/startTestProduct";
import { book, decide, eventsIn, inParallel, valueOf } from "../../../testing/visitActs";
import { aFacility, aSlot, BAISHAMEN, BAISHAMEN_PATH, hongsha, putItems } from "../../../testing/visitBuilders";
import { facilityIndexEntry, facilityKey } from "../facilityRepository";

const SLOT = aSlot();
let test: TestProduct;
beforeEach(async () => {
  test = await startTestProduct();
  await putItems(test.store, [aFacility(), hongsha(), SLOT]);
});
afterEach(() => test.stop());

const admin = (name = "王芳") => test.as({ grants: [grantAt("FACILITY_ADMIN", BAISHAMEN_PATH)], name });
const city = (name = "吴海波") => test.as({ grants: [grantAt("CITY_ADMIN", "CN/46/4601")], name });
const facility = async () => valueOf((await city()).call(facilityRoutes.getManagedFacility, { params: { facilityId: BAISHAMEN } }));
const edit = async (client: Awaited<ReturnType<typeof admin>>, changes: Partial<FacilityContent>, version = 1, requestId = newRequestId()) =>
  client.call(facilityRoutes.editFacility, { params: { facilityId: BAISHAMEN }, body: { requestId, version, ...aFacilityContent(changes) } });
const status = async (change: Partial<ChangeFacilityStatus> & Pick<ChangeFacilityStatus, "action">, requestId = newRequestId()) =>
  (await city()).call(facilityRoutes.changeFacilityStatus, {
    params: { facilityId: BAISHAMEN },
    body: { requestId, version: (await facility()).version, seenBookings: 0, ...change },
  });
const eventTypes = async () => (await eventsIn(test.store)).filter(({ caseId }) => caseId === BAISHAMEN).map(({ eventType }) => eventType);

describe("R5 two people edit one facility", () => {
  it("R5 the second is told who changed what and when; nothing of theirs is half done", async () => {
    await valueOf(edit(await admin(), { phone: "0898-66001234", address: "海口市美兰区海甸岛白沙门路" }));
    const second = await edit(await city(), { phone: "0898-99999999", introduction: "新的介绍" });
    expect(second).toMatchObject({
      ok: false,
      refusal: {
        status: 409,
        code: "FACILITY_CHANGED",
        message: "您打开之后资料有了变化（王芳 2026-03-07 09:00 修改了地址、咨询电话）。您填写的内容还在，请核对下面标出的地方后再保存。",
        details: { version: 2 },
      },
    });
    const { phone, introduction, version } = await facility();
    expect({ phone, introduction, version }).toEqual({ phone: "0898-66001234", introduction: "污水在这里变清。", version: 2 });
    expect(await eventTypes()).toEqual(["FACILITY_EDITED"]);
  });

  it("R5 of ten at once one wins, and each of the others is told of it", async () => {
    const client = await admin();
    const answers = await inParallel(10, (n) => edit(client, { phone: `0898-6600000${n}` }));
    expect(answers.filter(({ ok }) => ok).length).toBe(1);
    expect([...new Set(answers.flatMap((answer) => (answer.ok ? [] : [answer.refusal.code])))]).toEqual(["FACILITY_CHANGED"]);
    expect(await eventTypes()).toEqual(["FACILITY_EDITED"]);
  });

  it("R2 sent 20 times at once it is one change and one answer", async () => {
    const client = await admin();
    const id = newRequestId();
    const answers = await inParallel(20, () => edit(client, { phone: "0898-66001234" }, 1, id));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect([(await facility()).version, await eventTypes()]).toEqual([2, ["FACILITY_EDITED"]]);
  });

  it("saved as it stands it is no change: nobody's next save is told of one", async () => {
    await valueOf(edit(await admin(), {}));
    expect([(await facility()).version, await eventTypes()]).toEqual([1, []]);
  });

  it("the record of changes says each field before and after", async () => {
    await valueOf(
      edit(await admin(), { phone: "0898-66001234", visitRules: { ...aFacilityContent().visitRules, partyMax: 4 }, admissionNote: "须出示身份证" }),
    );
    expect((await facility()).changes).toEqual([
      {
        eventType: "FACILITY_EDITED",
        label: "修改资料",
        at: NOW,
        byName: "王芳",
        fields: [
          { label: "咨询电话", before: "0898-00000000", after: "0898-66001234" },
          { label: "接待说明", before: "", after: "须出示身份证" },
          {
            label: "预约规则",
            before: "提前 28 天开放、1 天截止预约，提前 60 分钟确认，提前 1 天可取消，家庭 1-6 人",
            after: "提前 28 天开放、1 天截止预约，提前 60 分钟确认，提前 1 天可取消，家庭 1-4 人",
          },
        ],
      },
    ]);
    // Emptied again, it is gone and not an empty line.
    await valueOf(edit(await admin(), { phone: "0898-66001234", admissionNote: "" }, 2));
    expect((await valueOf(test.anonymous().call(visitRoutes.getFacility, { params: { facilityId: BAISHAMEN } }))).admissionNote).toBeUndefined();
  });

  it("a booking's detail says the facility's phone and address of today until the visit, and what it was made under afterwards", async () => {
    const { bookingId } = await valueOf(book(test, SLOT, { personId: "p-lin", heads: 2 }));
    await valueOf(edit(await admin(), { phone: "0898-66001234", address: "白沙门路 1 号" }));
    const detail = async () => {
      const { facilityPhone, facilityAddress } = await valueOf((await test.as({ personId: "p-lin" })).call(visitRoutes.getBooking, { params: { bookingId } }));
      return [facilityPhone, facilityAddress];
    };
    expect(await detail()).toEqual(["0898-66001234", "白沙门路 1 号"]);
    await valueOf(decide(test, bookingId, "DECLINE"));
    expect(await detail()).toEqual(["0898-00000000", "海口市美兰区海甸岛"]);
  });
});

describe("photos of a facility", () => {
  const id = (name: string) => name.padEnd(20, "0") as AttachmentId;
  const ready = (name: string, by = "acc-王芳", purpose: "FACILITY_PHOTO" | "KNOWLEDGE_PHOTO" = "FACILITY_PHOTO") =>
    test.store.transact([{ kind: "put", tag: name, item: aReadyPhoto(id(name), purpose, by) }]);
  const boundTo = async (name: string) => (await test.store.get(attachmentKey(id(name))))?.["boundTo"];

  it("somebody else's picture, or one for another purpose, is refused and nothing is saved", async () => {
    await ready("PHOTOA", "acc-somebody");
    await ready("PHOTOB", "acc-王芳", "KNOWLEDGE_PHOTO");
    for (const [name, code] of [
      ["PHOTOA", "PHOTO_GONE"],
      ["PHOTOB", "PHOTO_PURPOSE_WRONG"],
    ] as const)
      expect(await edit(await admin(), { photos: [id(name)], phone: "0898-66001234" })).toMatchObject({ ok: false, refusal: { code } });
    expect([(await facility()).version, await boundTo("PHOTOA"), await boundTo("PHOTOB")]).toEqual([1, undefined, undefined]);
  });

  it("the first is the cover of list and page; one taken out is let go", async () => {
    await ready("PHOTOA");
    await ready("PHOTOB");
    await valueOf(edit(await admin(), { photos: [id("PHOTOA"), id("PHOTOB")] }));
    const shown = await valueOf(test.anonymous().call(visitRoutes.getFacility, { params: { facilityId: BAISHAMEN } }));
    expect([shown.photos.map(({ attachmentId }) => attachmentId), shown.cover?.attachmentId]).toEqual([[id("PHOTOA"), id("PHOTOB")], id("PHOTOA")]);
    await valueOf(edit(await admin(), { photos: [id("PHOTOB")] }, 2));
    const { items } = await valueOf(test.anonymous().call(visitRoutes.listFacilities, { query: {} }));
    expect(items.find(({ facilityId }) => facilityId === BAISHAMEN)?.cover?.attachmentId).toBe(id("PHOTOB"));
    expect([await boundTo("PHOTOA"), await boundTo("PHOTOB")]).toEqual([undefined, `facility#${BAISHAMEN}`]);
  });
});

describe("a facility opens, rests and ends", () => {
  const create = async (requestId = newRequestId(), changes: { districtCode?: string } & Partial<FacilityContent> = {}) => {
    const { districtCode = "460108", ...content } = changes;
    return (await city()).call(facilityRoutes.createFacility, {
      body: { requestId, districtCode, ...aFacilityContent({ name: "海口市新海污水处理厂", ...content }) },
    });
  };

  it("R2 added 10 times at once it is one facility, 申报中, which the public does not see", async () => {
    const id = newRequestId();
    const answers = await inParallel(10, () => create(id));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    const added = await valueOf(Promise.resolve(answers[0] as (typeof answers)[number]));
    expect(added).toMatchObject({ status: "APPLYING", statusLabel: "申报中", cityName: "海口市", districtName: "美兰区", version: 1 });
    expect(added.facilityId).toMatch(/^f-[a-z0-9]{20}$/);
    expect(added.orgPath).toBe(`CN/46/4601/460108/${added.facilityId}`);
    expect(await test.anonymous().call(visitRoutes.getFacility, { params: { facilityId: added.facilityId } })).toMatchObject({
      ok: false,
      refusal: { code: "NOT_FOUND" },
    });
    expect(await test.anonymous().call(facilityRoutes.listKnowledge, { params: { facilityId: added.facilityId } })).toMatchObject({
      ok: false,
      refusal: { code: "NOT_FOUND" },
    });
  });

  it.each([
    [{ name: "海口市白沙门污水处理厂（一期）" }, "FACILITY_NAME_TAKEN"],
    [{ districtCode: "460203" }, "DISTRICT_NOT_YOURS"],
    [{ districtCode: "999999" }, "DISTRICT_UNKNOWN"],
  ])("is not added with %j", async (changes, code) => {
    expect(await create(newRequestId(), changes)).toMatchObject({ ok: false, refusal: { code } });
  });

  it("M5 M11 suspending shows first whom it hits; one more booking in between and the change is refused", async () => {
    await valueOf(book(test, SLOT, { personId: "p-a", heads: 3 }));
    const confirmed = await valueOf(book(test, SLOT, { personId: "p-b", heads: 2 }));
    await valueOf(decide(test, confirmed.bookingId, "CONFIRM"));
    const preview = await valueOf((await city()).call(facilityRoutes.previewFacilityStatus, { params: { facilityId: BAISHAMEN } }));
    expect(preview).toEqual({
      facilityId: BAISHAMEN,
      bookings: 2,
      heads: 5,
      byStatus: [
        { status: "PENDING", statusLabel: "待确认", bookings: 1, heads: 3 },
        { status: "CONFIRMED", statusLabel: "已确认", bookings: 1, heads: 2 },
      ],
    });
    const until = await valueOf(
      (await city()).call(facilityRoutes.previewFacilityStatus, { params: { facilityId: BAISHAMEN }, query: { until: "2026-03-13" } }),
    );
    expect(until.bookings).toBe(0);
    expect(await status({ action: "SUSPEND", remark: "设备大修", seenBookings: 1 })).toMatchObject({
      ok: false,
      refusal: { code: "FACILITY_IMPACT_CHANGED", message: "您查看之后又有新的预约：现在会影响 2 条预约、5 人（您看到的是 1 条）。请核对后再次确认。" },
    });
    expect((await facility()).status).toBe("OPEN");
  });

  it("suspended, the public reads why and until when, and nobody books; resumed, they do", async () => {
    await valueOf(status({ action: "SUSPEND", remark: "设备大修", until: "2026-03-20" as ChangeFacilityStatus["until"] }));
    const shown = await valueOf(test.anonymous().call(visitRoutes.getFacility, { params: { facilityId: BAISHAMEN } }));
    expect([shown.status, shown.suspension]).toEqual(["SUSPENDED", { reason: "设备大修", until: "2026-03-20" }]);
    expect(await book(test, SLOT, { personId: "p-a", heads: 1 })).toMatchObject({ ok: false, refusal: { code: "FACILITY_NOT_OPEN" } });
    await valueOf(status({ action: "RESUME" }));
    expect((await valueOf(test.anonymous().call(visitRoutes.getFacility, { params: { facilityId: BAISHAMEN } }))).suspension).toBeUndefined();
    expect((await book(test, SLOT, { personId: "p-a", heads: 1 })).ok).toBe(true);
    expect((await facility()).changes.map(({ label, remark }) => [label, remark])).toEqual([
      ["恢复开放", undefined],
      ["暂停开放", "设备大修"],
    ]);
  });

  it("R5 two bureaus at once: one suspends, the other reads that it is suspended and by whom", async () => {
    const answers = await inParallel(5, () => status({ action: "SUSPEND", remark: "设备大修", version: 1 }));
    expect(answers.filter(({ ok }) => ok).length).toBe(1);
    const refusal = answers.flatMap((answer) => (answer.ok ? [] : [answer.refusal]))[0];
    expect(refusal).toMatchObject({
      code: "ACTION_NOT_AVAILABLE",
      message: "这张开放单位现在是「暂停开放」（吴海波 2026-03-07 09:00 暂停开放），不能再这样操作。现在可以：恢复开放、撤销。",
    });
    expect(await eventTypes()).toEqual(["FACILITY_SUSPENDED"]);
  });

  it("an end that has passed, a missing reason and a facility's own admin are refused", async () => {
    expect(await status({ action: "SUSPEND", remark: "设备大修", until: "2026-03-06" as ChangeFacilityStatus["until"] })).toMatchObject({
      ok: false,
      refusal: { code: "SUSPENSION_END_PAST" },
    });
    expect(await status({ action: "SUSPEND" })).toMatchObject({ ok: false, refusal: { code: "REMARK_REQUIRED", fields: [{ path: "body.remark" }] } });
    const own = await (
      await admin()
    ).call(facilityRoutes.changeFacilityStatus, {
      params: { facilityId: BAISHAMEN },
      body: { requestId: newRequestId(), version: 1, action: "SUSPEND", remark: "设备大修", seenBookings: 0 },
    });
    expect(own).toMatchObject({ ok: false, refusal: { code: "FORBIDDEN" } });
  });

  it("a withdrawn facility is no longer edited and stays in its bureau's list alone", async () => {
    await valueOf(status({ action: "WITHDRAW", remark: "已停产" }));
    expect(await edit(await admin(), { phone: "0898-66001234" }, 2)).toMatchObject({ ok: false, refusal: { code: "ACTION_NOT_AVAILABLE" } });
    expect(await facility()).toMatchObject({ status: "WITHDRAWN", statusReason: "已停产", mayEdit: false, availableActions: [] });
    expect(await test.anonymous().call(visitRoutes.getFacility, { params: { facilityId: BAISHAMEN } })).toMatchObject({
      ok: false,
      refusal: { code: "NOT_FOUND" },
    });
  });
});

describe("R12 单位管理 holds what lies in one's own scope, page by page", () => {
  const many: readonly { id: string; path: string; category?: FacilityCategory; status?: FacilityStatus }[] = [
    { id: "wuhan-a", path: "CN/42/4201/420102/wuhan-a" },
    { id: "wuhan-a2", path: "CN/42/4201/420102/wuhan-a2", status: "APPLYING" },
    { id: "wuhan-b", path: "CN/42/4201/420106/wuhan-b", category: "WASTE" },
    { id: "haikou-c", path: "CN/46/4601/460105/haikou-c", status: "WITHDRAWN" },
  ];
  beforeEach(() =>
    putItems(
      test.store,
      many.map(({ id, path, category = "SEWAGE", status: itsStatus = "OPEN" }) =>
        aFacility({
          facilityId: id as typeof BAISHAMEN,
          orgPath: path as typeof BAISHAMEN_PATH,
          ...facilityKey(id),
          index1: facilityIndexEntry(path as typeof BAISHAMEN_PATH),
          name: `单位${id}`,
          cityCode: path.slice(6, 10),
          category,
          status: itsStatus,
        }),
      ),
    ),
  );
  const ALL = ["wuhan-a", "wuhan-a2", "wuhan-b", "haikou-c", "haikou-baishamen", "sanya-hongsha"];
  async function listed(
    scopes: readonly string[],
    query: { keyword?: string; status?: FacilityStatus; category?: FacilityCategory; cityCode?: string; limit?: number } = {},
  ) {
    const client = await test.as({
      grants: scopes.map((path) => grantAt(path === "CN" ? "PLATFORM_ADMIN" : path.split("/").length === 5 ? "FACILITY_ADMIN" : "CITY_ADMIN", path)),
    });
    const found: string[] = [];
    let cursor: string | undefined;
    let pages = 0;
    do {
      const page = await valueOf(client.call(facilityRoutes.listManagedFacilities, { query: { ...query, cursor } }));
      found.push(...page.items.map(({ facilityId }) => facilityId));
      cursor = page.next;
    } while (cursor !== undefined && (pages += 1) < 50);
    return found;
  }

  it.each([
    { name: "the platform sees every province", scopes: ["CN"], query: {}, found: ALL },
    { name: "one a page, none is missed or comes twice", scopes: ["CN"], query: { limit: 1 }, found: ALL },
    { name: "a city", scopes: ["CN/46/4601"], query: {}, found: ["haikou-c", "haikou-baishamen"] },
    { name: "a facility, and not the one whose name goes on", scopes: ["CN/42/4201/420102/wuhan-a"], query: {}, found: ["wuhan-a"] },
    {
      name: "several places, one within the other",
      scopes: ["CN/46/4602", "CN/42/4201", "CN/42/4201/420106/wuhan-b"],
      query: { limit: 2 },
      found: ["wuhan-a", "wuhan-a2", "wuhan-b", "sanya-hongsha"],
    },
    { name: "a keyword of the name", scopes: ["CN"], query: { keyword: "白沙门", limit: 1 }, found: ["haikou-baishamen"] },
    { name: "a status", scopes: ["CN"], query: { status: "APPLYING" as const }, found: ["wuhan-a2"] },
    { name: "a category in a city", scopes: ["CN"], query: { category: "WASTE" as const, cityCode: "4201" }, found: ["wuhan-b"] },
    { name: "nothing of another city", scopes: ["CN/46/4601"], query: { cityCode: "4602" }, found: [] },
  ])("$name", async ({ scopes, query, found }) => {
    expect(await listed(scopes, query)).toEqual(found);
  });

  it("a cursor that somebody made is refused", async () => {
    expect(await (await city()).call(facilityRoutes.listManagedFacilities, { query: { cursor: "zzzz" } })).toMatchObject({
      ok: false,
      refusal: { code: "CURSOR_INVALID" },
    });
  });

  it("a cursor cannot reach out of the scope", async () => {
    const cursor = Buffer.from("CN/42/4201/420102/wuhan-a").toString("base64url");
    const { items } = await valueOf((await city()).call(facilityRoutes.listManagedFacilities, { query: { cursor } }));
    expect(items.map(({ facilityId }) => facilityId)).toEqual(["haikou-c", "haikou-baishamen"]);
  });
});

describe("科普知识", () => {
  const list = async () => valueOf(test.anonymous().call(facilityRoutes.listKnowledge, { params: { facilityId: BAISHAMEN } }));
  const managed = async () => (await valueOf((await admin()).call(facilityRoutes.listManagedKnowledge, { params: { facilityId: BAISHAMEN } }))).items;
  const add = async (title: string, published = true, requestId = newRequestId()) =>
    (await admin()).call(facilityRoutes.createKnowledge, { params: { facilityId: BAISHAMEN }, body: { requestId, ...anArticleContent({ title, published }) } });

  it("the public reads what is published, in its order and in paragraphs", async () => {
    const first = await valueOf(add("一滴污水怎样变清"));
    const second = await valueOf(add("微生物在做什么"));
    await valueOf(add("还没写完", false));
    const ids = (await managed()).map(({ knowledgeId }) => knowledgeId);
    await valueOf(
      (await admin()).call(facilityRoutes.orderKnowledge, {
        params: { facilityId: BAISHAMEN },
        body: { requestId: newRequestId(), knowledgeIds: [second.knowledgeId, ids[2] as KnowledgeId, first.knowledgeId] },
      }),
    );
    expect((await list()).items.map(({ title, paragraphs }) => [title, paragraphs])).toEqual([
      ["微生物在做什么", ["先过格栅，拦下垃圾。", "再进生化池，微生物把脏东西吃掉。"]],
      ["一滴污水怎样变清", ["先过格栅，拦下垃圾。", "再进生化池，微生物把脏东西吃掉。"]],
    ]);
  });

  it("R2 added 10 times at once it is one article", async () => {
    const id = newRequestId();
    await inParallel(10, () => add("一滴污水怎样变清", true, id));
    expect((await managed()).map(({ title }) => title)).toEqual(["一滴污水怎样变清"]);
  });

  it("R5 who saves second is told; an order that misses an article is refused", async () => {
    const article = await valueOf(add("一滴污水怎样变清"));
    await valueOf(add("微生物在做什么"));
    const editing = async (name: string, title: string) =>
      (await admin(name)).call(facilityRoutes.editKnowledge, {
        params: { facilityId: BAISHAMEN, knowledgeId: article.knowledgeId },
        body: { requestId: newRequestId(), version: 1, ...anArticleContent({ title }) },
      });
    await valueOf(editing("王芳", "一滴水的旅程"));
    expect(await editing("李主任", "污水变清水")).toMatchObject({
      ok: false,
      refusal: { code: "KNOWLEDGE_CHANGED", message: "您打开之后这篇文章有了变化（王芳 2026-03-07 09:00 修改）。您填写的内容还在，请核对后再保存。" },
    });
    const order = await (
      await admin()
    ).call(facilityRoutes.orderKnowledge, {
      params: { facilityId: BAISHAMEN },
      body: { requestId: newRequestId(), knowledgeIds: [article.knowledgeId] },
    });
    expect(order).toMatchObject({ ok: false, refusal: { code: "KNOWLEDGE_ORDER_STALE" } });
  });

  it("taken back it is the office's alone", async () => {
    await test.store.transact([{ kind: "put", tag: "article", item: anArticle() }]);
    await valueOf(
      (await admin()).call(facilityRoutes.editKnowledge, {
        params: { facilityId: BAISHAMEN, knowledgeId: anArticle().knowledgeId },
        body: { requestId: newRequestId(), version: 1, ...anArticleContent({ published: false }) },
      }),
    );
    expect([(await list()).items, (await managed()).map(({ published }) => published)]).toEqual([[], [false]]);
  });
});

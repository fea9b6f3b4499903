import type { ApiClient } from "@app/contract/kernel/apiClient";
import type { OrgPath } from "@app/contract/organizations/orgPath";
import type { RegistrationDetail } from "@app/contract/registrations/registration.schema";
import { registrationRoutes } from "@app/contract/registrations/registrations.routes";
import { sessionRoutes } from "@app/contract/sessions/sessions.routes";
import { uploadPhoto } from "../../testing/photos";
import { aPdf } from "../../testing/documents";
import {
  aCaptcha,
  addStaff,
  aLetter,
  answered,
  aRequestId,
  askForCode,
  codeOn,
  firstPage,
  logIn,
  refusedWith,
  REGISTRANT_PHONE,
  review,
  reviewer,
  secondPage,
  send,
  sentRegistration,
  start,
  startedRegistration,
  textsTo,
} from "../../testing/registrationActs";
import { grantAt, startTestProduct, type TestProduct } from "../../testing/startTestProduct";
import { eventCounts, inParallel } from "../../testing/visitActs";
import type { ApprovalStepped } from "../approvals/public";
import { organizationKey, type OrganizationItem } from "../organizations/public";
import { accountKey } from "../sessions/public";
import { settleReview } from "./actions/settleReview";
import { CODES_PER_ADDRESS_AND_HOUR, CODES_PER_HOUR } from "./actions/requestRegistrationCode";

let test: TestProduct;
beforeEach(async () => {
  test = await startTestProduct();
  await addStaff(test);
});
afterEach(() => test.stop());

const own = (author: ApiClient): Promise<RegistrationDetail> => answered(author.call(registrationRoutes.getOwnRegistration, {}));
const asSeen = async (client: ApiClient, registrationId: string) =>
  client.call(registrationRoutes.getRegistration, { params: { registrationId: registrationId as never } });
const listed = async (client: ApiClient, query: object = {}): Promise<string[]> =>
  (await answered(client.call(registrationRoutes.listRegistrations, { query: query as never }))).items.map(({ organizationName }) => organizationName);

describe("the code to the principal's phone", () => {
  it("R17 costs a captcha each: a wrong one, a used one and none at all send nothing", async () => {
    expect(await refusedWith(askForCode(test, { captcha: await aCaptcha(test, "AAAA") }))).toBe("CAPTCHA_WRONG");
    const captcha = await aCaptcha(test);
    await answered(askForCode(test, { captcha }));
    expect(await refusedWith(askForCode(test, { captcha, phone: "13900008002" }))).toBe("CAPTCHA_WRONG");
    await test.settle();
    expect([textsTo(test, REGISTRANT_PHONE).length, textsTo(test, "13900008002").length]).toEqual([1, 0]);
  });

  it("R17 one phone gets one a minute, with or without an account, and the answer tells neither", async () => {
    await test.addAccount({ username: "known", password: "x", displayName: "已有", phone: "13900008003", grants: [] });
    const first = await askForCode(test, { phone: "13900008003" });
    expect(first).toEqual(await askForCode(test));
    expect(await refusedWith(askForCode(test, { phone: "13900008003" }))).toBe("CODE_TOO_SOON");
  });

  it("R17 one address gets ten an hour; all addresses together have a limit as well", async () => {
    for (let n = 0; n < CODES_PER_ADDRESS_AND_HOUR; n += 1) await answered(askForCode(test, { phone: `139000081${String(n).padStart(2, "0")}` }));
    const refused = await askForCode(test, { phone: "13900008199" });
    expect(refused).toMatchObject({ ok: false, refusal: { code: "RATE_LIMITED", status: 429, details: { retryAfterSeconds: 3600 } } });
    test.clock.advanceMs(3_600_000);
    const key = { pk: "REGISTRATION_CODES#EVERYBODY", sk: test.clock.now().slice(0, 13) };
    await test.store.transact([{ kind: "put", tag: "busy hour", item: { ...key, count: CODES_PER_HOUR } }]);
    expect(await refusedWith(askForCode(test, { phone: "13900008199" }))).toBe("REGISTRATION_CODES_EXHAUSTED");
  });

  it("R13 whether a user name is free costs a captcha, and the captcha is gone with the answer", async () => {
    const captcha = await aCaptcha(test);
    expect(await refusedWith(askForCode(test, { username: "Haikou.City", captcha }))).toBe("USERNAME_TAKEN");
    expect(await refusedWith(askForCode(test, { username: "free.name", captcha }))).toBe("CAPTCHA_WRONG");
    await test.settle();
    expect(textsTo(test, REGISTRANT_PHONE)).toEqual([]);
  });

  it("R2 the same request again gets the same answer and sends nothing more", async () => {
    const [requestId, captcha] = [aRequestId(), await aCaptcha(test)];
    const first = await askForCode(test, { requestId, captcha });
    expect(await askForCode(test, { requestId, captcha })).toEqual(first);
    await test.settle();
    expect(textsTo(test, REGISTRANT_PHONE).length).toBe(1);
  });
});

describe("the first page", () => {
  it("R2 sent twice at once and again later makes one account, and each gets the same answer", async () => {
    const page = firstPage({ code: await codeOn(test) });
    const answers = await inParallel(4, () => start(test, page));
    answers.push(await start(test, page));
    expect(answers.map((answer) => answer)).toEqual(
      answers.map(() => ({ ok: true, value: { registrationId: expect.any(String) as string, username: "lvyuan" } })),
    );
    expect(new Set(answers.map((answer) => (answer.ok ? answer.value.registrationId : ""))).size).toBe(1);
    expect(await eventCounts(test.store)).toMatchObject({ REGISTRATION_STARTED: 1 });
  });

  it("R13 the account may do nothing, and neither its password nor a hash of it lies in a request's record", async () => {
    const author = await startedRegistration(test, { username: "LvYuan" });
    expect(await answered(author.call(sessionRoutes.getMe, {}))).toMatchObject({ username: "lvyuan", grants: [], permissions: [], phoneMasked: "139****8001" });
    expect(await refusedWith(author.call(registrationRoutes.listRegistrations, {}))).toBe("FORBIDDEN");
    const { items } = await test.store.scan({ limit: 1000 });
    expect(items.filter(({ pk }) => pk.startsWith("REQUEST#")).filter((item) => JSON.stringify(item).includes("Sea-breeze"))).toEqual([]);
  });

  it("two who want one user name: one gets it, the other keeps the code and takes another name", async () => {
    const codes = [await codeOn(test), await codeOn(test, "13900008002")] as const;
    const answers = await Promise.all([
      start(test, firstPage({ code: codes[0] })),
      start(test, firstPage({ code: codes[1], phone: "13900008002", organizationName: "海口市秀英区应急管理局" })),
    ]);
    expect(answers.map((answer) => (answer.ok ? "OK" : answer.refusal.code)).sort()).toEqual(["OK", "USERNAME_TAKEN"]);
    const loser = answers[0].ok ? { code: codes[1], phone: "13900008002" } : { code: codes[0] };
    await answered(start(test, firstPage({ ...loser, username: "other.name" })));
  });

  it("two accounts for one phone: the second is told, having shown that the phone is theirs", async () => {
    await startedRegistration(test);
    test.clock.advanceMs(61_000);
    const code = await codeOn(test, REGISTRANT_PHONE, "second");
    expect(await refusedWith(start(test, firstPage({ code, username: "second" })))).toBe("PHONE_HAS_ACCOUNT");
    expect(await test.store.get(accountKey("second"))).toBeUndefined();
  });

  it("T38 wrong codes are counted and stop after five; without a code nothing is said of user names", async () => {
    const code = await codeOn(test);
    const wrong = String((Number(code) + 1) % 1_000_000).padStart(6, "0");
    for (let n = 0; n < 5; n += 1) expect(await refusedWith(start(test, firstPage({ code: wrong, username: "haikou.city" })))).toBe("CODE_WRONG");
    expect(await refusedWith(start(test, firstPage({ code })))).toBe("CODE_EXPIRED");
  });

  it("a password that names the organisation or the user name is refused at its field", async () => {
    const answer = await start(test, firstPage({ code: await codeOn(test), password: "lvyuan-Breeze-77" }));
    expect(answer).toMatchObject({ ok: false, refusal: { code: "PASSWORD_NAMES_ACCOUNT", fields: [{ path: "body.password" }] } });
  });
});

describe("the second page", () => {
  let author: ApiClient;
  beforeEach(async () => {
    author = await startedRegistration(test);
  });

  it("goes to the review of its place; a parent category stands for its children, a region for what lies in it", async () => {
    const detail = await answered(
      send(
        author,
        1,
        secondPage(await aLetter(test, author), {
          level: "CITY",
          regions: ["CN/46/4601", "CN/46/4601/460108"] as OrgPath[],
          categories: ["FIRE.EXIT", "GAS.PIPE", "FIRE"],
        }),
      ),
    );
    expect(detail).toMatchObject({
      status: "IN_REVIEW",
      statusLabel: "审核中",
      content: { regions: ["CN/46/4601"], categories: ["FIRE", "GAS.PIPE"] },
      placeLabel: "海南省海口市美兰区",
      regionLabels: ["海南省海口市"],
      categoryLabels: ["消防安全", "燃气和电力／燃气管道占压、泄漏"],
      reviewedBy: "海南省海口市主管部门",
      letter: { kind: "PDF", fileName: "授权书.pdf" },
      availableActions: [{ action: "WITHDRAW" }],
      version: 2,
    });
  });

  it("says everything that is wrong at once, each at its field", async () => {
    const letter = await aLetter(test, author);
    const content = secondPage(letter, { regions: ["CN/46/4602/460202"] as OrgPath[], categories: ["FIRE", "UNKNOWN"] });
    const { level: _level, ...withoutLevel } = content;
    const answer = await send(author, 1, withoutLevel as typeof content);
    expect(answer.ok ? [] : answer.refusal.fields.map(({ path }) => path)).toEqual(["body.level", "body.categories"]);
    const elsewhere = await send(author, 1, { ...content, categories: ["FIRE"] });
    expect(elsewhere.ok ? [] : elsewhere.refusal.fields).toEqual([{ path: "body.regions", message: "管控区域要在所在区县的范围内，请重新选择" }]);
    const nowhere = await send(author, 1, secondPage(letter, { place: "CN/46/4601/460199" as OrgPath, regions: ["CN/46/4601/460199"] as OrgPath[] }));
    expect(nowhere.ok ? [] : nowhere.refusal.fields.map(({ path }) => path)).toEqual(["body.place", "body.regions"]);
    expect(await eventCounts(test.store)).not.toHaveProperty("REGISTRATION_SUBMITTED");
  });

  it("R14 takes a letter of its own author and purpose alone, and keeps no letter that was replaced", async () => {
    const other = await startedRegistration(test, { username: "other", phone: "13900008002", organizationName: "海口市秀英区应急管理局" });
    expect(await refusedWith(send(author, 1, secondPage(await aLetter(test, other))))).toBe("PHOTO_GONE");
    const [first, second] = [await aLetter(test, author), await aLetter(test, author)];
    await answered(send(author, 1, secondPage(first)));
    await answered(author.call(registrationRoutes.withdrawRegistration, { body: { requestId: aRequestId(), version: 2 } }));
    await answered(send(author, 3, secondPage(second)));
    expect(await refusedWith(send(other, 1, secondPage(second)))).toBe("PHOTO_GONE");
    expect([(await test.store.get({ pk: `ATTACHMENT#${first}`, sk: "STATE" }))?.["boundTo"], (await own(author)).letter?.attachmentId]).toEqual([
      undefined,
      second,
    ]);
  });

  it("R2 sent twice is one submission; R5 the older of two tabs is told, and nothing is lost", async () => {
    const [letter, requestId] = [await aLetter(test, author), aRequestId()];
    const answers = await inParallel(3, () => send(author, 1, secondPage(letter), requestId));
    expect(answers.map((answer) => (answer.ok ? answer.value.version : answer.refusal.code))).toEqual([2, 2, 2]);
    expect(await eventCounts(test.store)).toMatchObject({ REGISTRATION_SUBMITTED: 1, APPROVAL_SUBMITTED: 1 });
    expect(await refusedWith(send(author, 1, secondPage(letter, { address: "另一处" })))).toBe("ACTION_NOT_AVAILABLE");
  });

  it("whoever has no registration is told so, and may not send one", async () => {
    const city = await reviewer(test);
    expect(await refusedWith(city.call(registrationRoutes.getOwnRegistration, {}))).toBe("NOT_FOUND");
    expect(
      await refusedWith(
        uploadPhoto(city, test.baseUrl, aPdf(), { fileName: "a.pdf", purpose: "REGISTRATION_LETTER" }).then(async (letter) =>
          send(city, 1, secondPage((await answered(Promise.resolve(letter))).attachmentId)),
        ),
      ),
    ).toBe("NOT_FOUND");
  });
});

describe("the review", () => {
  it("R12 lies with the bureau of its level and those above: nobody else lists, counts or opens it", async () => {
    const { detail } = await sentRegistration(test);
    test.clock.advanceMs(1000);
    const province = await sentRegistration(test, {
      first: { username: "sheng", phone: "13900008002", organizationName: "海南省应急管理厅" },
      second: { organizationName: "海南省应急管理厅", level: "PROVINCE", regions: ["CN/46"] as OrgPath[] },
    });
    const names = { DISTRICT: "海口市美兰区应急管理局", PROVINCE: "海南省应急管理厅" };
    const [city, elsewhere, above, platform] = [
      await reviewer(test),
      await reviewer(test, "sanya.city"),
      await reviewer(test, "hainan.province"),
      await reviewer(test, "platform.admin"),
    ];
    expect(await Promise.all([city, elsewhere, above, platform].map((client) => listed(client)))).toEqual([
      [names.DISTRICT],
      [],
      [names.PROVINCE, names.DISTRICT],
      [names.PROVINCE, names.DISTRICT],
    ]);
    const desks = await Promise.all([city, elsewhere, above, platform].map((client) => answered(client.call(registrationRoutes.getRegistrationDesk, {}))));
    expect(desks.map(({ toReview }) => toReview)).toEqual([1, 0, 2, 2]);
    expect(await refusedWith(asSeen(elsewhere, detail.registrationId))).toBe("NOT_FOUND");
    expect(await refusedWith(asSeen(city, province.detail.registrationId))).toBe("NOT_FOUND");
    // The city may not decide on a province's agency either: its approval is not the city's.
    expect(await refusedWith(review(city, province.detail, "APPROVE"))).toBe("NOT_FOUND");
  });

  it("R12 in every province: an agency of 杭州市上城区 is 杭州's to decide and not 宁波's; one of 石河子 is found and named", async () => {
    for (const [username, orgPath] of [
      ["hangzhou.city", "CN/33/3301"],
      ["ningbo.city", "CN/33/3302"],
    ] as const)
      await test.addAccount({ username, password: "x", displayName: username, grants: [grantAt("CITY_ADMIN", orgPath)] });
    const places = (query: object) => answered(test.anonymous().call(registrationRoutes.listRegistrationPlaces, { query: query as never }));
    const labels = async (query: object): Promise<string[]> => (await places(query)).items.map(({ label }) => label);
    expect((await places({})).items.map(({ name }) => name).slice(0, 2)).toEqual(["北京市", "天津市"]);
    expect([await labels({ search: "上城" }), await labels({ search: "台湾" }), await labels({ below: "CN/71" })]).toEqual([
      ["浙江省 · 杭州市 · 上城区"],
      [],
      [],
    ]);
    const place = "CN/33/3301/330102" as OrgPath;
    const { detail } = await sentRegistration(test, { second: { place, regions: [place], level: "DISTRICT" } });
    expect([detail.placeLabel, detail.reviewedBy]).toEqual(["浙江省杭州市上城区", "浙江省杭州市主管部门"]);
    const [hangzhou, ningbo] = [await logIn(test, "hangzhou.city", "x"), await logIn(test, "ningbo.city", "x")];
    expect([await listed(hangzhou), await listed(ningbo)]).toEqual([["海口市美兰区应急管理局"], []]);
    expect([await refusedWith(asSeen(ningbo, detail.registrationId)), await refusedWith(review(ningbo, detail, "APPROVE"))]).toEqual([
      "NOT_FOUND",
      "NOT_FOUND",
    ]);
    await answered(review(hangzhou, detail, "APPROVE"));
    await test.settle();
    expect((await answered(asSeen(hangzhou, detail.registrationId))).status).toBe("APPROVED");

    const shihezi = "CN/65/6590/659001" as OrgPath;
    const far = await sentRegistration(test, {
      first: { username: "shihezi", phone: "13900008002", organizationName: "石河子市应急管理局" },
      second: { organizationName: "石河子市应急管理局", place: shihezi, regions: [shihezi], level: "DISTRICT" },
    });
    expect([far.detail.placeLabel, far.detail.reviewedBy]).toEqual(["新疆维吾尔自治区石河子市", "新疆维吾尔自治区主管部门"]);
  });

  it("a draft is nobody's but its author's", async () => {
    const author = await startedRegistration(test);
    const platform = await reviewer(test, "platform.admin");
    expect([await listed(platform), await refusedWith(asSeen(platform, (await own(author)).registrationId))]).toEqual([[], "NOT_FOUND"]);
  });

  it("pages and filters by status, kind and name", async () => {
    for (const [index, district] of ["美兰区", "秀英区", "龙华区"].entries()) {
      await sentRegistration(test, {
        first: { username: `agency${index}`, phone: `1390000800${index + 1}`, organizationName: `${district}应急局` },
        second: { organizationName: `${district}应急局` },
      });
      test.clock.advanceMs(1000);
    }
    const city = await reviewer(test);
    const first = await answered(city.call(registrationRoutes.listRegistrations, { query: { limit: 2 } as never }));
    const second = await answered(city.call(registrationRoutes.listRegistrations, { query: { limit: 2, cursor: first.next } as never }));
    expect([first.items, second.items].map((items) => items.map(({ organizationName }) => organizationName))).toEqual([
      ["龙华区应急局", "秀英区应急局"],
      ["美兰区应急局"],
    ]);
    expect(second.next).toBeUndefined();
    expect(await listed(city, { keyword: "秀英" })).toEqual(["秀英区应急局"]);
    expect(await listed(city, { kind: "CONTRACTOR" })).toEqual([]);
    expect(await listed(city, { status: "RETURNED" })).toEqual([]);
  });

  it("returned with a reason, corrected, sent again and approved: then it is an organisation whose principal may work", async () => {
    const { author, detail } = await sentRegistration(test);
    const city = await reviewer(test);
    await answered(review(city, detail, "RETURN"));
    await test.settle();
    const returned = await own(author);
    expect(returned).toMatchObject({ status: "RETURNED", reason: "授权书没有盖章", version: 3, availableActions: [{ action: "SUBMIT" }] });
    expect(textsTo(test, REGISTRANT_PHONE).at(-1)).toContain("退回");
    const again = await answered(send(author, 3, secondPage(await aLetter(test, author), { address: "国兴大道 9 号" })));
    expect(again.reason).toBeUndefined();
    await answered(review(city, again, "APPROVE"));
    await test.settle();

    expect(await own(author)).toMatchObject({
      status: "APPROVED",
      availableActions: [],
      timeline: [
        { label: "创建账号" },
        { label: "提交审核" },
        { label: "退回修改", byName: "吴海波", remark: "授权书没有盖章" },
        { label: "修改后重新提交", byName: "刘国强" },
        { label: "审核通过", byName: "吴海波" },
      ],
    });
    const organization = (await test.store.get(organizationKey(detail.registrationId))) as OrganizationItem;
    expect(organization).toMatchObject({
      kind: "AGENCY",
      name: "海口市美兰区应急管理局",
      orgPath: `CN/46/4601/460108/${detail.registrationId.toLowerCase()}`,
      address: "国兴大道 9 号",
      principalName: "刘国强",
      principalPhone: REGISTRANT_PHONE,
      status: "ACTIVE",
      jurisdiction: { regions: ["CN/46/4601/460108"], categories: ["FIRE", "GAS.PIPE"] },
    });
    const me = await answered((await logIn(test)).call(sessionRoutes.getMe, {}));
    expect(me).toMatchObject({ name: "刘国强", grants: [{ role: "AGENCY_PRINCIPAL", orgPath: organization.orgPath, orgName: organization.name }] });
    expect(me.permissions).toContain("people.edit");
    expect(textsTo(test, REGISTRANT_PHONE).at(-1)).toContain("通过");
  });

  it("不予通过 is corrected and sent again as well; a withdrawn one too, but not once somebody has decided", async () => {
    const { author, detail } = await sentRegistration(test);
    const city = await reviewer(test);
    await answered(review(city, detail, "REJECT"));
    await test.settle();
    expect(await own(author)).toMatchObject({ status: "REJECTED", reason: "授权书没有盖章", availableActions: [{ action: "SUBMIT" }] });
    const again = await answered(send(author, 3, secondPage(detail.content?.letter as never)));
    const withdrawn = await answered(author.call(registrationRoutes.withdrawRegistration, { body: { requestId: aRequestId(), version: again.version } }));
    expect(withdrawn).toMatchObject({ status: "WITHDRAWN", version: 5 });
    expect(await refusedWith(review(city, again, "APPROVE"))).toBe("APPROVAL_TASK_GONE");
    await test.settle();
    expect(await own(author)).toMatchObject({ status: "WITHDRAWN", version: 5 });
    const third = await answered(send(author, 5, secondPage(detail.content?.letter as never)));
    await answered(review(city, third, "APPROVE"));
    expect(await refusedWith(author.call(registrationRoutes.withdrawRegistration, { body: { requestId: aRequestId(), version: third.version } }))).toBe(
      "ACTION_NOT_AVAILABLE",
    );
  });

  it("M32 an approval of what was changed meanwhile is refused, and one of what is there now passes", async () => {
    const { author, detail } = await sentRegistration(test);
    const city = await reviewer(test);
    await answered(author.call(registrationRoutes.withdrawRegistration, { body: { requestId: aRequestId(), version: 2 } }));
    const changed = await answered(send(author, 3, secondPage(detail.content?.letter as never, { principalName: "王小明" })));
    expect(await refusedWith(review(city, detail, "APPROVE"))).toBe("SUBJECT_CHANGED");
    await answered(review(city, changed, "APPROVE"));
    await test.settle();
    expect((await own(author)).status).toBe("APPROVED");
  });

  it("M32 an outcome that was decided on an older version founds nothing", async () => {
    const { author, detail } = await sentRegistration(test);
    const told = {
      subjectKind: "registration",
      subjectId: detail.registrationId,
      subjectVersion: detail.version - 1,
      byName: "吴海波",
    } as unknown as ApprovalStepped;
    const settle = (changes: object = {}) =>
      settleReview(test.product.engine, { type: "APPROVAL_PASSED", told: { ...told, ...changes }, at: test.clock.now() });
    expect(await settle()).toEqual({ ok: true, value: "NOTHING_TO_DO" });
    expect((await own(author)).status).toBe("IN_REVIEW");
    expect(await settle({ subjectVersion: detail.version })).toEqual({ ok: true, value: "SETTLED" });
  });

  it("R5 R8 two who approve at once, and an outcome that is applied again: one organisation, one principal", async () => {
    const { author, detail } = await sentRegistration(test);
    const clients = [await reviewer(test), await reviewer(test, "haikou.second")];
    const answers = await Promise.all(clients.map((client) => review(client, detail, "APPROVE")));
    expect(answers.filter(({ ok }) => ok).length).toBe(1);
    await test.settle();
    const { items } = await test.store.query({ index: "primary", pk: `APPROVAL#${detail.approvalId ?? ""}`, range: { beginsWith: "EVENT#" }, limit: 20 });
    const passed = items.find((item) => item["eventType"] === "APPROVAL_PASSED");
    await test.store.transact([
      { kind: "put", tag: "once more", item: { ...passed, awaiting: { registrations: true }, index4: { pk: "OUTBOX#0", sk: "again" } } as never },
    ]);
    await test.settle();
    expect(await eventCounts(test.store)).toMatchObject({ APPROVAL_PASSED: 1, REGISTRATION_APPROVED: 1, ORGANIZATION_CREATED: 1, POSTS_CHANGED: 1 });
    expect((await own(author)).version).toBe(3);
  });

  it("a contractor who works in several cities is reviewed by its city and then by the province", async () => {
    const { author, detail } = await sentRegistration(test, {
      first: { kind: "CONTRACTOR" },
      second: { level: undefined as never, categories: [], regions: ["CN/46/4601", "CN/46/4602"] as OrgPath[] },
    });
    await answered(review(await reviewer(test), detail, "APPROVE"));
    await test.settle();
    expect((await own(author)).status).toBe("IN_REVIEW");
    await answered(review(await reviewer(test, "hainan.province"), detail, "APPROVE"));
    await test.settle();
    expect((await own(author)).status).toBe("APPROVED");
    expect((await answered((await logIn(test)).call(sessionRoutes.getMe, {}))).grants).toMatchObject([{ role: "SURVEY_CONTRACTOR" }]);
  });

  it("names registrations that look like this one, and why", async () => {
    await sentRegistration(test);
    const second = await sentRegistration(test, {
      first: { username: "again", phone: "13900008002", organizationName: "海口市 美兰区应急管理局", email: "other@example.com" },
      second: { organizationName: "海口市 美兰区应急管理局", email: "other@example.com", officePhone: "0898-65239999" },
    });
    const city = await reviewer(test);
    const seen = await answered(asSeen(city, second.detail.registrationId));
    expect(seen.similar).toEqual([
      { registrationId: expect.any(String) as string, organizationName: "海口市美兰区应急管理局", statusLabel: "审核中", alike: ["NAME", "PRINCIPAL"] },
    ]);
    expect((await own(second.author)).similar).toEqual([]);
    // What it no longer shares it is no longer named for.
    await answered(second.author.call(registrationRoutes.withdrawRegistration, { body: { requestId: aRequestId(), version: 2 } }));
    await answered(
      send(
        second.author,
        3,
        secondPage(second.detail.content?.letter as never, {
          organizationName: "海口市桂林洋开发区应急局",
          principalName: "符丽",
          officePhone: "0898-65238888",
          email: "third@example.com",
        }),
      ),
    );
    expect((await answered(asSeen(city, second.detail.registrationId))).similar).toEqual([]);
  });
});

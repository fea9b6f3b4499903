import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { announcementRoutes } from "@app/contract/announcements/announcements.routes";
import { createApiClient, type ApiClient, type CallRefusal } from "@app/contract/kernel/apiClient";
import type { Result } from "@app/contract/kernel/result";
import type { BookingId, FacilityId } from "@app/contract/kernel/ids";
import type { BookingDetail } from "@app/contract/visits/booking.schema";
import { activityRoutes } from "@app/contract/activities/activities.routes";
import { attachmentRoutes } from "@app/contract/attachments/attachments.routes";
import { contactRoutes } from "@app/contract/contacts/contacts.routes";
import { noticeRoutes } from "@app/contract/notices/notices.routes";
import type { OrgPath } from "@app/contract/organizations/orgPath";
import { officialAccountRoutes } from "@app/contract/officialAccount/officialAccount.routes";
import type { MenuButton } from "@app/contract/officialAccount/menu.schema";
import type { Replies } from "@app/contract/officialAccount/replies.schema";
import { STANDARD_REPLIES } from "@app/contract/officialAccount/replyMatching";
import { registrationRoutes } from "@app/contract/registrations/registrations.routes";
import { peopleRoutes } from "@app/contract/people/people.routes";
import { sessionRoutes } from "@app/contract/sessions/sessions.routes";
import { statisticsRoutes } from "@app/contract/statistics/statistics.routes";
import { demandRoutes } from "@app/contract/visits/demand.routes";
import type { EntryId } from "@app/contract/visits/bookingEntry.schema";
import { gateRoutes } from "@app/contract/visits/gate.routes";
import type { OfflineScan } from "@app/contract/visits/gate.schema";
import { facilityRoutes } from "@app/contract/visits/facilities.routes";
import { slotPlanRoutes } from "@app/contract/visits/slotPlan.routes";
import { teamVisitRoutes } from "@app/contract/visits/teamVisits.routes";
import { noShowRoutes } from "@app/contract/visits/noShows.routes";
import { banRoutes } from "@app/contract/content/bans.routes";
import { moderationRoutes } from "@app/contract/visits/moderation.routes";
import { retentionHoldRoutes } from "@app/contract/visits/retentionHold.routes";
import { ratingRoutes } from "@app/contract/visits/ratings.routes";
import { visitRoutes } from "@app/contract/visits/visits.routes";
import { workbenchRoutes } from "@app/contract/workbench/workbench.routes";
import type { Instant, LocalDate } from "@app/contract/kernel/time";
import { pushSmsReports } from "../../infra/local/wechat-sandbox/smsReports";
import type { ScannableStore, StoreCost } from "../engines/store/storePort";
import { countStoreCost } from "../platform/store/countStoreCost";
import { approvalRoutes } from "@app/contract/approvals/approvals.routes";
import { anActivityContent, twoScreenshots } from "./activityBuilders";
import { addStaff, started } from "./approvalActs";
import { phonePhoto, sendForm, uploadPhoto } from "./photos";
import { aFacilityContent, aTemplateContent } from "./facilityBuilders";
import { aLetter, answered, askForCode, codeOn, firstPage, logIn, review, secondPage, send, start } from "./registrationActs";
import { anOrganization, postOf } from "./peopleBuilders";
import { fetchTransport } from "./fetchTransport";
import { grantAt, newRequestId, startTestProduct, type TestProduct } from "./startTestProduct";
import { bookTeam, confirmedTeam, teamPhotos } from "./teamVisitActs";
import { confirmedBooking, valueOf } from "./visitActs";
import { aFacility, aSlot, BAISHAMEN, BAISHAMEN_PATH, hongsha, putItems } from "./visitBuilders";

const TABLE = join(__dirname, "../docs/store-costs.md");
const UPDATE = process.env["UPDATE_STORE_COSTS"] === "1";
const SLOT = aSlot({ capacityHeads: 500 });
const TEAM_SLOT = aSlot({ date: "2026-03-21", capacityHeads: 500 });
const TEAM_DAY = "2026-03-21T10:00:00.000+08:00" as Instant;
const VISIT_DAY = "2026-03-14T09:20:00.000+08:00" as Instant;

let test: TestProduct;
let takeCost: () => StoreCost;
let admin: ApiClient;
let gate: ApiClient;
let city: ApiClient;
const costs: [string, StoreCost][] = [];

beforeAll(async () => {
  test = await startTestProduct({
    wrapStore: (store) => {
      const counted = countStoreCost(store);
      takeCost = counted.takeCost;
      return counted.store as ScannableStore;
    },
  });
  await putItems(test.store, [aFacility(), hongsha(), SLOT, TEAM_SLOT, aSlot({ facility: hongsha() })]);
  await test.addAccount({ username: "wangfang", password: "baishamen@2026", displayName: "王芳", grants: [grantAt("FACILITY_ADMIN", BAISHAMEN_PATH)] });
  admin = await test.as({ grants: [grantAt("FACILITY_ADMIN", BAISHAMEN_PATH)], name: "王芳" });
  gate = await test.as({ grants: [grantAt("FACILITY_STAFF", BAISHAMEN_PATH)], name: "王门岗" });
  city = await test.as({ grants: [grantAt("CITY_ADMIN", "CN/46/4601")], name: "市局" });
});
afterAll(() => test.stop());

/** What `act` alone asks of the store, the request's session included. */
async function cost<T>(name: string, act: () => Promise<T>): Promise<T> {
  takeCost();
  const answer = await act();
  costs.push([name, takeCost()]);
  return answer;
}
async function value<T>(result: Promise<Result<T, CallRefusal>>): Promise<T> {
  const answered = await result;
  if (!answered.ok) throw new Error(`${answered.refusal.code}: ${answered.refusal.message}`);
  return answered.value;
}
/** What the public posts, from WeChat's check to the end of a ban; the rating stands published with words alone. */
async function costsOfContent({ author, bookingId, facilityId }: { author: ApiClient; bookingId: BookingId; facilityId: FacilityId }): Promise<void> {
  const params = { bookingId };
  const versionNow = async (): Promise<number> => (await value(city.call(moderationRoutes.getContent, { params }))).version;
  const judge = async (remark?: string) => ({
    params,
    body: { requestId: newRequestId(), version: await versionNow(), ...(remark === undefined ? {} : { remark }) },
  });
  const list = await value(test.anonymous().call(ratingRoutes.listFacilityRatings, { params: { facilityId } }));
  const reported = { params: { facilityId, ratingKey: list.items[0]?.ratingKey ?? "" } };
  const reporters = [await visitor(), await visitor(), await visitor()];
  const report = (by: ApiClient) => value(by.call(moderationRoutes.reportRating, { ...reported, body: { requestId: newRequestId(), reason: "ABUSE" } }));
  await cost("report a rating", () => report(reporters[0] as ApiClient));
  await report(reporters[1] as ApiClient);
  await cost("report a rating, the third, which holds it", () => report(reporters[2] as ApiClient));
  await cost("content that waits for a moderator (1)", () => value(city.call(moderationRoutes.listContent, { query: {} })));
  await cost("one piece of content with all that happened to it", () => value(city.call(moderationRoutes.getContent, { params })));
  const passed = await judge();
  await cost("pass what was held", () => value(city.call(moderationRoutes.passContent, passed)));
  const hidden = await judge("辱骂他人");
  await cost("hide what was published", () => value(city.call(moderationRoutes.hideContent, hidden)));
  const again = await judge();
  await cost("pass a page of content (1)", () =>
    value(city.call(moderationRoutes.bulkPassContent, { body: { requestId: newRequestId(), items: [{ bookingId, version: again.body.version }] } })),
  );
  await cost("keep a rating from the public", () => value(author.call(moderationRoutes.makeRatingPrivate, { params, body: { requestId: newRequestId() } })));
  await cost("what a unit reads of private ratings (1)", () => value(admin.call(moderationRoutes.listUnitRatings, { query: {} })));

  const photo = await value(uploadPhoto(author, test.baseUrl, await phonePhoto(), { purpose: "RATING_PHOTO" }));
  const withPhoto = { params, body: { requestId: newRequestId(), stars: 5, comment: "讲解很清楚", photoIds: [photo.attachmentId] } };
  await cost("rate a visit anew, with a picture", () => value(author.call(ratingRoutes.rateVisit, withPhoto)));
  const covered = { version: await versionNow(), parts: [{ left: 0.25, top: 0.25, width: 0.5, height: 0.5 }] };
  await cost("cover a part of a picture", () =>
    value(
      city.call(moderationRoutes.redactPhoto, {
        params: { bookingId, attachmentId: photo.attachmentId },
        body: { requestId: newRequestId(), ...covered },
      }),
    ),
  );

  const ban = await cost("ban an author", () =>
    value(city.call(moderationRoutes.banAuthor, { params, body: { requestId: newRequestId(), reason: "多次骂人", until: "2026-04-14" as never } })),
  );
  await cost("one's own ban", () => value(author.call(banRoutes.getMyBan, {})));
  await cost("appeal against a ban", () =>
    value(author.call(banRoutes.appealBan, { body: { requestId: newRequestId(), version: ban.version, remark: "不是骂人" } })),
  );
  await cost("bans of a city (1)", () => value(city.call(banRoutes.listBans, { query: {} })));
  const answered = (more: number) => ({
    params: { personId: ban.personId },
    body: { requestId: newRequestId(), version: ban.version + more, remark: "看过了" },
  });
  const province = await test.as({ grants: [grantAt("PROVINCE_ADMIN", "CN/46")], name: "省厅" });
  await cost("uphold a ban", () => value(province.call(banRoutes.upholdBan, answered(1))));
  await cost("lift a ban", () => value(city.call(banRoutes.liftBan, answered(2))));
  await test.product.consumers.drain();
}

let people = 0;
const visitor = (): Promise<ApiClient> => test.as({ personId: `p-${String((people += 1)).padStart(4, "0")}` });
const form = (heads = 4) => ({
  requestId: newRequestId(),
  slotId: SLOT.slotId,
  contactName: "林晓燕",
  contactPhone: "13900000001",
  heads,
  safetyNoticeAccepted: true as const,
});
const decide = (bookingId: BookingId, remark?: string) => ({
  params: { bookingId },
  body: { requestId: newRequestId(), ...(remark === undefined ? {} : { remark }) },
});
const submit = async (): Promise<BookingDetail> => value((await visitor()).call(visitRoutes.submitBooking, { body: form() }));

it("P7 the store's price of every command is the one in functions/docs/store-costs.md", async () => {
  const anonymous = test.anonymous();
  await cost("log-in by password", () =>
    value(anonymous.call(sessionRoutes.logInWithPassword, { body: { username: "wangfang", password: "baishamen@2026" } })),
  );
  const code = () => test.sandbox.codes.issue({ appId: test.sandbox.apps.miniProgram.appId, personId: "lin-xiaoyan", scope: "snsapi_userinfo" });
  await cost("log-in by WeChat, the first", () => value(anonymous.call(sessionRoutes.logInWithWechat, { body: { via: "MINIPROGRAM", code: code() } })));
  await cost("log-in by WeChat, later", () => value(anonymous.call(sessionRoutes.logInWithWechat, { body: { via: "MINIPROGRAM", code: code() } })));

  const first = await visitor();
  const hold = await cost("hold places", () =>
    value(first.call(visitRoutes.holdPlaces, { body: { requestId: newRequestId(), slotId: SLOT.slotId, heads: 4 } })),
  );
  const booked = await cost("submit a booking, with its hold", () =>
    value(first.call(visitRoutes.submitBooking, { body: { ...form(), holdId: hold.holdId } })),
  );
  const second = await visitor();
  const request = form();
  await cost("submit a booking, without a hold", () => value(second.call(visitRoutes.submitBooking, { body: request })));
  await cost("submit a booking, the same request again", () => value(second.call(visitRoutes.submitBooking, { body: request })));
  const third = await visitor();
  const given = await value(third.call(visitRoutes.holdPlaces, { body: { requestId: newRequestId(), slotId: SLOT.slotId, heads: 4 } }));
  await cost("release a hold", () => value(third.call(visitRoutes.releaseHold, { params: { holdId: given.holdId }, body: { requestId: newRequestId() } })));

  await cost("confirm a booking", () => value(admin.call(visitRoutes.confirmBooking, decide(booked.bookingId))));
  const declined = await submit();
  await cost("decline a booking", () => value(admin.call(visitRoutes.declineBooking, decide(declined.bookingId, "设备检修"))));
  await test.settle();
  const leaving = await visitor();
  const cancelled = await value(leaving.call(visitRoutes.submitBooking, { body: form() }));
  await cost("cancel a booking", () => value(leaving.call(visitRoutes.cancelBooking, decide(cancelled.bookingId))));
  const told = await submit();
  await value(admin.call(visitRoutes.confirmBooking, decide(told.bookingId)));
  await cost("notice of a decision: made from its event", () => test.product.consumers.drain().then(() => 0));
  await cost("notice of a decision: sent", () => test.product.sendNotices());

  for (let more = 0; more < 20; more += 1) await submit();
  await cost("detail of a booking", () => value(admin.call(visitRoutes.getBooking, { params: { bookingId: booked.bookingId } })));
  const facilityId = BAISHAMEN;
  await cost("list of 20 of a facility", () => value(admin.call(visitRoutes.listBookings, { query: { facilityId, status: "PENDING", limit: 20 } })));
  await cost("list of 20 of a city", () => value(city.call(visitRoutes.listBookings, { query: { status: "PENDING", limit: 20 } })));
  await cost("search everywhere by the end of a booking's number", () =>
    value(city.call(workbenchRoutes.searchEverywhere, { query: { q: declined.bookingId.slice(-8) } })),
  );
  await cost("keep a booking from being cleared", () =>
    value(
      city.call(retentionHoldRoutes.holdBookingRetention, {
        params: { bookingId: declined.bookingId },
        body: { requestId: newRequestId(), reason: "投诉调查" },
      }),
    ),
  );
  await cost("my bookings", () => value(first.call(visitRoutes.listMyBookings, { query: {} })));
  await cost("public list of facilities (2)", () => value(anonymous.call(visitRoutes.listFacilities, { query: {} })));
  await cost("slot calendar of a facility", () => value(anonymous.call(visitRoutes.listSlots, { params: { facilityId } })));

  const photo = await phonePhoto();
  const placed = await cost("photo: a place for an upload", () =>
    value(
      first.call(attachmentRoutes.requestUpload, {
        body: { requestId: newRequestId(), purpose: "TEAM_VISIT_PHOTO", fileName: "photo.jpg", sizeBytes: photo.length },
      }),
    ),
  );
  await sendForm(test.baseUrl, placed.upload, photo);
  await cost("photo: upload completed", () =>
    value(first.call(attachmentRoutes.completeUpload, { params: { attachmentId: placed.attachmentId }, body: { requestId: newRequestId() } })),
  );

  // A slot of its own with one booking too many: the price of waiting must not hang on the other rows.
  const full = aSlot({ startsAt: "18:00", endsAt: "19:00", capacityHeads: 2 });
  await putItems(test.store, [full]);
  const holder = await visitor();
  const last = await value(holder.call(visitRoutes.submitBooking, { body: { ...form(2), slotId: full.slotId } }));
  const waiter = await visitor();
  const wait = { slotId: full.slotId, heads: 2, contactPhone: "13900000001" };
  await cost("join a waiting list", () => value(waiter.call(demandRoutes.joinWaitingList, { body: { ...wait, requestId: newRequestId() } })));
  await test.settle();
  await value(holder.call(visitRoutes.cancelBooking, decide(last.bookingId)));
  await cost("a cancelled booking wakes a waiting list", () => test.product.consumers.drain());
  await cost("freed places are offered", () => test.product.sweepCases());
  await test.settle();
  await cost("my waiting list", () => value(waiter.call(demandRoutes.listMyWaiting, {})));
  await cost("submit a booking, from an offer", () => value(waiter.call(visitRoutes.submitBooking, { body: { ...form(2), slotId: full.slotId } })));
  await cost("follow a facility", () => value(waiter.call(demandRoutes.followFacility, { params: { facilityId }, body: { requestId: newRequestId() } })));
  await test.settle();
  await cost("supply and demand of a city (1)", () => value(city.call(demandRoutes.listDemand, { query: { choice: "ALL" } })));

  const queued = await visitor();
  const uploaded = await value(queued.call(visitRoutes.submitBooking, { body: form(4) }));
  await value(admin.call(visitRoutes.confirmBooking, decide(uploaded.bookingId)));
  const uploadedCode = (await value(queued.call(visitRoutes.getBooking, { params: { bookingId: uploaded.bookingId } }))).code ?? "";
  await test.settle();
  test.clock.set(VISIT_DAY);
  const text = (await value(first.call(visitRoutes.getBooking, { params: { bookingId: booked.bookingId } }))).code ?? "";
  const gateFacilityId = BAISHAMEN;
  await cost("inspect a code that may enter", () => value(gate.call(visitRoutes.inspectCode, { body: { requestId: newRequestId(), text, gateFacilityId } })));
  await cost("inspect a text that may not", () =>
    value(gate.call(visitRoutes.inspectCode, { body: { requestId: newRequestId(), text: "https://example.com", gateFacilityId } })),
  );
  const enter = (heads: number) =>
    value(
      gate.call(visitRoutes.checkIn, {
        params: { bookingId: booked.bookingId },
        body: { requestId: newRequestId(), text, heads, gateFacilityId, deviceId: "device-01" },
      }),
    );
  await cost("check-in, the first of a party", () => enter(3));
  await cost("check-in's statistics, the first of a day", () => test.product.consumers.drain());
  await cost("check-in, the rest of a party", () => enter(1));
  await cost("check-in's statistics, later", () => test.product.consumers.drain());
  const scan = (heads: number): OfflineScan => ({
    entryId: newRequestId() as string as EntryId,
    text: uploadedCode,
    heads,
    scannedAt: VISIT_DAY,
    sequence: 0,
  });
  const sendQueue = (scans: OfflineScan[]) =>
    value(gate.call(gateRoutes.uploadOfflineScans, { params: { facilityId }, body: { deviceId: "device-02", deviceNow: VISIT_DAY, gateName: "西门", scans } }));
  const counted = scan(3);
  const doubtful = scan(2);
  await cost("offline scan, one that counts", () => sendQueue([counted]));
  await cost("offline scan, the same again", () => sendQueue([counted]));
  await cost("offline scan in doubt, with its conflict", () => sendQueue([doubtful]));
  const open = await cost("open conflicts of a city (1)", () => value(city.call(gateRoutes.listEntryConflicts, { query: {} })));
  await cost("settle a conflict", () =>
    value(
      admin.call(gateRoutes.settleEntryConflict, {
        params: { conflictId: open.items[0]?.conflictId ?? doubtful.entryId },
        body: { requestId: newRequestId(), decision: "COUNT_ONCE", remark: "同一批人" },
      }),
    ),
  );
  await cost("undo an entry", () =>
    value(
      gate.call(gateRoutes.undoEntry, {
        params: { bookingId: uploaded.bookingId, entryId: counted.entryId },
        body: { requestId: newRequestId(), deviceId: "device-02" },
      }),
    ),
  );
  await cost("register a walk-in", () =>
    value(
      gate.call(gateRoutes.registerWalkIn, {
        params: { facilityId },
        body: { requestId: newRequestId(), slotId: SLOT.slotId, contactName: "陈志强", heads: 2, deviceId: "device-02" },
      }),
    ),
  );
  await cost("gate pack of a day", () => value(gate.call(gateRoutes.getGatePack, { params: { facilityId }, query: {} })));
  await test.product.consumers.drain();
  const said = (stars: number, comment: string) => ({ params: { bookingId: booked.bookingId }, body: { requestId: newRequestId(), stars, comment } });
  await cost("rate a visit", () => value(first.call(ratingRoutes.rateVisit, said(4, "讲解很清楚"))));
  const rated = await cost("rate a visit anew, other stars", () => value(first.call(ratingRoutes.rateVisit, said(5, "讲解很清楚，孩子喜欢"))));
  await cost("ratings of a city that wait to be read (1)", () => value(city.call(ratingRoutes.listRatings, { query: {} })));
  await cost("publish a rating", () =>
    value(city.call(ratingRoutes.publishRating, { params: { bookingId: booked.bookingId }, body: { requestId: newRequestId(), version: rated.version } })),
  );
  await cost("a facility's average and published ratings", () => value(anonymous.call(ratingRoutes.listFacilityRatings, { params: { facilityId } })));
  await costsOfContent({ author: first, bookingId: booked.bookingId, facilityId });
  await cost("check-ins behind a figure, 20", () => value(city.call(visitRoutes.listCheckIns, { query: { from: SLOT.date, to: SLOT.date, limit: 20 } })));
  await cost("statistics of a city, a year", () => value(city.call(statisticsRoutes.getVisitStatistics, { query: { from: "2026-01-01", to: "2026-12-31" } })));
  await cost("latest figures of a city", () => value(city.call(statisticsRoutes.getLatestFigures, {})));
  await test.settle();
  const managed = await cost("managed facility, with its record of changes", () =>
    value(city.call(facilityRoutes.getManagedFacility, { params: { facilityId: BAISHAMEN } })),
  );
  await cost("managed facilities, 20", () => value(city.call(facilityRoutes.listManagedFacilities, { query: { limit: 20 } })));
  await cost("edit a facility", () =>
    value(
      city.call(facilityRoutes.editFacility, {
        params: { facilityId: BAISHAMEN },
        body: { requestId: newRequestId(), version: managed.version, ...aFacilityContent({ phone: "0898-66001234" }) },
      }),
    ),
  );
  await cost("new slot template, 8 slots opened", () =>
    value(
      admin.call(slotPlanRoutes.createSlotTemplate, {
        params: { facilityId: BAISHAMEN },
        body: { requestId: newRequestId(), ...aTemplateContent({ startsAt: "14:00", endsAt: "16:00", period: "AFTERNOON" }) },
      }),
    ),
  );
  const later = aSlot({ date: "2026-03-20", startsAt: "09:00", capacityHeads: 500 });
  await putItems(test.store, [later]);
  for (let more = 0; more < 24; more += 1) await value((await visitor()).call(visitRoutes.submitBooking, { body: { ...form(), slotId: later.slotId } }));
  await test.product.sweepCases();
  await cost("a facility's round over 24 bookings, nothing broken", () => test.product.sweepCases());
  await value(
    admin.call(slotPlanRoutes.editSlots, {
      params: { facilityId: BAISHAMEN },
      body: { requestId: newRequestId(), slots: [{ slotId: later.slotId, version: 1 }], partyMin: 1, partyMax: 3 },
    }),
  );
  await test.product.sweepCases();
  await cost("a facility's round over 24 bookings, all flagged", () => test.product.sweepCases());
  await cost("flagged bookings of a facility, 20", () =>
    value(admin.call(facilityRoutes.listFlaggedBookings, { query: { facilityId: BAISHAMEN, limit: 20 } })),
  );

  await teamVisits();
  await test.settle();
  await recounts();
  await noShows();
  await activitiesAndContacts();
  await officePeople();
  await officialAccount();
  await test.settle();
  await announcementsAndInbox();
  await test.settle();
  await cost("nothing to do: one look of the sweeps", () => test.product.sweep());

  const table = tableOf(costs);
  if (UPDATE) writeFileSync(TABLE, table);
  expect(readFileSync(TABLE, "utf8")).toBe(table);
});

/** A team's visit from its report to its audit; the booking before it costs what a family's does. */
async function teamVisits(): Promise<void> {
  const bookingId = await confirmedTeam(test, TEAM_SLOT, { personId: "p-team" });
  const fewer = await confirmedTeam(test, TEAM_SLOT, { personId: "p-fewer" });
  const booker = await test.as({ personId: "p-fewer" });
  const asked = { params: { bookingId: fewer }, body: { requestId: newRequestId(), heads: 20 } };
  await cost("fewer heads", () => value(booker.call(visitRoutes.changeHeads, asked)));
  const many = await Promise.all([1, 2, 3].map((n) => valueOf(bookTeam(test, TEAM_SLOT, { personId: `p-many-${n}` }))));
  const items = many.map(({ bookingId: id, version }) => ({ bookingId: id, version }));
  await cost("bulk confirmation of 3", () => value(admin.call(teamVisitRoutes.bulkConfirm, { body: { requestId: newRequestId(), items } })));
  test.clock.set(TEAM_DAY);
  await test.settle();
  const [one, two, three] = await teamPhotos(test, 3);
  const filed = { requestId: newRequestId(), heads: 30, photos: [one, two] as never };
  await cost("report a team, 2 photos", () => value(admin.call(teamVisitRoutes.reportTeamVisit, { params: { bookingId }, body: filed })));
  await cost("report's statistics, the first of a day", () => test.product.consumers.drain());
  const judged = (version: number, remark?: string) => ({
    params: { bookingId },
    body: { requestId: newRequestId(), version, ...(remark === undefined ? {} : { remark }) },
  });
  const { version } = await value(admin.call(visitRoutes.getBooking, { params: { bookingId } }));
  await cost("audit a team", () => value(city.call(teamVisitRoutes.auditTeamVisit, judged(version))));
  await cost("return a team", () => value(city.call(teamVisitRoutes.returnTeamVisit, judged(version + 1, "照片不清"))));
  await test.settle();
  await cost("report a team again, one photo exchanged", () =>
    value(admin.call(teamVisitRoutes.reportTeamVisit, { params: { bookingId }, body: { ...filed, requestId: newRequestId(), photos: [one, three] as never } })),
  );
  const [four] = await teamPhotos(test);
  await cost("back-fill a team, 1 photo", () =>
    value(
      admin.call(teamVisitRoutes.backFillTeamVisit, {
        params: { facilityId: BAISHAMEN },
        body: { requestId: newRequestId(), date: SLOT.date, period: "MORNING", teamName: "海南大学", heads: 27, purpose: "专业实习", photos: [four] as never },
      }),
    ),
  );
  await cost("list of 20 teams of a city, all statuses", () => value(city.call(visitRoutes.listBookings, { query: { kind: "TEAM", limit: 20 } })));
  await cost("numbers on the tabs of a city's teams", () => value(city.call(teamVisitRoutes.countBookings, { query: { kind: "TEAM" } })));
}

/** 核对: reads what lies behind the figures, so its price is the range's; the days here hold a handful of records. */
async function recounts(): Promise<void> {
  const { date } = SLOT;
  const day = await cost("recount a day of a city (8 records)", () =>
    value(city.call(statisticsRoutes.recountVisitFigures, { query: { from: date, to: date, asOf: date } })),
  );
  expect(day.records).toBe(8);
  const [from, to] = ["2026-03-01", "2026-03-31"] as [LocalDate, LocalDate];
  const month = await cost("recount a month of a city (11 records)", () => value(city.call(statisticsRoutes.recountVisitFigures, { query: { from, to } })));
  expect([month.records, month.isEqual]).toEqual([11, true]);
}

/** Nobody came: counted by the sweep, appealed by the person, answered by the bureau. */
async function noShows(): Promise<void> {
  const slot = aSlot({ date: "2026-03-24", capacityHeads: 500 });
  await putItems(test.store, [slot]);
  const missed: BookingId[] = [];
  for (const personId of ["p-missed-1", "p-missed-2"]) missed.push((await confirmedBooking(test, slot, { personId })).booking.bookingId);
  const [first, second] = missed as [BookingId, BookingId];
  test.clock.set("2026-03-25T09:00:00.000+08:00" as Instant);
  await test.settle();
  const said = (bookingId: BookingId, remark: string) => ({ params: { bookingId }, body: { requestId: newRequestId(), remark } });
  const person = async (n: number) => test.as({ personId: `p-missed-${n}` });
  const [one, two] = [await person(1), await person(2)];
  await cost("my no-shows", () => value(one.call(noShowRoutes.listMyNoShows, { query: {} })));
  await cost("appeal against a no-show", () => value(one.call(noShowRoutes.appealNoShow, said(first, "孩子临时发烧"))));
  await value(two.call(noShowRoutes.appealNoShow, said(second, "路上堵车")));
  await cost("waive a no-show", () => value(city.call(noShowRoutes.waiveNoShow, said(first, "情况属实"))));
  await cost("uphold a no-show", () => value(city.call(noShowRoutes.upholdNoShow, said(second, "没有说明"))));
  const rule = { isOn: true, threshold: 3, periodDays: 180, blockDays: 60, version: 0 };
  await cost("set a city's no-show rule", () =>
    value(city.call(noShowRoutes.setNoShowRule, { params: { cityCode: "4601" }, body: { requestId: newRequestId(), ...rule } })),
  );
  const waived = { cityCode: "4601", from: "2026-03-24", to: "2026-03-24", reason: "WEATHER", remark: "台风影响出行" } as const;
  await cost("waive a day's no-shows", () => value(city.call(noShowRoutes.waiveDays, { body: { requestId: newRequestId(), ...waived } })));
}

/** A 公文通告 to the admins of two facilities from its draft to its withdrawal, and the inbox that it lies in. */
async function announcementsAndInbox(): Promise<void> {
  const [password, place] = ["baishamen@2026", "CN/46/4601" as OrgPath];
  await test.addAccount({ username: "gongwen.city", password, displayName: "林文书", phone: "13811120000", grants: [grantAt("CITY_ADMIN", place)] });
  await test.addAccount({
    username: "gongwen.unit",
    password,
    displayName: "符收文",
    phone: "13811120001",
    grants: [grantAt("FACILITY_ADMIN", `${place}/460105/changliu`)],
  });
  const as = async (username: string): Promise<ApiClient> => {
    const session = await value(test.anonymous().call(sessionRoutes.logInWithPassword, { body: { username, password } }));
    if (!("token" in session)) throw new Error("no session");
    return createApiClient({ baseUrl: test.baseUrl, transport: fetchTransport, sessionToken: () => session.token });
  };
  const [sender, reader] = [await as("gongwen.city"), await as("gongwen.unit")];
  const recipients = { groups: [], organizationIds: [], usernames: ["gongwen.unit", "wangfang"] };
  const content = {
    orgPath: place,
    kind: "通知",
    number: "〔2026〕9号",
    title: "关于开放日的通知",
    text: "请准备。",
    isImportant: true,
    needsConfirmation: true,
  };
  const body = () => ({ requestId: newRequestId(), ...content, files: [], recipients });
  const draft = await cost("announcement: a draft", () => value(sender.call(announcementRoutes.createAnnouncement, { body: { ...body(), version: 0 } })));
  const { announcementId } = draft;
  const params = { announcementId };
  await cost("announcement: its recipients counted (2)", () =>
    value(sender.call(announcementRoutes.previewRecipients, { body: { orgPath: place, recipients } })),
  );
  await cost("announcement: the draft edited", () =>
    value(sender.call(announcementRoutes.editAnnouncement, { params, body: { ...body(), version: 1, text: "请于周五前准备。" } })),
  );
  await cost("announcement: sent", () =>
    value(sender.call(announcementRoutes.sendAnnouncement, { params, body: { requestId: newRequestId(), version: 2, recipients: 2 } })),
  );
  await test.settle();
  await cost("announcement: opened for the first time", () => value(reader.call(announcementRoutes.readAnnouncement, { params, body: {} })));
  await cost("announcement: confirmed", () => value(reader.call(announcementRoutes.confirmAnnouncement, { params, body: { requestId: newRequestId() } })));
  await cost("announcements received, 20", () => value(reader.call(announcementRoutes.listReceivedAnnouncements, { query: { limit: 20 } })));
  await cost("announcement: who has read it, 20", () => value(sender.call(announcementRoutes.listReceipts, { params, query: { limit: 20 } })));
  await cost("announcement: those who have not read are reminded", () =>
    value(sender.call(announcementRoutes.remindUnread, { params, body: { requestId: newRequestId() } })),
  );
  await test.settle();
  await cost("announcement: withdrawn", () =>
    value(sender.call(announcementRoutes.withdrawAnnouncement, { params, body: { requestId: newRequestId(), remark: "时间有误" } })),
  );
  const second = await as("wangfang");
  const inbox = await cost("messages, 20", () => value(second.call(noticeRoutes.listInbox, { query: { limit: 20 } })));
  const [newest] = inbox.items;
  if (newest === undefined) throw new Error("no message");
  await cost("messages: how many are unread", () => value(second.call(noticeRoutes.getInboxCount, {})));
  await cost("messages: one read", () => value(second.call(noticeRoutes.readInboxEntry, { params: { entryId: newest.entryId }, body: {} })));
  await cost("messages: all read", () => value(second.call(noticeRoutes.readAllInbox, { body: { requestId: newRequestId(), upTo: newest.at } })));
  test.sandbox.sms.unreported.splice(1);
  await cost("a carrier's report of an SMS", () => pushSmsReports(test.sandbox));
}

/** The official account's menu from its draft to WeChat, its replies and one poster's code. */
async function officialAccount(): Promise<void> {
  const editor = await test.as({ grants: [grantAt("PLATFORM_ADMIN", "CN")], name: "公众号" });
  const buttons: MenuButton[] = [{ kind: "PAGE", name: "预约参观", page: "HOME" }];
  const saved = await cost("save the official account's menu", () =>
    value(editor.call(officialAccountRoutes.saveAccountMenu, { body: { requestId: newRequestId(), version: 0, buttons } })),
  );
  const sent = (version: number) => ({ body: { requestId: newRequestId(), version } });
  const published = await cost("publish the official account's menu", () => value(editor.call(officialAccountRoutes.publishAccountMenu, sent(saved.version))));
  await cost("take the official account's menu down", () => value(editor.call(officialAccountRoutes.removeAccountMenu, sent(published.version))));
  const replies: Replies = { ...STANDARD_REPLIES, fallback: { kind: "TEXT", text: "请换一个说法" } };
  await cost("save the official account's replies", () =>
    value(editor.call(officialAccountRoutes.saveAccountReplies, { body: { requestId: newRequestId(), version: 0, ...replies } })),
  );
  const poster = { name: "大厅海报", target: { kind: "FACILITY", facilityId: BAISHAMEN } as const };
  const code = await cost("new code of the official account", () =>
    value(editor.call(officialAccountRoutes.createSceneCode, { body: { requestId: newRequestId(), ...poster } })),
  );
  const edited = { ...poster, version: code.version, name: "门口海报", isDisabled: false };
  await cost("edit a code of the official account", () =>
    value(editor.call(officialAccountRoutes.editSceneCode, { params: { codeId: code.codeId }, body: { requestId: newRequestId(), ...edited } })),
  );
}

/** Posts are given and taken, an account made, disabled and relieved of its work. */
async function officePeople(): Promise<void> {
  await anOrganization(test.store, "org-costs", "费用测算处", "CN/46/4601");
  const posts = [postOf("org-costs", "admin")];
  const people = await test.as({ grants: [grantAt("PROVINCE_ADMIN", "CN/46")], name: "人事" });
  const made = (username: string, phone: string) =>
    value(people.call(peopleRoutes.createOfficePerson, { body: { requestId: newRequestId(), username, name: "张三", phone, landline: "", email: "", posts } }));
  const one = await cost("new office person, one post", () => made("cost.one", "13811110001"));
  await made("cost.two", "13811110002");
  await cost("office people of a province, 20", () => value(people.call(peopleRoutes.listPeople, { query: { limit: 20 } })));
  await cost("an office person, with who changed what", () => value(people.call(peopleRoutes.getOfficePerson, { params: { username: "cost.one" } })));
  const row = {
    rowNumber: 2,
    username: "cost.three",
    name: "李四",
    phone: "13811110003",
    organization: "费用测算处",
    posts: "局管理员",
    landline: "",
    email: "",
  };
  await cost("import one row", () => value(people.call(peopleRoutes.importPeople, { body: { requestId: newRequestId(), rows: [row] } })));
  const seen = { version: one.version, seenPostIds: posts.map(({ postId }) => postId), name: one.name, phone: one.phone, landline: "", posts };
  await cost("edit an office person", () =>
    value(
      people.call(peopleRoutes.editOfficePerson, {
        params: { username: "cost.one" },
        body: { requestId: newRequestId(), ...seen, email: "one@example.gov.cn" },
      }),
    ),
  );
  await cost("hand over an office person's post and disable them", () =>
    value(
      people.call(peopleRoutes.handOverWork, {
        params: { username: "cost.one" },
        body: { requestId: newRequestId(), toUsername: "cost.two", disableAfterwards: true, remark: "调离" },
      }),
    ),
  );
}

/** An online activity through both levels, and a unit's own contact. */
async function activitiesAndContacts(): Promise<void> {
  const province = await test.as({ grants: [grantAt("PROVINCE_ADMIN", "CN/46")], name: "省厅" });
  const content = anActivityContent(await twoScreenshots(test.store, "acc-王芳"));
  const reported = await cost("report an online activity, 2 screenshots", () =>
    value(admin.call(activityRoutes.submitActivity, { body: { requestId: newRequestId(), ...content } })),
  );
  const { activityId } = reported;
  const decided = (client: ApiClient, action: "AUDIT_BY_CITY" | "AUDIT_BY_PROVINCE" | "RETURN", version: number, remark?: string) =>
    value(
      client.call(activityRoutes.decideActivity, {
        params: { activityId },
        body: { requestId: newRequestId(), action, version, ...(remark === undefined ? {} : { remark }) },
      }),
    );
  const returned = await cost("return an online activity", () => decided(city, "RETURN", reported.version, "截图看不清"));
  const again = await cost("report an online activity again", () =>
    value(admin.call(activityRoutes.resubmitActivity, { params: { activityId }, body: { requestId: newRequestId(), version: returned.version, ...content } })),
  );
  const passed = await cost("audit an online activity, the city", () => decided(city, "AUDIT_BY_CITY", again.version));
  await test.settle();
  await cost("audit an online activity, the province", () => decided(province, "AUDIT_BY_PROVINCE", passed.version));
  await cost("an online activity's statistics", () => test.product.consumers.drain());
  await cost("list of 20 online activities of a city", () => value(city.call(activityRoutes.listActivities, { query: { limit: 20 } })));

  await addStaff(test, ["haikou.city", "haikou.second", "agency.principal"]);
  const approver = await test.as({ grants: [grantAt("CITY_ADMIN", "CN/46/4601")], name: "haikou.city" });
  const approvalId = await cost("submit something for approval, 2 approvers", () => started(test));
  await cost("agree to it, as its only level", () =>
    value(approver.call(approvalRoutes.decideApproval, { params: { approvalId }, body: { requestId: newRequestId(), action: "APPROVE", subjectVersion: 1 } })),
  );
  await cost("my approvals", () => value(approver.call(approvalRoutes.listMyApprovals, { query: { group: "DONE" } })));

  await cost("a captcha and a registration's code", async () => answered(askForCode(test)));
  const code = await codeOn(test, "13900008002");
  await cost("begin a registration", () => answered(start(test, firstPage({ code, phone: "13900008002" }))));
  const author = await logIn(test);
  const letter = await aLetter(test, author);
  const sent = await cost("send a registration, 2 reviewers", () => answered(send(author, 1, secondPage(letter))));
  await cost("list of 20 registrations of a city", () => value(city.call(registrationRoutes.listRegistrations, { query: { limit: 20 } as never })));
  await cost("a registration, with those like it", () =>
    value(city.call(registrationRoutes.getRegistration, { params: { registrationId: sent.registrationId } })),
  );
  await answered(review(approver, sent, "APPROVE"));
  await cost("found an approved registration's organisation", () => test.product.consumers.drain());

  const own = await test.as({ grants: [grantAt("FACILITY_ADMIN", BAISHAMEN_PATH)], name: "wangfang" });
  const changed = { version: 1, name: "王芳", landline: "0898-66123456", phone: "13900009999", email: "wf@example.com" };
  await cost("change a contact, the same phone", () =>
    value(own.call(contactRoutes.changeContact, { params: { accountId: "acc-wangfang" }, body: { requestId: newRequestId(), ...changed } })),
  );

  await cost("工作台 of a facility's admin", () => value(own.call(workbenchRoutes.getWorkbench, {})));
  await cost("工作台 of a city", () => value(city.call(workbenchRoutes.getWorkbench, {})));
  await cost("search everywhere of a city", () => value(city.call(workbenchRoutes.searchEverywhere, { query: { q: "白沙门" } })));
  await cost("save a filter", () =>
    value(own.call(workbenchRoutes.saveFilter, { params: { page: "bookings" }, body: { requestId: newRequestId(), name: "本月", query: "kind=TEAM" } })),
  );
}

function tableOf(rows: readonly (readonly [string, StoreCost])[]): string {
  const cells = [
    ["what", "reads", "writes", "transactions", "read units", "write units"],
    ...rows.map(([name, { reads, writes, transactions, readUnits, writeUnits }]) => [
      name,
      ...[reads, writes, transactions, readUnits, writeUnits].map(String),
    ]),
  ];
  const widths = cells[0]?.map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0))) ?? [];
  const line = (row: readonly string[]): string =>
    `| ${row.map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0))).join(" | ")} |`;
  const rule = `| ${widths.map((width, column) => (column === 0 ? "-".repeat(width) : `${"-".repeat(width - 1)}:`)).join(" | ")} |`;
  const [head = [], ...body] = cells;
  return `# What each command asks of the store

Counted, not timed: the same on any machine. Units are DynamoDB's, by its published rules (\`functions/platform/store/countStoreCost.ts\` says what is
approximated). The request's session is included: one read. \`functions/testing/storeCost.db.test.ts\` makes this page and fails when it is stale;
\`UPDATE_STORE_COSTS=1 npx jest functions/testing/storeCost\` writes it anew. A row that grows is a price to be argued for in its commit.

${[line(head), rule, ...body.map(line)].join("\n")}
`;
}

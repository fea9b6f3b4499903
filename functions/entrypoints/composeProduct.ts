import { randomBytes, randomInt } from "node:crypto";
import type { FastifyInstance } from "fastify";
import type { Actor } from "@app/contract/kernel/actor";
import { activityRoutes } from "@app/contract/activities/activities.routes";
import { announcementRoutes } from "@app/contract/announcements/announcements.routes";
import { approvalRoutes } from "@app/contract/approvals/approvals.routes";
import { attachmentRoutes } from "@app/contract/attachments/attachments.routes";
import { auditRoutes } from "@app/contract/audit/audit.routes";
import { contactRoutes } from "@app/contract/contacts/contacts.routes";
import { noticeRoutes } from "@app/contract/notices/notices.routes";
import { officialAccountRoutes } from "@app/contract/officialAccount/officialAccount.routes";
import { organizationRoutes } from "@app/contract/organizations/organizations.routes";
import { qrLogInRoutes } from "@app/contract/sessions/qrLogIn.routes";
import { mySessionsRoutes } from "@app/contract/sessions/mySessions.routes";
import { registrationRoutes } from "@app/contract/registrations/registrations.routes";
import { secondStepRoutes } from "@app/contract/sessions/secondStep.routes";
import { sessionRoutes } from "@app/contract/sessions/sessions.routes";
import { staffBindingRoutes } from "@app/contract/sessions/staffBinding.routes";
import { personalDataRoutes } from "@app/contract/personalData/personalData.routes";
import { peopleRoutes } from "@app/contract/people/people.routes";
import { retentionRoutes } from "@app/contract/retention/retention.routes";
import { settingsRoutes } from "@app/contract/settings/settings.routes";
import { statisticsRoutes } from "@app/contract/statistics/statistics.routes";
import { systemRoutes } from "@app/contract/system/system.routes";
import type { OutsideService } from "@app/contract/kernel/outsideServices";
import type { OrgPath } from "@app/contract/organizations/orgPath";
import type { BackupMode, StoreKind } from "@app/contract/system/system.schema";
import { retentionHoldRoutes } from "@app/contract/visits/retentionHold.routes";
import { demandRoutes } from "@app/contract/visits/demand.routes";
import { facilityRoutes } from "@app/contract/visits/facilities.routes";
import { gateRoutes } from "@app/contract/visits/gate.routes";
import { slotPlanRoutes } from "@app/contract/visits/slotPlan.routes";
import { teamVisitRoutes } from "@app/contract/visits/teamVisits.routes";
import { visitExportRoutes } from "@app/contract/visits/visitExports.routes";
import { noShowRoutes } from "@app/contract/visits/noShows.routes";
import { banRoutes } from "@app/contract/content/bans.routes";
import { moderationRoutes } from "@app/contract/visits/moderation.routes";
import { ratingRoutes } from "@app/contract/visits/ratings.routes";
import { visitRoutes } from "@app/contract/visits/visits.routes";
import { workbenchRoutes } from "@app/contract/workbench/workbench.routes";
import { limitKindOf, REQUEST_LIMITS } from "@app/contract/requestLimits";
import { routeList } from "@app/contract/routes";
import type { Route } from "@app/contract/kernel/route";
import type { CaptchaPort } from "../engines/codes/captchaPort";
import type { CodePort } from "../engines/codes/codePort";
import type { PasswordPort } from "../engines/codes/passwordPort";
import type { SecretBox } from "../engines/codes/secretBoxPort";
import type { TotpPort } from "../engines/codes/totpPort";
import type { CommandEngine } from "../engines/commands/runCommand";
import type { Clock } from "../engines/context/clock";
import type { Ids } from "../engines/context/ids";
import { sweepDeadlines, type DeadlineHandler } from "../engines/deadlines/deadlines";
import { recordJobRun } from "../engines/deadlines/jobRuns";
import { consumersByEventType, createConsumerRunner, type Consumer, type ConsumerRunner } from "../engines/events/consumers";
import { EXPORT_ROWS_MAX, type ExportDeps } from "../engines/exports/makeExport";
import type { FileStore } from "../engines/files/fileStorePort";
import type { PicturePort } from "../engines/files/picturePort";
import type { Handler, Handlers } from "../engines/http/handler";
import { createOfficeCalendar } from "../engines/settings/officeCalendar";
import { createRequestLimiter } from "../engines/limits/requestLimiter";
import { retainedUntilDeleted } from "../engines/retention/retained";
import { sweepRetained, type RetainedRecords } from "../engines/retention/sweepRetained";
import { createParameters } from "../engines/settings/parameters";
import type { EmailPort } from "../engines/messaging/emailPort";
import type { SmsPort } from "../engines/messaging/smsPort";
import type { WechatPort } from "../engines/messaging/wechatPort";
import type { Store } from "../engines/store/storePort";
import { activityHandlers } from "../features/activities/http";
import { activitySearch, activityWork } from "../features/activities/public";
import { announcementHandlers } from "../features/announcements/http";
import { announcementAudience, unreadAudience } from "../features/announcements/public";
import { approvalDeadlines } from "../features/approvals/actions/settleApproval";
import { approvalHandlers } from "../features/approvals/http";
import { approvalSearch, approvalWork, longestWaiting, openApprovals } from "../features/approvals/public";
import { attachmentHandlers } from "../features/attachments/http";
import { photoCovers, photoLinks, retainedPhotos, storedDocuments, type PhotoLinks } from "../features/attachments/public";
import { attachmentDeadlines } from "../features/attachments/reactions";
import { auditHandlers } from "../features/audit/http";
import { trailKindOf } from "../features/audit/public";
import { contactHandlers } from "../features/contacts/http";
import { accountsAudience } from "../features/notices/audiences";
import { receiveSmsReports } from "../features/notices/actions/receiveSmsReports";
import { noticeHandlers } from "../features/notices/http";
import { BULK_SWEPT_AT_ONCE, bulkNoticeDeadlines, noticeDeadlines, noticeRounds, noticesConsumer } from "../features/notices/reactions";
import type { NoticeTemplate } from "../features/notices/noticeTexts";
import type { OfficialAccountTemplates } from "../features/notices/sendByChannel";
import { officialAccountHandlers } from "../features/officialAccount/http";
import { createAccountReplies, personalFollower, receiveMessage } from "../features/officialAccount/public";
import { officialAccountConsumer } from "../features/officialAccount/reactions";
import { registrationHandlers } from "../features/registrations/http";
import { registrationSearch, registrationWork, retainedDrafts, retainedRegistrations } from "../features/registrations/public";
import { registrationsConsumer } from "../features/registrations/reactions";
import { organizationHandlers } from "../features/organizations/http";
import { organizationSearch } from "../features/organizations/public";
import { organizationsConsumer } from "../features/organizations/reactions";
import { sessionHandlers } from "../features/sessions/http";
import { retentionHandlers } from "../features/retention/http";
import { settingsHandlers } from "../features/settings/http";
import { personalNotices, personalSubscriptions } from "../features/notices/public";
import { personalDataHandlers } from "../features/personalData/http";
import { personJobDeadlines } from "../features/personalData/public";
import { meOf, personalConsents, personalIdentity, personalSessions } from "../features/sessions/public";
import { qrLogInHandlers, staffBindingHandlers } from "../features/sessions/staffHttp";
import { createSessionCache, phoneCodeDeadlines } from "../features/sessions/public";
import { mySessionsHandlers, secondStepHandlers } from "../features/sessions/safetyHttp";
import { peopleHandlers } from "../features/people/http";
import { heldPosts, peopleSearch } from "../features/people/public";
import { statisticsHandlers } from "../features/statistics/http";
import { statisticsConsumer } from "../features/statistics/reactions";
import { systemHandlers } from "../features/system/http";
import { systemWork } from "../features/system/systemWork";
import { demandHandlers } from "../features/visits/demand/http";
import { demandConsumer, demandDeadlines, waitingListConsumer } from "../features/visits/demand/reactions";
import { facilityHandlers, slotPlanHandlers } from "../features/visits/facilitiesHttp";
import { visitExportHandlers } from "../features/visits/exportsHttp";
import { gateHandlers } from "../features/visits/gateHttp";
import { noShowHandlers } from "../features/visits/noShows/http";
import { banHandlers } from "../features/content/http";
import { banDeadlines, banWork, personalBans, retainedBans } from "../features/content/public";
import { ratingCheckDeadlines, receivePictureCheck } from "../features/visits/ratings/checkRating";
import { ratingHandlers } from "../features/visits/ratings/http";
import { moderationHandlers } from "../features/visits/ratings/moderationHttp";
import { noShowDeadlines, noShowsConsumer } from "../features/visits/noShows/reactions";
import { visitHandlers } from "../features/visits/http";
import { teamVisitHandlers } from "../features/visits/teamVisitsHttp";
import { visitDeadlines } from "../features/visits/reactions";
import { bookingSearch, facilitiesOfCategories, facilitySearch, visitWork } from "../features/visits/public";
import { workbenchHandlers } from "../features/workbench/http";
import {
  cancelOpenBookings,
  openBookingsOf,
  personalBookings,
  personalFollows,
  personalNoShows,
  personalRatings,
  personalWaiting,
} from "../features/visits/public";
import { isRetentionHeld, personalDataOfBooking, retainedBookings } from "../features/visits/public";
import { retentionHoldHandlers } from "../features/visits/retentionHoldHttp";
import type { VisitDeps } from "../features/visits/visitDeps";
import { version } from "../../package.json";
import { qrPng } from "../platform/codes/qrPng";
import { apiDocsPage } from "../platform/http/apiDocsPage";
import { createHttpApp } from "../platform/http/createHttpApp";
import { openApiDocument } from "../platform/http/openApiDocument";
import type { Log } from "../platform/log/log";
import { registerSmsReports } from "../platform/sms/registerSmsReports";
import { newOneTimePassword } from "../platform/passwords/newOneTimePassword";
import {
  MINI_PROGRAM_CALLBACK_PATH,
  registerOfficialAccountCallback,
  type OfficialAccountCallbackConfig,
} from "../platform/wechat/callback/registerOfficialAccountCallback";

export interface ProductParts {
  readonly store: Store;
  readonly storeKind: StoreKind;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly wechat: WechatPort;
  readonly sms: SmsPort;
  /** What a product begins without: its ports refuse for good, and what depends on it says so in words. */
  readonly missingServices?: readonly OutsideService[];
  /** Of one machine that keeps real data; absent elsewhere. */
  readonly backups?: BackupMode;
  /** Absent where there is no mail server: then nobody is told by e-mail. */
  readonly email?: EmailPort;
  readonly passwords: PasswordPort;
  readonly captchas: CaptchaPort;
  readonly totp: TotpPort;
  readonly secretBox: SecretBox;
  readonly codes: CodePort;
  readonly files: FileStore;
  readonly pictures: PicturePort;
  readonly log: Log;
  readonly publicOrigin: string;
  readonly allowedRedirectOrigins: readonly string[];
  /** Of the mini-program's subscription messages. */
  readonly templateIds: Readonly<Partial<Record<NoticeTemplate, string>>>;
  readonly officialAccountTemplates: OfficialAccountTemplates;
  readonly longTermTemplates: readonly NoticeTemplate[];
  /** Absent without an official account: then nobody pushes anything. */
  readonly officialAccountCallback?: OfficialAccountCallbackConfig;
  /** The end of the address to which the SMS provider reports; absent without one. */
  readonly smsReportSecret?: string;
  /** The mini-program's pushes come under the same token and key, for its own app. */
  readonly miniProgramAppId: string;
  readonly onOutbox?: () => void;
  readonly checkOutput?: boolean;
  readonly trustedProxies?: number;
  /** So many times the usual limits of requests: for a load that is meant to be one. */
  readonly requestLimitsTimes?: number;
  /** Fewer than usual, for a test of the refusal. */
  readonly exportRowsMax?: number;
}

export interface Product {
  /** The store as the product writes to it. */
  readonly store: Store;
  readonly app: FastifyInstance;
  readonly consumers: ConsumerRunner;
  readonly engine: CommandEngine;
  /** Settles all deadlines that have passed; returns how many. */
  readonly sweep: () => Promise<number>;
  /** The same in two halves that may run side by side: messages wait for WeChat, and places must be free on time all the while (promises M2, R7). */
  readonly sweepCases: () => Promise<number>;
  readonly sendNotices: () => Promise<number>;
  /** A page of what is told to thousands, which gives way to everybody's own. */
  readonly sendBulkNotices: () => Promise<number>;
  /** How many requests came so far. */
  readonly requestsServed: () => number;
  /** Clears what the rules of retention say, some of each kind. */
  readonly clearRetained: () => Promise<number>;
  /** Apart from both, because it waits for the file store. */
  readonly removeUnusedPhotos: () => Promise<number>;
}

/** @param engine asked for only when an event is applied: the engine itself must know the consumers first */
export function productConsumers(store: Store, engine: () => CommandEngine): readonly Consumer[] {
  return [
    statisticsConsumer(store),
    noticesConsumer(store),
    waitingListConsumer(store),
    demandConsumer(store),
    noShowsConsumer(store),
    organizationsConsumer(store),
    officialAccountConsumer(store),
    registrationsConsumer(engine),
  ];
}

/** Wires the rooms together: the same for one machine, for the cloud and for tests. */
export function composeProduct(parts: ProductParts): Product {
  const { clock, ids, log } = parts;
  const facilitiesBelow = async (orgPath: OrgPath, categories: readonly string[]): Promise<readonly OrgPath[]> => {
    const { paths, isCut } = await facilitiesOfCategories(parts.store, orgPath, categories);
    if (isCut) log.error("a post narrowed to categories covers too many facilities; the rest is not seen", { orgPath, categories, seen: paths.length });
    return paths;
  };
  const sessionCache = createSessionCache({ store: parts.store, clock, facilitiesOfCategories: facilitiesBelow });
  /** Whatever is written through it is heeded by the sessions of this process at once. */
  const store = sessionCache.watching(parts.store);
  const limiter = createRequestLimiter({ clock });
  const parameters = createParameters({ store, clock });
  const consumers = productConsumers(store, () => engine);
  const engine: CommandEngine = {
    store,
    clock,
    ids,
    consumersOf: consumersByEventType(consumers),
    trailKindOf,
    calendar: createOfficeCalendar({ store, clock }),
    ...(parts.onOutbox === undefined ? {} : { onOutbox: parts.onOutbox }),
  };
  const missingServices = parts.missingServices ?? [];
  const backups = parts.backups === undefined ? {} : { backups: parts.backups };
  const accountReplies = createAccountReplies({ store, clock });
  const drawQrPng = async (text: string): Promise<Buffer> => qrPng(text, 640);
  /** For every feature whose cases show pictures. */
  const photos: PhotoLinks = (photoIds) => photoLinks(parts.files, photoIds);
  const visits: VisitDeps = {
    engine,
    photos,
    codes: parts.codes,
    wechat: parts.wechat,
    publicOrigin: parts.publicOrigin,
    drawQrPng,
  };
  const ratings = { engine, photos, covers: photoCovers({ store, pictures: parts.pictures }), wechat: parts.wechat, publicOrigin: parts.publicOrigin };
  const attachments = { engine, files: parts.files, pictures: parts.pictures, photos };
  const approvals = { engine, parameters };
  const sessions = {
    engine,
    store,
    clock,
    ids,
    wechat: parts.wechat,
    missingServices,
    passwords: parts.passwords,
    captchas: parts.captchas,
    totp: parts.totp,
    secretBox: parts.secretBox,
    drawQrPng: async (text: string): Promise<Buffer> => qrPng(text, 240),
    parameters,
    facilitiesOfCategories: facilitiesBelow,
    newToken: () => randomBytes(32).toString("base64url"),
    newCode: () => (missingServices.includes("SMS") ? undefined : String(randomInt(1_000_000)).padStart(6, "0")),
    allowedRedirectOrigins: parts.allowedRedirectOrigins,
    publicOrigin: parts.publicOrigin,
  };
  /** Whatever names a person of the public: one for each of PERSONAL_DATA_KINDS. */
  const personalData = {
    engine,
    newToken: sessions.newToken,
    records: [
      personalIdentity(store),
      personalSessions(store),
      personalConsents(store),
      personalBookings(store),
      personalRatings(store),
      personalNoShows(store),
      personalBans({ store, clock }),
      personalWaiting({ store, clock }),
      personalFollows(store),
      personalNotices(store),
      personalSubscriptions(store),
      personalFollower(store),
    ],
    countOpenBookings: async (personId: string) => (await openBookingsOf(store, personId)).length,
    cancelOpenBookings: (actor: Actor, remark: string) => cancelOpenBookings(visits, actor, remark),
    meOf: (token: string) => meOf(sessions, token),
  };
  const registrations = {
    engine,
    passwords: parts.passwords,
    newToken: sessions.newToken,
    newCode: sessions.newCode,
    documents: (ids: Parameters<typeof storedDocuments>[2]) => storedDocuments(store, parts.files, ids),
  };
  /** A feature whose work waits for somebody, or whose cases are looked for, names its source here. */
  const workbench = {
    engine,
    work: [
      approvalWork(approvals),
      visitWork({ ...engine, parameters }),
      activityWork(engine),
      registrationWork(engine),
      banWork({ ...engine, parameters }),
      systemWork({ ...engine, ...backups }),
    ],
    searches: [
      bookingSearch(engine),
      facilitySearch(engine),
      organizationSearch(store),
      peopleSearch(store),
      activitySearch(engine),
      registrationSearch(engine),
      approvalSearch(approvals),
    ],
    longestWaiting: (actor: Actor) => longestWaiting(approvals, actor),
  };
  const settling = (handlers: readonly DeadlineHandler[], limit?: number) => () =>
    sweepDeadlines(
      store,
      handlers,
      clock.now(),
      ({ kind, item, error }) => log.error("deadline failed", { kind, pk: item.pk, error }),
      // A line of the record that is missing holds nothing up.
      {
        ...(limit === undefined ? {} : { limit }),
        onRun: (run) => recordJobRun(store, run).catch((error: unknown) => log.error("job run not recorded", { kind: run.kind, error })),
      },
    );
  const ofCases = [
    ...visitDeadlines(visits),
    ...demandDeadlines(engine),
    ...noShowDeadlines(engine),
    ...banDeadlines(engine),
    ...approvalDeadlines(approvals),
    ...personJobDeadlines(personalData),
  ];
  const notices = {
    ...parts,
    engine,
    store,
    clock,
    parameters,
    audiences: [accountsAudience(store), announcementAudience(store, clock), unreadAudience(store)],
  };
  const ofMessages = [...phoneCodeDeadlines({ ...parts, store, clock }), ...ratingCheckDeadlines(ratings), ...noticeDeadlines(notices)];
  const ofThousands = bulkNoticeDeadlines(notices);
  const ofPhotos = attachmentDeadlines(attachments);
  const sweepCases = settling(ofCases);
  const sendQueued = settling(ofMessages);
  const sendBulkNotices = settling(ofThousands, BULK_SWEPT_AT_ONCE);
  const sendAllOfBulk = async (): Promise<number> => {
    let all = 0;
    for (let page = await sendBulkNotices(); page > 0; page = await sendBulkNotices()) all += page;
    return all;
  };
  const beginRounds = noticeRounds(notices);
  const sendNotices = async (): Promise<number> => {
    await beginRounds();
    return sendQueued();
  };
  const removeUnusedPhotos = settling(ofPhotos);
  const retained: readonly RetainedRecords[] = [
    retainedBookings(store),
    retainedPhotos(attachments, (caseOfFile) => isRetentionHeld(store, caseOfFile)),
    retainedDrafts({ store, files: parts.files }),
    retainedRegistrations({ store, files: parts.files }),
    retainedBans(store),
    retainedUntilDeleted("NOTICE"),
    retainedUntilDeleted("REFUSED_SCAN"),
    retainedUntilDeleted("TRAIL"),
  ];
  const clearRetained = (): Promise<number> =>
    sweepRetained({ store, clock, parameters }, retained, ({ kind, item, error }) => log.error("clearing failed", { kind, pk: item.pk, error }));
  const system = {
    engine,
    version,
    storeKind: parts.storeKind,
    ...backups,
    missingServices,
    deadlineKinds: [...ofCases, ...ofMessages, ...ofThousands, ...ofPhotos].map(({ kind }) => kind),
  };

  const exports: ExportDeps = { engine, rowsMax: parts.exportRowsMax ?? EXPORT_ROWS_MAX };
  let requestsServed = 0;
  const app = createHttpApp({
    onRequest: () => (requestsServed += 1),
    bindings: [
      ...bindingsOf(sessionRoutes, sessionHandlers(sessions)),
      ...bindingsOf(mySessionsRoutes, mySessionsHandlers(sessions)),
      ...bindingsOf(secondStepRoutes, secondStepHandlers(sessions)),
      ...bindingsOf(staffBindingRoutes, staffBindingHandlers(sessions)),
      ...bindingsOf(qrLogInRoutes, qrLogInHandlers(sessions)),
      ...bindingsOf(personalDataRoutes, personalDataHandlers(personalData)),
      ...bindingsOf(officialAccountRoutes, officialAccountHandlers({ ...parts, engine, replies: accountReplies, drawQrPng })),
      ...bindingsOf(contactRoutes, contactHandlers({ ...exports, newToken: sessions.newToken, newCode: sessions.newCode })),
      ...bindingsOf(
        peopleRoutes,
        peopleHandlers({
          ...exports,
          ...(missingServices.includes("SMS") ? { oneTimePasswords: { make: newOneTimePassword, hash: parts.passwords.hash } } : {}),
          facilitiesOfCategories: facilitiesBelow,
          openWork: [openApprovals(engine), heldPosts(engine)],
        }),
      ),
      ...bindingsOf(organizationRoutes, organizationHandlers(engine)),
      ...bindingsOf(visitRoutes, visitHandlers(visits)),
      ...bindingsOf(facilityRoutes, facilityHandlers(visits)),
      ...bindingsOf(slotPlanRoutes, slotPlanHandlers(visits)),
      ...bindingsOf(noShowRoutes, noShowHandlers(engine)),
      ...bindingsOf(ratingRoutes, ratingHandlers(ratings)),
      ...bindingsOf(moderationRoutes, moderationHandlers(ratings)),
      ...bindingsOf(banRoutes, banHandlers(engine)),
      ...bindingsOf(demandRoutes, demandHandlers(engine)),
      ...bindingsOf(gateRoutes, gateHandlers(visits)),
      ...bindingsOf(teamVisitRoutes, teamVisitHandlers(visits)),
      ...bindingsOf(visitExportRoutes, visitExportHandlers(exports)),
      ...bindingsOf(statisticsRoutes, statisticsHandlers(exports)),
      ...bindingsOf(attachmentRoutes, attachmentHandlers(attachments)),
      ...bindingsOf(activityRoutes, activityHandlers({ ...exports, photos })),
      ...bindingsOf(approvalRoutes, approvalHandlers(approvals)),
      ...bindingsOf(registrationRoutes, registrationHandlers(registrations)),
      ...bindingsOf(noticeRoutes, noticeHandlers(notices)),
      ...bindingsOf(announcementRoutes, announcementHandlers({ ...exports, documents: registrations.documents })),
      ...bindingsOf(retentionRoutes, retentionHandlers({ ...exports, parameters })),
      ...bindingsOf(retentionHoldRoutes, retentionHoldHandlers(visits)),
      ...bindingsOf(settingsRoutes, settingsHandlers({ engine, parameters })),
      ...bindingsOf(systemRoutes, systemHandlers(system)),
      ...bindingsOf(workbenchRoutes, workbenchHandlers(workbench)),
      ...bindingsOf(auditRoutes, auditHandlers({ ...exports, personalDataOf: { booking: personalDataOfBooking } })),
    ],
    authenticate: (token) => sessionCache.authenticate(token),
    secondsToWait: (route, who) => {
      const kind = limitKindOf(route);
      const times = parts.requestLimitsTimes ?? 1;
      const [name, { burst, perMinute }] = "address" in who ? [who.address, REQUEST_LIMITS[kind].address] : [who.callerId, REQUEST_LIMITS[kind].caller];
      return limiter.take(`${kind} ${name}`, { burst: burst * times, perMinute: perMinute * times });
    },
    newRequestId: () => ids.next(),
    log,
    ...(parts.trustedProxies === undefined ? {} : { trustedProxies: parts.trustedProxies }),
    ...(parts.checkOutput === undefined ? {} : { checkOutput: parts.checkOutput }),
  });
  addDocuments(app);
  const { officialAccountCallback } = parts;
  if (officialAccountCallback !== undefined) {
    registerOfficialAccountCallback(app, {
      config: officialAccountCallback,
      receive: (message) => receiveMessage({ engine, publicOrigin: parts.publicOrigin, replies: accountReplies }, message),
      clock,
      log,
    });
    registerOfficialAccountCallback(app, {
      path: MINI_PROGRAM_CALLBACK_PATH,
      config: { ...officialAccountCallback, appId: parts.miniProgramAppId },
      receive: (message) => receivePictureCheck(ratings, message),
      clock,
      log,
    });
  }
  if (parts.smsReportSecret !== undefined) registerSmsReports(app, { secret: parts.smsReportSecret, receive: receiveSmsReports({ store, clock }), log });
  return {
    app,
    store,
    engine,
    consumers: createConsumerRunner({
      store,
      clock,
      consumers,
      onFailure: ({ consumer, event, error, dead }) =>
        log.error(dead ? "event went to the dead letters" : "consumer failed", { consumer, eventId: event.eventId, eventType: event.eventType, error }),
    }),
    sweep: async () => (await sweepCases()) + (await sendNotices()) + (await sendAllOfBulk()) + (await removeUnusedPhotos()) + (await clearRetained()),
    clearRetained,
    sweepCases,
    sendNotices,
    sendBulkNotices,
    requestsServed: () => requestsServed,
    removeUnusedPhotos,
  };
}

function bindingsOf<Routes extends Readonly<Record<string, Route>>>(routes: Routes, handlers: Handlers<Routes>): { route: Route; handler: Handler<Route> }[] {
  // The handler's input type follows from its own route, which is the very one it is bound to here.
  return Object.entries(routes).map(([id, route]) => ({ route, handler: handlers[id as keyof Routes] as unknown as Handler<Route> }));
}

function addDocuments(app: FastifyInstance): void {
  // Written when it is first asked for: it takes longer than all the rest of a start.
  let written: ReturnType<typeof openApiDocument> | undefined;
  const document = () => (written ??= openApiDocument(routeList));
  app.get("/api/openapi.json", async () => document());
  app.get("/api/docs", async (_request, reply) => reply.type("text/html; charset=utf-8").send(apiDocsPage(routeList, document())));
  app.get("/healthz", async () => ({ status: "ok" }));
}

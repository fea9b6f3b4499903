import { AGREEMENT_VERSION } from "@app/contract/personalData/agreement";
import { STANDARD_REPLIES } from "@app/contract/officialAccount/replyMatching";
import { allRoutes, routeList, type RouteId } from "@app/contract/routes";
import { ROLES, type Role } from "@app/contract/organizations/roles";
import type { AttachmentId, BookingId, PersonId } from "@app/contract/kernel/ids";
import { epochMsOf, type Instant, type LocalDate, type TimeOfDay } from "@app/contract/kernel/time";
import { BOOKING_CODE_PREFIX } from "@app/contract/visits/bookingCode";
import { trailPk, trailWrites } from "../../engines/events/trail";
import { attachmentKey, type AttachmentItem } from "../../features/attachments/attachmentRepository";
import { entryIdOf } from "../../features/audit/trailRepository";
import { attentionKey, attentionWrite } from "../../features/visits/attentionRepository";
import { bookingItem, facilityPartOf, type BookingItem } from "../../features/visits/bookingRepository";
import { bookingCode } from "../../features/visits/bookingView";
import { PARAMETERS_KEY } from "../../engines/settings/parameters";
import { openedConflict } from "../../features/visits/entryConflictRepository";
import { changedNoShow, newNoShow, newWaiver, noShowRuleKey, standingKey } from "../../features/visits/noShows/noShowRepository";
import { placedBan } from "../../features/content/banRepository";
import { newRating, publicKeyOf } from "../../features/visits/ratings/ratingRepository";
import { addToPersonDay, personDayKey } from "../../features/visits/personDayRepository";
import { followItem } from "../../features/visits/demand/followRepository";
import { waitingListKey } from "../../features/visits/demand/waitingRepository";
import { holdItem, holdKey } from "../../features/visits/holdRepository";
import { answersSpreadsheet } from "@app/contract/kernel/spreadsheet";
import { aReadyPhoto, anActivityContent, anActivityItem, PLAYS_SHOT, VIDEO_SHOT } from "../../testing/activityBuilders";
import { aFacilityContent, anArticle, anArticleContent, aTemplate, aTemplateContent } from "../../testing/facilityBuilders";
import { aContent, anAnnouncement, ANNOUNCEMENT_ID, aReceipt, someFigures } from "../../testing/announcementBuilders";
import { anApproval } from "../../testing/approvalActs";
import { readWorkbook, tableOf } from "../../testing/readWorkbook";
import { aBureau, aDepartment, anOrganization, aPost, aRole, ORGANIZATION_ID } from "../../testing/organizationBuilders";
import { aRegistration, firstPage, secondPage } from "../../testing/registrationActs";
import { ask, urlOf } from "../../testing/routeRequests";
import { grantAt, newRequestId, NOW, startTestProduct, type TestProduct } from "../../testing/startTestProduct";
import { aFacility, anEntry, aSlot, aWaiting, BAISHAMEN, BAISHAMEN_PATH, hongsha, putItems } from "../../testing/visitBuilders";

/**
 * T36: every route × everybody, against one facility's booking, slots, gate and figures, written as one table. What a cell says:
 * SHOWN done, or answered with something of that facility · HIDDEN answered without it · otherwise the refusal.
 */
type Outcome = "SHOWN" | "HIDDEN" | string;

/** Whose place the actor's grant names, seen from the facility. */
const ACTORS = {
  anonymous: undefined,
  stranger: { personId: "p-stranger" },
  booker: { personId: "p-booker" },
  staff: at("FACILITY_STAFF", BAISHAMEN_PATH),
  staffOfNeighbour: at("FACILITY_STAFF", "CN/46/4601/460106/haikou-yanchunling"),
  staffElsewhere: at("FACILITY_STAFF", "CN/46/4602/460203/sanya-hongsha"),
  admin: at("FACILITY_ADMIN", BAISHAMEN_PATH),
  adminOfNeighbour: at("FACILITY_ADMIN", "CN/46/4601/460106/haikou-yanchunling"),
  adminElsewhere: at("FACILITY_ADMIN", "CN/46/4602/460203/sanya-hongsha"),
  city: at("CITY_ADMIN", "CN/46/4601"),
  cityElsewhere: at("CITY_ADMIN", "CN/46/4602"),
  province: at("PROVINCE_ADMIN", "CN/46"),
  provinceElsewhere: at("PROVINCE_ADMIN", "CN/44"),
  platform: at("PLATFORM_ADMIN", "CN"),
  agencyUser: at("AGENCY_USER", "CN/46/4601"),
  agencyPrincipal: at("AGENCY_PRINCIPAL", "CN/46/4601"),
  contractor: at("SURVEY_CONTRACTOR", "CN/46/4601"),
} as const;
type ActorName = keyof typeof ACTORS;

function at(role: Role, orgPath: string) {
  return { grants: [grantAt(role, orgPath)], name: role };
}

const OFFICES = [
  "staff",
  "staffOfNeighbour",
  "staffElsewhere",
  "admin",
  "adminOfNeighbour",
  "adminElsewhere",
  "city",
  "cityElsewhere",
  "province",
  "provinceElsewhere",
  "platform",
  "agencyUser",
  "agencyPrincipal",
  "contractor",
] as const satisfies readonly ActorName[];
const PEOPLE = ["stranger", "booker"] as const satisfies readonly ActorName[];

/** Each row complete: a group names many cells at once, and what is written later in the row wins. */
function row(anonymous: Outcome, people: Outcome, offices: Outcome, except: Partial<Record<ActorName, Outcome>> = {}): Record<ActorName, Outcome> {
  const cells = Object.fromEntries([...PEOPLE.map((name) => [name, people]), ...OFFICES.map((name) => [name, offices])]) as Record<ActorName, Outcome>;
  return { ...cells, anonymous, ...except };
}
const SHUT = "SESSION_MISSING";
/** Everybody above the facility reads; so does the facility. */
const READERS = { staff: "SHOWN", admin: "SHOWN", city: "SHOWN", province: "SHOWN", platform: "SHOWN" } as const;
const NO_STAFF = { staff: "FORBIDDEN", staffOfNeighbour: "FORBIDDEN", staffElsewhere: "FORBIDDEN" } as const;
const NO_READERS = { agencyUser: "FORBIDDEN", agencyPrincipal: "FORBIDDEN", contractor: "FORBIDDEN" } as const;
/** Another facility's admin does not learn whether the booking exists. */
const ONLY_ITS_ADMIN = { admin: "SHOWN", adminOfNeighbour: "NOT_FOUND", adminElsewhere: "NOT_FOUND" } as const;
const ONLY_ITS_BUREAUS = { city: "SHOWN", province: "SHOWN", cityElsewhere: "NOT_FOUND", provinceElsewhere: "NOT_FOUND" } as const;
/** Online activities are the back office's: a gate has no part in them. */
const NO_ACTIVITIES = { ...NO_READERS, staff: "FORBIDDEN", staffOfNeighbour: "FORBIDDEN", staffElsewhere: "FORBIDDEN" } as const;
const ACTIVITY_READERS = { ...NO_ACTIVITIES, admin: "SHOWN", city: "SHOWN", province: "SHOWN", platform: "SHOWN" } as const;

/** Tasks are personal, whoever one is; the progress of a place is its bureaus', and nobody else learns of an approval. */
const APPROVAL_LEADERS = { city: "SHOWN", province: "SHOWN", platform: "SHOWN" } as const;

/** Facilities are edited by their own admin and by the bureaus above; who may not learns nothing of them. */
const FACILITY_EDITORS = {
  admin: "SHOWN",
  city: "SHOWN",
  province: "SHOWN",
  adminOfNeighbour: "NOT_FOUND",
  adminElsewhere: "NOT_FOUND",
  cityElsewhere: "NOT_FOUND",
  provinceElsewhere: "NOT_FOUND",
} as const;
const FACILITY_APPROVERS = { city: "SHOWN", province: "SHOWN", cityElsewhere: "NOT_FOUND", provinceElsewhere: "NOT_FOUND" } as const;
const SLOT_PLANNERS = { admin: "SHOWN", adminOfNeighbour: "NOT_FOUND", adminElsewhere: "NOT_FOUND" } as const;
/** Who stands at the facility's gate; another facility's people are told of no such facility. */
const AT_OWN_GATE = {
  staff: "SHOWN",
  admin: "SHOWN",
  staffOfNeighbour: "NOT_FOUND",
  staffElsewhere: "NOT_FOUND",
  adminOfNeighbour: "NOT_FOUND",
  adminElsewhere: "NOT_FOUND",
} as const;

/** Who may see the record but not appeal in the booker's place. */
const BUREAUS_BUT_NOT_YOURS = { city: "ACTION_NOT_YOURS", province: "ACTION_NOT_YOURS", platform: "ACTION_NOT_YOURS" } as const;
const SETTINGS_READERS = { city: "HIDDEN", cityElsewhere: "HIDDEN", province: "HIDDEN", provinceElsewhere: "HIDDEN", platform: "HIDDEN" } as const;
const HOLDERS_ELSEWHERE = { cityElsewhere: "NOT_FOUND", provinceElsewhere: "NOT_FOUND" } as const;
const DECIDES_NO_SHOWS = row(SHUT, "FORBIDDEN", "FORBIDDEN", {
  city: "SHOWN",
  province: "SHOWN",
  cityElsewhere: "NOT_FOUND",
  provinceElsewhere: "NOT_FOUND",
});

const MODERATORS = { city: "SHOWN", province: "SHOWN", platform: "SHOWN" } as const;
const MODERATES = row(SHUT, "FORBIDDEN", "FORBIDDEN", { ...MODERATORS, cityElsewhere: "NOT_FOUND", provinceElsewhere: "NOT_FOUND" });

/** Whoever keeps the people of every place where the account holds anything. */
const ENDS_SESSIONS = row(SHUT, "FORBIDDEN", "FORBIDDEN", {
  admin: "HIDDEN",
  city: "HIDDEN",
  province: "HIDDEN",
  platform: "HIDDEN",
  adminOfNeighbour: "NOT_FOUND",
  adminElsewhere: "NOT_FOUND",
  cityElsewhere: "NOT_FOUND",
  provinceElsewhere: "NOT_FOUND",
  // This one stands at the city itself; a real one at its agency, where no facility lies below.
  agencyPrincipal: "HIDDEN",
});

const ORGANIZATION_READERS = {
  admin: "SHOWN",
  city: "SHOWN",
  province: "SHOWN",
  platform: "SHOWN",
  agencyUser: "SHOWN",
  agencyPrincipal: "SHOWN",
  contractor: "SHOWN",
} as const;
const ORGANIZATION_EDITORS = { ...ORGANIZATION_READERS, agencyUser: "FORBIDDEN", contractor: "FORBIDDEN" } as const;

const NO_PEOPLE = { staff: "FORBIDDEN", staffOfNeighbour: "FORBIDDEN", staffElsewhere: "FORBIDDEN", agencyUser: "FORBIDDEN", contractor: "FORBIDDEN" } as const;
/** The admins of the person's own place and those above it; the principal of these tests keeps the people of the whole city. */
const KEEPS_PEOPLE = row(SHUT, "FORBIDDEN", "NOT_FOUND", {
  ...NO_PEOPLE,
  admin: "SHOWN",
  agencyPrincipal: "SHOWN",
  city: "SHOWN",
  province: "SHOWN",
  platform: "SHOWN",
});

/** Who may send announcements: the bureaus. */
const SENDS = ["city", "cityElsewhere", "province", "provinceElsewhere", "platform"] as const satisfies readonly ActorName[];
const SENDERS = { city: "SHOWN", province: "SHOWN", platform: "SHOWN" } as const;
const NO_SENDERS_ELSEWHERE = { cityElsewhere: "NOT_FOUND", provinceElsewhere: "NOT_FOUND" } as const;
function each(names: readonly ActorName[], outcome: Outcome): Partial<Record<ActorName, Outcome>> {
  return Object.fromEntries(names.map((name) => [name, outcome]));
}

const TABLE: Record<RouteId, Record<ActorName, Outcome>> = {
  getWechatAuthorizeUrl: row("HIDDEN", "HIDDEN", "HIDDEN"),
  getJsSdkSignature: row("HIDDEN", "HIDDEN", "HIDDEN"),
  // Of oneself alone; an account without a WeChat has nothing to be asked.
  // The booking of this table was told of nothing.
  listBookingNotices: row(SHUT, "FORBIDDEN", "NOT_FOUND", {
    ...NO_READERS,
    staff: "HIDDEN",
    admin: "HIDDEN",
    city: "HIDDEN",
    province: "HIDDEN",
    platform: "HIDDEN",
  }),
  getSubscriptionAsks: row(SHUT, "HIDDEN", "HIDDEN"),
  reportSubscriptions: row(SHUT, "HIDDEN", "FORBIDDEN"),
  // Whom it was sent to reads it; the office that sent it and those above keep it. Nobody of this table is a recipient.
  listReceivedAnnouncements: row(SHUT, "HIDDEN", "HIDDEN"),
  getAnnouncementAlerts: row(SHUT, "HIDDEN", "HIDDEN"),
  getAnnouncement: row(SHUT, "NOT_FOUND", "NOT_FOUND", SENDERS),
  readAnnouncement: row(SHUT, "NOT_FOUND", "NOT_FOUND", SENDERS),
  confirmAnnouncement: row(SHUT, "NOT_FOUND", "NOT_FOUND"),
  favourAnnouncement: row(SHUT, "NOT_FOUND", "NOT_FOUND"),
  listSentAnnouncements: row(SHUT, "FORBIDDEN", "FORBIDDEN", { ...SENDERS, cityElsewhere: "HIDDEN", provinceElsewhere: "HIDDEN" }),
  listReceipts: row(SHUT, "FORBIDDEN", "FORBIDDEN", { ...SENDERS, ...NO_SENDERS_ELSEWHERE }),
  exportReceipts: row(SHUT, "FORBIDDEN", "FORBIDDEN", { ...SENDERS, ...NO_SENDERS_ELSEWHERE }),
  withdrawAnnouncement: row(SHUT, "FORBIDDEN", "FORBIDDEN", { ...SENDERS, ...NO_SENDERS_ELSEWHERE }),
  remindUnread: row(SHUT, "FORBIDDEN", "FORBIDDEN", { ...SENDERS, ...NO_SENDERS_ELSEWHERE }),
  // A draft is its author's alone.
  listAnnouncementDrafts: row(SHUT, "FORBIDDEN", "FORBIDDEN", { ...each(SENDS, "HIDDEN"), city: "SHOWN", cityElsewhere: "SHOWN" }),
  editAnnouncement: row(SHUT, "FORBIDDEN", "FORBIDDEN", { ...each(SENDS, "NOT_FOUND"), city: "SHOWN" }),
  sendAnnouncement: row(SHUT, "FORBIDDEN", "FORBIDDEN", { ...each(SENDS, "NOT_FOUND"), city: "SHOWN" }),
  discardAnnouncement: row(SHUT, "FORBIDDEN", "FORBIDDEN", { ...each(SENDS, "NOT_FOUND"), city: "SHOWN" }),
  // Asked for the city: one sends at one's own place, and looks for recipients below it.
  getAnnouncementChoices: row(SHUT, "FORBIDDEN", "FORBIDDEN", each(SENDS, "HIDDEN")),
  searchRecipients: row(SHUT, "FORBIDDEN", "FORBIDDEN", {
    ...each(SENDS, "HIDDEN"),
    cityElsewhere: "ANNOUNCEMENT_PLACE_NOT_YOURS",
    provinceElsewhere: "ANNOUNCEMENT_PLACE_NOT_YOURS",
  }),
  previewRecipients: row(SHUT, "FORBIDDEN", "FORBIDDEN", { ...each(SENDS, "ANNOUNCEMENT_PLACE_NOT_YOURS"), city: "HIDDEN" }),
  createAnnouncement: row(SHUT, "FORBIDDEN", "FORBIDDEN", { ...each(SENDS, "ANNOUNCEMENT_PLACE_NOT_YOURS"), city: "SHOWN" }),
  // Nobody names a list: everybody has their own, and the message of these requests is nobody's.
  listInbox: row(SHUT, "HIDDEN", "HIDDEN"),
  getInboxCount: row(SHUT, "HIDDEN", "HIDDEN"),
  listNoticeKinds: row(SHUT, "FORBIDDEN", "FORBIDDEN", { platform: "HIDDEN" }),
  readInboxEntry: row(SHUT, "NOT_FOUND", "NOT_FOUND"),
  readAllInbox: row(SHUT, "HIDDEN", "HIDDEN"),
  logInWithWechat: row("WECHAT_CODE_WRONG", "WECHAT_CODE_WRONG", "WECHAT_CODE_WRONG"),
  getCaptcha: row("HIDDEN", "HIDDEN", "HIDDEN"),
  logInWithPassword: row("CREDENTIALS_WRONG", "CREDENTIALS_WRONG", "CREDENTIALS_WRONG"),
  // Everybody may ask for a code, and is told the same (promise R13).
  requestLogInCode: row("HIDDEN", "HIDDEN", "HIDDEN"),
  logInByPhone: row("CODE_EXPIRED", "CODE_EXPIRED", "CODE_EXPIRED"),
  // A session of these tests has no account behind it, as a visitor's has none.
  setPassword: row(SHUT, "FORBIDDEN", "FORBIDDEN"),
  // One's own unit and the bureaus above it: nobody else's.
  getContactBook: row(SHUT, "FORBIDDEN", "HIDDEN", { ...NO_READERS, ...NO_STAFF, admin: "SHOWN" }),
  listContacts: row(SHUT, "FORBIDDEN", "HIDDEN", { ...NO_READERS, ...NO_STAFF, city: "SHOWN", province: "SHOWN", platform: "SHOWN" }),
  exportContacts: row(SHUT, "FORBIDDEN", "HIDDEN", { ...NO_READERS, ...NO_STAFF, admin: "SHOWN", city: "SHOWN", province: "SHOWN", platform: "SHOWN" }),
  // The actors of one role share an account here, and an account asks once a minute.
  requestPhoneProof: row(SHUT, "FORBIDDEN", "HIDDEN", {
    ...NO_READERS,
    ...NO_STAFF,
    adminOfNeighbour: "CODE_TOO_SOON",
    adminElsewhere: "CODE_TOO_SOON",
    cityElsewhere: "CODE_TOO_SOON",
    provinceElsewhere: "CODE_TOO_SOON",
  }),
  // Not even the bureau above: contacts are kept by the unit itself.
  changeContact: row(SHUT, "FORBIDDEN", "NOT_FOUND", { ...NO_READERS, ...NO_STAFF, admin: "SHOWN" }),
  changePlatformContact: row(SHUT, "FORBIDDEN", "FORBIDDEN", { platform: "HIDDEN" }),

  // Organisations are seen and kept by those whose place covers them; an organisation's own people do not decide over it.
  listOrganizationRoots: row(SHUT, "FORBIDDEN", "HIDDEN", { ...NO_STAFF, admin: "SHOWN" }),
  listOrganizationsBelow: row(SHUT, "FORBIDDEN", "NOT_FOUND", { ...NO_STAFF, ...ORGANIZATION_READERS, admin: "NOT_FOUND" }),
  searchOrganizations: row(SHUT, "FORBIDDEN", "HIDDEN", { ...NO_STAFF, ...ORGANIZATION_READERS }),
  getOrganization: row(SHUT, "FORBIDDEN", "NOT_FOUND", { ...NO_STAFF, ...ORGANIZATION_READERS }),
  // What was changed, in words: nothing yet.
  listOrganizationChanges: row(SHUT, "FORBIDDEN", "NOT_FOUND", {
    ...NO_STAFF,
    ...(Object.fromEntries(Object.keys(ORGANIZATION_READERS).map((name) => [name, "HIDDEN"])) as Partial<Record<ActorName, Outcome>>),
  }),
  listOrganizationRegions: row(SHUT, "FORBIDDEN", "HIDDEN", { ...NO_STAFF, agencyUser: "FORBIDDEN", contractor: "FORBIDDEN" }),
  createOrganization: row(SHUT, "FORBIDDEN", "REGION_NOT_YOURS", { ...NO_STAFF, ...ORGANIZATION_EDITORS, admin: "REGION_NOT_YOURS" }),
  editOrganization: row(SHUT, "FORBIDDEN", "NOT_FOUND", { ...NO_STAFF, ...ORGANIZATION_EDITORS }),
  moveOrganization: row(SHUT, "FORBIDDEN", "NOT_FOUND", { ...NO_STAFF, ...ORGANIZATION_EDITORS, admin: "FORBIDDEN" }),
  setOrganizationStatus: row(SHUT, "FORBIDDEN", "NOT_FOUND", { ...NO_STAFF, ...ORGANIZATION_EDITORS, admin: "FORBIDDEN" }),
  createDepartment: row(SHUT, "FORBIDDEN", "NOT_FOUND", { ...NO_STAFF, ...ORGANIZATION_EDITORS }),
  editDepartment: row(SHUT, "FORBIDDEN", "NOT_FOUND", { ...NO_STAFF, ...ORGANIZATION_EDITORS }),
  deleteDepartment: row(SHUT, "FORBIDDEN", "NOT_FOUND", { ...NO_STAFF, ...ORGANIZATION_EDITORS }),
  createPost: row(SHUT, "FORBIDDEN", "NOT_FOUND", { ...NO_STAFF, ...ORGANIZATION_EDITORS }),
  editPost: row(SHUT, "FORBIDDEN", "NOT_FOUND", { ...NO_STAFF, ...ORGANIZATION_EDITORS }),
  deletePost: row(SHUT, "FORBIDDEN", "NOT_FOUND", { ...NO_STAFF, ...ORGANIZATION_EDITORS }),
  // Roles name no place.
  listRoles: row(SHUT, "FORBIDDEN", "HIDDEN", NO_STAFF),
  createRole: row(SHUT, "FORBIDDEN", "FORBIDDEN", { platform: "HIDDEN" }),
  editRole: row(SHUT, "FORBIDDEN", "FORBIDDEN", { platform: "HIDDEN" }),
  deleteRole: row(SHUT, "FORBIDDEN", "FORBIDDEN", { platform: "HIDDEN" }),

  // People are seen and kept at their place and from above; what is given beyond one's own power is refused even so.
  listPeople: row(SHUT, "FORBIDDEN", "HIDDEN", { ...NO_PEOPLE, admin: "SHOWN", agencyPrincipal: "SHOWN", city: "SHOWN", province: "SHOWN", platform: "SHOWN" }),
  exportPeople: row(SHUT, "FORBIDDEN", "HIDDEN", {
    ...NO_PEOPLE,
    admin: "SHOWN",
    agencyPrincipal: "SHOWN",
    city: "SHOWN",
    province: "SHOWN",
    platform: "SHOWN",
  }),
  listPermissionHolders: row(SHUT, "FORBIDDEN", "NOT_FOUND", {
    ...NO_PEOPLE,
    admin: "SHOWN",
    agencyPrincipal: "SHOWN",
    city: "SHOWN",
    province: "SHOWN",
    platform: "SHOWN",
  }),
  getOfficePerson: KEEPS_PEOPLE,
  getPersonRights: KEEPS_PEOPLE,
  getOpenWork: { ...KEEPS_PEOPLE, admin: "HIDDEN", agencyPrincipal: "HIDDEN", city: "HIDDEN", province: "HIDDEN", platform: "HIDDEN" },
  editOfficePerson: {
    ...KEEPS_PEOPLE,
    admin: "PERSON_CHANGED",
    agencyPrincipal: "PERSON_CHANGED",
    city: "PERSON_CHANGED",
    province: "PERSON_CHANGED",
    platform: "PERSON_CHANGED",
  },
  setOfficePersonStatus: {
    ...KEEPS_PEOPLE,
    admin: "STATUS_UNCHANGED",
    agencyPrincipal: "STATUS_UNCHANGED",
    city: "STATUS_UNCHANGED",
    province: "STATUS_UNCHANGED",
    platform: "STATUS_UNCHANGED",
  },
  resetPassword: KEEPS_PEOPLE,
  handOverWork: {
    ...KEEPS_PEOPLE,
    admin: "RECEIVER_UNKNOWN",
    agencyPrincipal: "RECEIVER_UNKNOWN",
    city: "RECEIVER_UNKNOWN",
    province: "RECEIVER_UNKNOWN",
    platform: "RECEIVER_UNKNOWN",
  },
  listPostChoices: row(SHUT, "FORBIDDEN", "HIDDEN", {
    ...NO_PEOPLE,
    admin: "SHOWN",
    agencyPrincipal: "SHOWN",
    city: "SHOWN",
    province: "SHOWN",
    platform: "SHOWN",
  }),
  createOfficePerson: row(SHUT, "FORBIDDEN", "POST_UNKNOWN", NO_PEOPLE),
  getImportTemplate: row(SHUT, "FORBIDDEN", "HIDDEN", NO_PEOPLE),
  checkImport: row(SHUT, "FORBIDDEN", "HIDDEN", NO_PEOPLE),
  importPeople: row(SHUT, "FORBIDDEN", "HIDDEN", NO_PEOPLE),
  makeImportProblems: row(SHUT, "FORBIDDEN", "HIDDEN", NO_PEOPLE),

  // Binding is a person's act.
  bindStaffAccount: row(SHUT, "CREDENTIALS_WRONG", "FORBIDDEN"),
  // An account of the back office binds no WeChat to itself: that is done on the phone. The persons of this test were never logged in by WeChat.
  requestBindingCode: row(SHUT, "HIDDEN", "FORBIDDEN"),
  bindStaffBySms: row(SHUT, "CODE_EXPIRED", "FORBIDDEN"),
  bindStaffByWechatPhone: row(SHUT, "WECHAT_PHONE_CODE_WRONG", "FORBIDDEN"),
  unbindStaff: row(SHUT, "NOT_BOUND", "NOT_BOUND"),
  unbindStaffOf: row(SHUT, "FORBIDDEN", "NOT_FOUND", {
    staff: "FORBIDDEN",
    staffOfNeighbour: "FORBIDDEN",
    staffElsewhere: "FORBIDDEN",
    agencyUser: "FORBIDDEN",
    contractor: "FORBIDDEN",
    agencyPrincipal: "NOT_BOUND",
    admin: "NOT_BOUND",
    city: "NOT_BOUND",
    province: "NOT_BOUND",
    platform: "NOT_BOUND",
  }),
  readWechatPhone: row(SHUT, "WECHAT_PHONE_CODE_WRONG", "FORBIDDEN"),
  // What is one's own is one's own: the public's, never an account's. The persons of this test were never logged in by WeChat.
  agreeTo: row(SHUT, "SESSION_EXPIRED", "FORBIDDEN"),
  getMyData: row(SHUT, "HIDDEN", "FORBIDDEN"),
  listMyRecords: row(SHUT, "HIDDEN", "FORBIDDEN", { booker: "SHOWN" }),
  downloadMyData: row(SHUT, "HIDDEN", "FORBIDDEN", { booker: "SHOWN" }),
  downloadMyDataSheet: row(SHUT, "HIDDEN", "FORBIDDEN", { booker: "SHOWN" }),
  deleteMyAccount: row(SHUT, "SESSION_EXPIRED", "FORBIDDEN", { booker: "OPEN_BOOKINGS" }),
  getDeletion: row("NOT_FOUND", "NOT_FOUND", "NOT_FOUND"),
  askForQrLogIn: row("HIDDEN", "HIDDEN", "HIDDEN"),
  claimQrLogIn: row("HIDDEN", "HIDDEN", "HIDDEN"),
  // A log-in of the back office is confirmed by a phone that is bound, and by nothing else.
  scanQrLogIn: row(SHUT, "STAFF_NOT_BOUND", "STAFF_NOT_BOUND"),
  decideQrLogIn: row(SHUT, "STAFF_NOT_BOUND", "STAFF_NOT_BOUND"),
  getMe: row(SHUT, "HIDDEN", "HIDDEN", { staff: "SHOWN", admin: "SHOWN" }),
  switchPost: row(SHUT, "HIDDEN", "HIDDEN", { staff: "SHOWN", admin: "SHOWN" }),
  listMySessions: row(SHUT, "HIDDEN", "HIDDEN"),
  // Somebody else's session is not found; one that is over is what was wanted.
  endMySession: row(SHUT, "HIDDEN", "HIDDEN"),
  endMyOtherSessions: row(SHUT, "HIDDEN", "HIDDEN"),
  listSessionsOfAccount: ENDS_SESSIONS,
  endSessionsOfAccount: ENDS_SESSIONS,
  logInBySecondStep: row("SECOND_STEP_TICKET_OVER", "SECOND_STEP_TICKET_OVER", "SECOND_STEP_TICKET_OVER"),
  // Of an account alone, which a session of these tests has not.
  getSecondStep: row(SHUT, "FORBIDDEN", "FORBIDDEN"),
  beginSecondStep: row(SHUT, "FORBIDDEN", "FORBIDDEN"),
  confirmSecondStep: row(SHUT, "FORBIDDEN", "FORBIDDEN"),
  renewRecoveryCodes: row(SHUT, "FORBIDDEN", "FORBIDDEN"),
  removeSecondStep: row(SHUT, "FORBIDDEN", "FORBIDDEN"),
  resetSecondStepOf: {
    ...ENDS_SESSIONS,
    admin: "SECOND_STEP_OFF",
    city: "SECOND_STEP_OFF",
    province: "SECOND_STEP_OFF",
    platform: "SECOND_STEP_OFF",
    agencyPrincipal: "SECOND_STEP_OFF",
  },
  logOut: row(SHUT, "HIDDEN", "HIDDEN"),

  requestUpload: row(SHUT, "HIDDEN", "HIDDEN"),
  // A picture belongs to its uploader; everybody else sees it by the case that shows it.
  completeUpload: row(SHUT, "NOT_FOUND", "NOT_FOUND", { booker: "SHOWN" }),
  getAttachment: row(SHUT, "NOT_FOUND", "NOT_FOUND", { booker: "SHOWN" }),

  listManagedFacilities: row(SHUT, "FORBIDDEN", "HIDDEN", { ...READERS, ...NO_READERS }),
  getManagedFacility: row(SHUT, "FORBIDDEN", "NOT_FOUND", { ...READERS, ...NO_READERS }),
  listFacilityDistricts: row(SHUT, "FORBIDDEN", "FORBIDDEN", { city: "HIDDEN", cityElsewhere: "HIDDEN", province: "HIDDEN", provinceElsewhere: "HIDDEN" }),
  createFacility: row(SHUT, "FORBIDDEN", "FORBIDDEN", {
    city: "SHOWN",
    province: "SHOWN",
    cityElsewhere: "DISTRICT_NOT_YOURS",
    provinceElsewhere: "DISTRICT_NOT_YOURS",
  }),
  editFacility: row(SHUT, "FORBIDDEN", "FORBIDDEN", FACILITY_EDITORS),
  previewFacilityStatus: row(SHUT, "FORBIDDEN", "FORBIDDEN", FACILITY_APPROVERS),
  changeFacilityStatus: row(SHUT, "FORBIDDEN", "FORBIDDEN", FACILITY_APPROVERS),
  listFlaggedBookings: row(SHUT, "FORBIDDEN", "FORBIDDEN", READERS),
  listKnowledge: row("SHOWN", "SHOWN", "SHOWN"),
  listManagedKnowledge: row(SHUT, "FORBIDDEN", "NOT_FOUND", { ...READERS, ...NO_READERS }),
  createKnowledge: row(SHUT, "FORBIDDEN", "FORBIDDEN", FACILITY_EDITORS),
  editKnowledge: row(SHUT, "FORBIDDEN", "FORBIDDEN", FACILITY_EDITORS),
  // The articles that the row of createKnowledge left stand beside the one that is named here.
  orderKnowledge: row(SHUT, "FORBIDDEN", "FORBIDDEN", {
    ...FACILITY_EDITORS,
    admin: "KNOWLEDGE_ORDER_STALE",
    city: "KNOWLEDGE_ORDER_STALE",
    province: "KNOWLEDGE_ORDER_STALE",
  }),
  listSlotTemplates: row(SHUT, "FORBIDDEN", "FORBIDDEN", SLOT_PLANNERS),
  createSlotTemplate: row(SHUT, "FORBIDDEN", "FORBIDDEN", SLOT_PLANNERS),
  editSlotTemplate: row(SHUT, "FORBIDDEN", "FORBIDDEN", SLOT_PLANNERS),
  setSlotTemplateStatus: row(SHUT, "FORBIDDEN", "FORBIDDEN", SLOT_PLANNERS),
  // Two numbers and nothing else.
  closeTemplateSlots: row(SHUT, "FORBIDDEN", "FORBIDDEN", { ...SLOT_PLANNERS, admin: "HIDDEN" }),
  editSlots: row(SHUT, "FORBIDDEN", "FORBIDDEN", SLOT_PLANNERS),

  listFacilities: row("SHOWN", "SHOWN", "SHOWN"),
  listFacilityProvinces: row("HIDDEN", "HIDDEN", "HIDDEN"),
  getFacility: row("SHOWN", "SHOWN", "SHOWN"),
  listSlots: row("SHOWN", "SHOWN", "SHOWN"),
  // Another facility's admin does not learn whether this one exists for them.
  openSlots: row(SHUT, "FORBIDDEN", "FORBIDDEN", { admin: "SHOWN", adminOfNeighbour: "NOT_FOUND", adminElsewhere: "NOT_FOUND" }),
  previewClosure: row(SHUT, "FORBIDDEN", "FORBIDDEN", { admin: "SHOWN", adminOfNeighbour: "NOT_FOUND", adminElsewhere: "NOT_FOUND" }),
  closeSlots: row(SHUT, "FORBIDDEN", "FORBIDDEN", { admin: "SHOWN", adminOfNeighbour: "NOT_FOUND", adminElsewhere: "NOT_FOUND" }),
  reopenSlots: row(SHUT, "FORBIDDEN", "FORBIDDEN", { admin: "SHOWN", adminOfNeighbour: "NOT_FOUND", adminElsewhere: "NOT_FOUND" }),
  getPoster: row(SHUT, "FORBIDDEN", "NOT_FOUND", { ...READERS, ...NO_READERS, staff: "FORBIDDEN", staffOfNeighbour: "FORBIDDEN", staffElsewhere: "FORBIDDEN" }),
  listArrivals: row(SHUT, "FORBIDDEN", "FORBIDDEN", AT_OWN_GATE),

  holdPlaces: row(SHUT, "SHOWN", "FORBIDDEN"),
  releaseHold: row(SHUT, "NOT_FOUND", "FORBIDDEN", { booker: "HIDDEN" }),
  submitBooking: row(SHUT, "SHOWN", "FORBIDDEN", { booker: "BOOKING_OVERLAPS" }),
  submitTeamBooking: row(SHUT, "SHOWN", "FORBIDDEN", { booker: "BOOKING_OVERLAPS" }),
  listMyBookings: row(SHUT, "HIDDEN", "FORBIDDEN", { booker: "SHOWN" }),
  listBookings: row(SHUT, "FORBIDDEN", "FORBIDDEN", READERS),
  getBooking: row(SHUT, "NOT_FOUND", "NOT_FOUND", { ...READERS, booker: "SHOWN" }),
  confirmBooking: row(SHUT, "FORBIDDEN", "FORBIDDEN", { admin: "SHOWN", adminOfNeighbour: "NOT_FOUND", adminElsewhere: "NOT_FOUND" }),
  declineBooking: row(SHUT, "FORBIDDEN", "FORBIDDEN", { admin: "SHOWN", adminOfNeighbour: "NOT_FOUND", adminElsewhere: "NOT_FOUND" }),
  // Who may see it is told that cancelling is not theirs; who may not see it is told of no booking.
  cancelBooking: row(SHUT, "NOT_FOUND", "NOT_FOUND", {
    booker: "SHOWN",
    staff: "ACTION_NOT_YOURS",
    admin: "ACTION_NOT_YOURS",
    city: "ACTION_NOT_YOURS",
    province: "ACTION_NOT_YOURS",
    platform: "ACTION_NOT_YOURS",
  }),
  changeHeads: row(SHUT, "NOT_FOUND", "NOT_FOUND", {
    booker: "SHOWN",
    staff: "ACTION_NOT_YOURS",
    admin: "ACTION_NOT_YOURS",
    city: "ACTION_NOT_YOURS",
    province: "ACTION_NOT_YOURS",
    platform: "ACTION_NOT_YOURS",
  }),

  reportTeamVisit: row(SHUT, "FORBIDDEN", "FORBIDDEN", ONLY_ITS_ADMIN),
  backFillTeamVisit: row(SHUT, "FORBIDDEN", "FORBIDDEN", ONLY_ITS_ADMIN),
  markTeamAbsent: row(SHUT, "FORBIDDEN", "FORBIDDEN", ONLY_ITS_ADMIN),
  discardTeamVisit: row(SHUT, "FORBIDDEN", "FORBIDDEN", ONLY_ITS_ADMIN),
  // 数据审核 and 数据驳回 are the bureaus' above the facility (seed 000, 二); the platform only reads.
  auditTeamVisit: row(SHUT, "FORBIDDEN", "FORBIDDEN", ONLY_ITS_BUREAUS),
  returnTeamVisit: row(SHUT, "FORBIDDEN", "FORBIDDEN", ONLY_ITS_BUREAUS),
  // Each item has an answer of its own.
  bulkConfirm: row(SHUT, "FORBIDDEN", "FORBIDDEN", ONLY_ITS_ADMIN),
  countBookings: row(SHUT, "FORBIDDEN", "FORBIDDEN", READERS),

  inspectCode: row(SHUT, "REFUSED GATE_NOT_YOURS", "REFUSED GATE_NOT_YOURS", { staff: "SHOWN", admin: "SHOWN" }),
  checkIn: row(SHUT, "REFUSED GATE_NOT_YOURS", "REFUSED GATE_NOT_YOURS", { staff: "SHOWN", admin: "SHOWN" }),
  listCheckIns: row(SHUT, "FORBIDDEN", "FORBIDDEN", READERS),
  getGatePack: row(SHUT, "FORBIDDEN", "FORBIDDEN", AT_OWN_GATE),
  uploadOfflineScans: row(SHUT, "FORBIDDEN", "FORBIDDEN", AT_OWN_GATE),
  undoEntry: row(SHUT, "FORBIDDEN", "FORBIDDEN", AT_OWN_GATE),
  registerWalkIn: row(SHUT, "FORBIDDEN", "FORBIDDEN", AT_OWN_GATE),
  listGateConflicts: row(SHUT, "FORBIDDEN", "FORBIDDEN", READERS),
  listEntryConflicts: row(SHUT, "FORBIDDEN", "FORBIDDEN", READERS),
  // The facility's own supervisor decides; the bureaus above see the card.
  settleEntryConflict: row(SHUT, "FORBIDDEN", "FORBIDDEN", { admin: "SHOWN", adminOfNeighbour: "NOT_FOUND", adminElsewhere: "NOT_FOUND" }),
  // Waiting and following are a person's own: nobody sees, leaves or declines for another. The slot has places, so nobody may join.
  // Only who was there rates, an office that may read the booking included; the public reads words without an id.
  getMyRating: row(SHUT, "NOT_FOUND", "NOT_FOUND", { booker: "SHOWN" }),
  rateVisit: row(SHUT, "NOT_FOUND", "NOT_FOUND", { booker: "SHOWN" }),
  listFacilityRatings: row("HIDDEN", "HIDDEN", "HIDDEN"),
  listRatings: row(SHUT, "FORBIDDEN", "FORBIDDEN", { city: "SHOWN", province: "SHOWN", cityElsewhere: "HIDDEN", provinceElsewhere: "HIDDEN" }),
  publishRating: DECIDES_NO_SHOWS,
  hideRating: DECIDES_NO_SHOWS,
  bulkPublishRatings: DECIDES_NO_SHOWS,
  listContent: row(SHUT, "FORBIDDEN", "FORBIDDEN", { ...MODERATORS, cityElsewhere: "HIDDEN", provinceElsewhere: "HIDDEN" }),
  getContent: MODERATES,
  passContent: MODERATES,
  hideContent: MODERATES,
  bulkPassContent: MODERATES,
  // The rating of these tests has no picture; contentChecks.db.test.ts shows who may cover one.
  redactPhoto: row(SHUT, "FORBIDDEN", "FORBIDDEN", {
    city: "NOT_FOUND",
    province: "NOT_FOUND",
    platform: "NOT_FOUND",
    cityElsewhere: "NOT_FOUND",
    provinceElsewhere: "NOT_FOUND",
  }),
  banAuthor: MODERATES,
  listBans: row(SHUT, "FORBIDDEN", "FORBIDDEN", { ...MODERATORS, cityElsewhere: "HIDDEN", provinceElsewhere: "HIDDEN" }),
  upholdBan: MODERATES,
  liftBan: MODERATES,
  getMyBan: row(SHUT, "HIDDEN", "HIDDEN", { booker: "SHOWN" }),
  appealBan: row(SHUT, "NOT_FOUND", "NOT_FOUND", { booker: "SHOWN" }),
  // A guard may be whom it is about.
  listUnitRatings: row(SHUT, "FORBIDDEN", "FORBIDDEN", {
    provinceElsewhere: "HIDDEN",
    admin: "SHOWN",
    city: "SHOWN",
    province: "SHOWN",
    platform: "SHOWN",
    adminOfNeighbour: "HIDDEN",
    adminElsewhere: "HIDDEN",
    cityElsewhere: "HIDDEN",
  }),
  makeRatingPrivate: row(SHUT, "NOT_FOUND", "NOT_FOUND", { booker: "SHOWN" }),
  reportRating: row(SHUT, "HIDDEN", "FORBIDDEN", { booker: "RATING_OWN" }),
  listMyNoShows: row(SHUT, "HIDDEN", "FORBIDDEN", { booker: "SHOWN" }),
  appealNoShow: row(SHUT, "NOT_FOUND", "NOT_FOUND", { booker: "SHOWN", admin: "ACTION_NOT_YOURS", ...BUREAUS_BUT_NOT_YOURS }),
  listNoShows: row(SHUT, "FORBIDDEN", "HIDDEN", {
    ...NO_READERS,
    staff: "FORBIDDEN",
    staffOfNeighbour: "FORBIDDEN",
    staffElsewhere: "FORBIDDEN",
    admin: "SHOWN",
    city: "SHOWN",
    province: "SHOWN",
    platform: "SHOWN",
  }),
  waiveNoShow: DECIDES_NO_SHOWS,
  upholdNoShow: DECIDES_NO_SHOWS,
  listNoShowRules: row(SHUT, "FORBIDDEN", "SHOWN", {
    ...NO_READERS,
    staff: "FORBIDDEN",
    staffOfNeighbour: "FORBIDDEN",
    staffElsewhere: "FORBIDDEN",
    cityElsewhere: "HIDDEN",
    adminElsewhere: "HIDDEN",
    provinceElsewhere: "HIDDEN",
  }),
  setNoShowRule: row(SHUT, "FORBIDDEN", "FORBIDDEN", { city: "SHOWN", province: "SHOWN" }),
  listNoShowWaivers: row(SHUT, "FORBIDDEN", "FORBIDDEN", { city: "SHOWN", province: "SHOWN", platform: "SHOWN" }),
  waiveDays: row(SHUT, "FORBIDDEN", "FORBIDDEN", { city: "SHOWN", province: "SHOWN" }),
  joinWaitingList: row(SHUT, "PLACES_LEFT", "FORBIDDEN", { booker: "BOOKING_OVERLAPS" }),
  listMyWaiting: row(SHUT, "HIDDEN", "FORBIDDEN", { booker: "SHOWN" }),
  getMyWaiting: row(SHUT, "NOT_FOUND", "FORBIDDEN", { booker: "SHOWN" }),
  leaveWaitingList: row(SHUT, "NOT_FOUND", "FORBIDDEN", { booker: "SHOWN" }),
  declineOffer: row(SHUT, "NOT_FOUND", "FORBIDDEN", { booker: "SHOWN" }),
  getFollow: row(SHUT, "SHOWN", "FORBIDDEN"),
  followFacility: row(SHUT, "SHOWN", "FORBIDDEN"),
  unfollowFacility: row(SHUT, "SHOWN", "FORBIDDEN"),
  listMyFollows: row(SHUT, "HIDDEN", "FORBIDDEN", { booker: "SHOWN" }),
  listDemand: row(SHUT, "FORBIDDEN", "HIDDEN", {
    ...NO_READERS,
    staff: "FORBIDDEN",
    staffOfNeighbour: "FORBIDDEN",
    staffElsewhere: "FORBIDDEN",
    admin: "SHOWN",
    city: "SHOWN",
    province: "SHOWN",
    platform: "SHOWN",
  }),
  exportBookings: row(SHUT, "FORBIDDEN", "FORBIDDEN", READERS),
  exportCheckIns: row(SHUT, "FORBIDDEN", "FORBIDDEN", READERS),

  getLatestFigures: row(SHUT, "FORBIDDEN", "HIDDEN", {
    ...NO_READERS,
    staff: "FORBIDDEN",
    staffOfNeighbour: "FORBIDDEN",
    staffElsewhere: "FORBIDDEN",
    admin: "SHOWN",
    city: "SHOWN",
    province: "SHOWN",
    platform: "SHOWN",
  }),
  exportVisitStatistics: row(SHUT, "FORBIDDEN", "HIDDEN", {
    ...NO_READERS,
    staff: "FORBIDDEN",
    staffOfNeighbour: "FORBIDDEN",
    staffElsewhere: "FORBIDDEN",
    admin: "SHOWN",
    city: "SHOWN",
    province: "SHOWN",
    platform: "SHOWN",
  }),
  getVisitStatistics: row(SHUT, "FORBIDDEN", "HIDDEN", {
    ...NO_READERS,
    staff: "FORBIDDEN",
    staffOfNeighbour: "FORBIDDEN",
    staffElsewhere: "FORBIDDEN",
    admin: "SHOWN",
    city: "SHOWN",
    province: "SHOWN",
    platform: "SHOWN",
  }),
  getActivityStatistics: row(SHUT, "FORBIDDEN", "HIDDEN", ACTIVITY_READERS),
  exportActivityStatistics: row(SHUT, "FORBIDDEN", "HIDDEN", ACTIVITY_READERS),
  // Asked for one facility: nobody else learns whether it has figures.
  recountVisitFigures: row(SHUT, "FORBIDDEN", "FORBIDDEN", ACTIVITY_READERS),

  listActivities: row(SHUT, "FORBIDDEN", "HIDDEN", ACTIVITY_READERS),
  exportActivities: row(SHUT, "FORBIDDEN", "HIDDEN", ACTIVITY_READERS),
  // Two numbers and nothing else; `scopeOfActivities.db.test.ts` shows what they count.
  getActivityDesk: row(SHUT, "FORBIDDEN", "HIDDEN", NO_ACTIVITIES),
  listActivityUnits: row(SHUT, "FORBIDDEN", "HIDDEN", ACTIVITY_READERS),
  // The facility's own report: everybody else reports for their own unit, the platform for none.
  submitActivity: row(SHUT, "FORBIDDEN", "UNIT_NOT_YOURS", { ...NO_ACTIVITIES, admin: "SHOWN", platform: "FORBIDDEN" }),
  getActivity: row(SHUT, "FORBIDDEN", "NOT_FOUND", ACTIVITY_READERS),
  // The city's desk: those above and the author see it and are told that it is not theirs.
  decideActivity: row(SHUT, "FORBIDDEN", "NOT_FOUND", {
    ...NO_ACTIVITIES,
    admin: "ACTION_NOT_YOURS",
    city: "SHOWN",
    province: "ACTION_NOT_YOURS",
    platform: "ACTION_NOT_YOURS",
  }),
  resubmitActivity: row(SHUT, "FORBIDDEN", "NOT_FOUND", {
    ...NO_ACTIVITIES,
    admin: "SHOWN",
    city: "ACTION_NOT_YOURS",
    province: "ACTION_NOT_YOURS",
    platform: "FORBIDDEN",
  }),

  listRegistrationPlaces: row("HIDDEN", "HIDDEN", "HIDDEN"),
  requestRegistrationCode: row("CAPTCHA_WRONG", "CAPTCHA_WRONG", "CAPTCHA_WRONG"),
  startRegistration: row("CODE_EXPIRED", "CODE_EXPIRED", "CODE_EXPIRED"),
  // One's own: none of these accounts is registering.
  getOwnRegistration: row(SHUT, "NOT_FOUND", "NOT_FOUND"),
  submitRegistration: row(SHUT, "NOT_FOUND", "NOT_FOUND"),
  withdrawRegistration: row(SHUT, "NOT_FOUND", "NOT_FOUND"),
  listRegistrations: row(SHUT, "FORBIDDEN", "FORBIDDEN", { ...APPROVAL_LEADERS, cityElsewhere: "HIDDEN", provinceElsewhere: "HIDDEN" }),
  // One number; the feature's own tests show what it counts.
  getRegistrationDesk: row(SHUT, "FORBIDDEN", "FORBIDDEN", {
    city: "HIDDEN",
    province: "HIDDEN",
    platform: "HIDDEN",
    cityElsewhere: "HIDDEN",
    provinceElsewhere: "HIDDEN",
  }),
  getRegistration: row(SHUT, "FORBIDDEN", "FORBIDDEN", { ...APPROVAL_LEADERS, cityElsewhere: "NOT_FOUND", provinceElsewhere: "NOT_FOUND" }),

  listMyApprovals: row(SHUT, "HIDDEN", "HIDDEN"),
  getApprovalDesk: row(SHUT, "HIDDEN", "HIDDEN"),
  listApprovalProgress: row(SHUT, "FORBIDDEN", "FORBIDDEN", { ...APPROVAL_LEADERS, cityElsewhere: "HIDDEN", provinceElsewhere: "HIDDEN" }),
  listColleagues: row(SHUT, "HIDDEN", "HIDDEN"),
  listLeaves: row(SHUT, "HIDDEN", "HIDDEN"),
  // Only who has an account can be away from it.
  registerLeave: row(SHUT, "FORBIDDEN", "LEAVE_IN_THE_PAST"),
  endLeave: row(SHUT, "NOT_FOUND", "NOT_FOUND"),
  getApproval: row(SHUT, "NOT_FOUND", "NOT_FOUND", APPROVAL_LEADERS),
  listApprovalColleagues: row(SHUT, "NOT_FOUND", "NOT_FOUND", { city: "HIDDEN", province: "HIDDEN", platform: "HIDDEN" }),
  // 催办: a leader's as well as the author's.
  decideApproval: row(SHUT, "NOT_FOUND", "NOT_FOUND", APPROVAL_LEADERS),

  // How the system runs is the platform's alone; what lies there names no facility, and nothing lies there now.
  // What holds for the whole platform: bureaus look, the platform's admin sets.
  listParameters: row(SHUT, "FORBIDDEN", "FORBIDDEN", SETTINGS_READERS),
  changeParameters: row(SHUT, "FORBIDDEN", "FORBIDDEN", { platform: "HIDDEN" }),
  listDictionaries: row(SHUT, "FORBIDDEN", "FORBIDDEN", SETTINGS_READERS),
  getDictionary: row(SHUT, "HIDDEN", "HIDDEN"),
  changeDictionary: row(SHUT, "FORBIDDEN", "FORBIDDEN", { platform: "HIDDEN" }),
  getCalendarYear: row(SHUT, "FORBIDDEN", "FORBIDDEN", SETTINGS_READERS),
  changeCalendarYear: row(SHUT, "FORBIDDEN", "FORBIDDEN", { platform: "HIDDEN" }),
  listSettingChanges: row(SHUT, "FORBIDDEN", "FORBIDDEN", SETTINGS_READERS),
  getRetentionRules: row(SHUT, "FORBIDDEN", "FORBIDDEN", SETTINGS_READERS),
  listTombstones: row(SHUT, "FORBIDDEN", "FORBIDDEN", SETTINGS_READERS),
  exportTombstones: row(SHUT, "FORBIDDEN", "FORBIDDEN", SETTINGS_READERS),
  holdBookingRetention: row(SHUT, "FORBIDDEN", "FORBIDDEN", { ...HOLDERS_ELSEWHERE, city: "SHOWN", province: "SHOWN", platform: "SHOWN" }),
  // The registration of that table is in review: nothing of it runs out.
  holdRegistrationRetention: row(SHUT, "FORBIDDEN", "FORBIDDEN", {
    ...HOLDERS_ELSEWHERE,
    city: "RETENTION_NOT_RUNNING",
    province: "RETENTION_NOT_RUNNING",
    platform: "RETENTION_NOT_RUNNING",
  }),
  releaseRegistrationRetention: row(SHUT, "FORBIDDEN", "FORBIDDEN", {
    ...HOLDERS_ELSEWHERE,
    city: "RETENTION_NOT_HELD",
    province: "RETENTION_NOT_HELD",
    platform: "RETENTION_NOT_HELD",
  }),
  releaseBookingRetention: row(SHUT, "FORBIDDEN", "FORBIDDEN", {
    ...HOLDERS_ELSEWHERE,
    city: "RETENTION_NOT_HELD",
    province: "RETENTION_NOT_HELD",
    platform: "RETENTION_NOT_HELD",
  }),

  // The official account is the country's: its platform's admin keeps it.
  getAccountMenu: row(SHUT, "FORBIDDEN", "FORBIDDEN", { platform: "HIDDEN" }),
  saveAccountMenu: row(SHUT, "FORBIDDEN", "FORBIDDEN", { platform: "HIDDEN" }),
  publishAccountMenu: row(SHUT, "FORBIDDEN", "FORBIDDEN", { platform: "ACCOUNT_SETTING_CHANGED" }),
  removeAccountMenu: row(SHUT, "FORBIDDEN", "FORBIDDEN", { platform: "ACCOUNT_SETTING_CHANGED" }),
  getAccountReplies: row(SHUT, "FORBIDDEN", "FORBIDDEN", { platform: "HIDDEN" }),
  saveAccountReplies: row(SHUT, "FORBIDDEN", "FORBIDDEN", { platform: "HIDDEN" }),
  tryAccountReply: row(SHUT, "FORBIDDEN", "FORBIDDEN", { platform: "HIDDEN" }),
  listSceneCodes: row(SHUT, "FORBIDDEN", "FORBIDDEN", { platform: "HIDDEN" }),
  createSceneCode: row(SHUT, "FORBIDDEN", "FORBIDDEN", { platform: "HIDDEN" }),
  getSceneCode: row(SHUT, "FORBIDDEN", "FORBIDDEN", { platform: "NOT_FOUND" }),
  editSceneCode: row(SHUT, "FORBIDDEN", "FORBIDDEN", { platform: "NOT_FOUND" }),
  getFollowerFigures: row(SHUT, "FORBIDDEN", "FORBIDDEN", { platform: "HIDDEN" }),
  listAccountChanges: row(SHUT, "FORBIDDEN", "FORBIDDEN", { platform: "HIDDEN" }),

  getSystemStatus: row(SHUT, "FORBIDDEN", "FORBIDDEN", { platform: "HIDDEN" }),
  getNoticeFigures: row(SHUT, "FORBIDDEN", "FORBIDDEN", { platform: "HIDDEN" }),
  listJobs: row(SHUT, "FORBIDDEN", "FORBIDDEN", { platform: "HIDDEN" }),
  listDeadLetters: row(SHUT, "FORBIDDEN", "FORBIDDEN", { platform: "HIDDEN" }),
  retryDeadLetter: row(SHUT, "FORBIDDEN", "FORBIDDEN", { platform: "DEAD_LETTER_GONE" }),
  listUndeliveredNotices: row(SHUT, "FORBIDDEN", "FORBIDDEN", { platform: "HIDDEN" }),
  sendNoticeAgain: row(SHUT, "FORBIDDEN", "FORBIDDEN", { platform: "NOTICE_NOT_UNDELIVERED" }),
  // The country's own office sees a province when it names it; each other office what lies below it.
  listTrail: row(SHUT, "FORBIDDEN", "HIDDEN", { ...NO_READERS, ...NO_STAFF, admin: "SHOWN", city: "SHOWN", province: "SHOWN" }),
  exportTrail: row(SHUT, "FORBIDDEN", "HIDDEN", { ...NO_READERS, ...NO_STAFF, admin: "SHOWN", city: "SHOWN", province: "SHOWN" }),
  getTrailEntry: row(SHUT, "FORBIDDEN", "NOT_FOUND", { ...NO_READERS, ...NO_STAFF, admin: "SHOWN", city: "SHOWN", province: "SHOWN", platform: "SHOWN" }),
  listDataReads: row(SHUT, "FORBIDDEN", "HIDDEN", { ...NO_READERS, ...NO_STAFF, admin: "SHOWN", city: "SHOWN", province: "SHOWN", platform: "SHOWN" }),
  revealPersonalData: row(SHUT, "FORBIDDEN", "NOT_FOUND", { ...NO_READERS, ...READERS }),

  // A visitor has no desk. What each counts is shown in the feature's own tests; a leader's longest waiting approvals name the facility here.
  getWorkbench: row(SHUT, "FORBIDDEN", "HIDDEN", APPROVAL_LEADERS),
  changeShortcuts: row(SHUT, "FORBIDDEN", "HIDDEN"),
  listSavedFilters: row(SHUT, "FORBIDDEN", "HIDDEN"),
  saveFilter: row(SHUT, "FORBIDDEN", "HIDDEN"),
  dropFilter: row(SHUT, "FORBIDDEN", "HIDDEN"),
  searchEverywhere: row(SHUT, "FORBIDDEN", "HIDDEN", READERS),
};

const BOOKING_ID = "01TESTBOOKING0000001" as BookingId;
const TODAY = "2026-03-07" as LocalDate;
const SLOT = aSlot();
/** A picture of the booker, whose file name says which facility it is of. */
const PHOTO: AttachmentItem = {
  ...attachmentKey("01TESTPHOTO000000001"),
  attachmentId: "01TESTPHOTO000000001" as AttachmentItem["attachmentId"],
  purpose: "TEAM_VISIT_PHOTO",
  status: "READY",
  fileName: `${BAISHAMEN}.jpg`,
  sizeBytes: 1,
  uploadedBy: "p-booker",
  requestedAt: NOW,
  uploadUntil: NOW,
  version: 2,
};
/** The visit of the gate's routes is today; that of all others lies a week ahead, so that everything may still be done with it. */
const AT_THE_GATE: readonly RouteId[] = [
  "inspectCode",
  "checkIn",
  "listArrivals",
  "getGatePack",
  "uploadOfflineScans",
  "undoEntry",
  "registerWalkIn",
  "listGateConflicts",
  "listEntryConflicts",
  "settleEntryConflict",
];
const IN_DOUBT: readonly RouteId[] = ["listGateConflicts", "listEntryConflicts", "settleEntryConflict"];
const ENTRY = anEntry({ scannedAt: NOW, receivedAt: NOW, state: "COUNTED" });
const SLOT_TODAY = aSlot({ date: TODAY });
const PENDING: readonly RouteId[] = ["confirmBooking", "declineBooking", "bulkConfirm"];
/** What a team's visit is when these routes begin. */
const TEAM_STATUSES: Readonly<Partial<Record<RouteId, BookingItem["status"]>>> = {
  reportTeamVisit: "CONFIRMED",
  markTeamAbsent: "CONFIRMED",
  auditTeamVisit: "REPORTED",
  returnTeamVisit: "COUNTED",
  discardTeamVisit: "RETURNED",
};
const TEAM_PHOTO = "01TESTTEAMPHOTO00001" as AttachmentItem["attachmentId"];

let test: TestProduct;
beforeAll(async () => {
  test = await startTestProduct();
  // Everybody here fails to log in from one address, which would soon be asked for captchas.
  const values = { "signIn.failuresBeforeCaptcha": 1_000 };
  await test.store.transact([{ kind: "put", tag: "parameters", item: { ...PARAMETERS_KEY, values, version: 0 } }]);
  const neighbour = aFacility({
    facilityId: "haikou-yanchunling" as typeof BAISHAMEN,
    orgPath: "CN/46/4601/460106/haikou-yanchunling" as typeof BAISHAMEN_PATH,
    name: "颜春岭",
  });
  await putItems(test.store, [aFacility(), neighbour, hongsha()]);
  await test.addAccount({
    username: "baishamen.office",
    password: "Huanjing@2026",
    displayName: "王芳",
    grants: [{ ...grantAt("FACILITY_ADMIN", BAISHAMEN_PATH), orgName: aFacility().name }],
  });
  await test.store.transact([{ kind: "put", tag: "photo", item: PHOTO }]);
  // One party has entered today, so that lists of check-ins and figures have something to hide.
  await prepare("checkIn");
  const [status] = await send("checkIn", "staff");
  expect(status).toBe(200);
  await test.settle();
});
afterAll(() => test.stop());

function bookingFor(routeId: RouteId): BookingItem {
  const facility = aFacility();
  const date = AT_THE_GATE.includes(routeId) || routeId in TEAM_STATUSES ? TODAY : SLOT.date;
  const team = { teamName: "海口市第一中学", purpose: "环保课外实践", members: [], transport: "" };
  return bookingItem({
    bookingId: BOOKING_ID,
    kind: routeId in TEAM_STATUSES ? "TEAM" : "FAMILY",
    means: "BOOKED",
    ...(routeId in TEAM_STATUSES ? { team } : {}),
    personId: "p-booker",
    slotId: SLOT.slotId,
    slotPk: SLOT.pk,
    slotSk: SLOT.sk,
    ...facilityPartOf(facility),
    date,
    period: "MORNING",
    periodLabel: "上午 09:00-11:30",
    startsAt: "09:00" as TimeOfDay,
    endsAt: "11:30" as TimeOfDay,
    heads: 2,
    headsEntered: 0,
    entries: IN_DOUBT.includes(routeId) ? [{ ...ENTRY, state: "DISPUTED" }] : routeId === "undoEntry" ? [ENTRY] : [],
    contactName: "林晓燕",
    contactPhone: "13900000001",
    status: TEAM_STATUSES[routeId] ?? (PENDING.includes(routeId) ? "PENDING" : routeId === "undoEntry" ? "CHECKED_IN" : "CONFIRMED"),
    ...(routeId === "listFlaggedBookings" ? { attention: ["SLOT_OVERFULL"] as const } : {}),
    submittedAt: NOW,
    handleBy: "2026-03-11T00:00:00.000+08:00" as Instant,
    confirmBy: SLOT.confirmBy,
    cancelBy: SLOT.cancelBy,
    history: [{ eventType: "BOOKING_SUBMITTED", at: NOW, byName: "林晓燕" }],
    version: 1,
  });
}

/** The facility untouched, with one template, one article and, where they are listed, a booking that needs attention. */
function facilityAsItBegins(routeId: RouteId) {
  const flagged = routeId === "listFlaggedBookings";
  return [
    { kind: "put", tag: "facility", item: aFacility() },
    { kind: "put", tag: "template", item: aTemplate() },
    { kind: "put", tag: "knowledge", item: anArticle() },
    flagged ? attentionWrite(bookingFor(routeId), ["SLOT_OVERFULL"]) : ({ kind: "delete", tag: "no attention", key: attentionKey(BOOKING_ID) } as const),
  ] as const;
}

/** The same start for each cell: an untouched slot and booking, the booker's day and hold, and no event of the booking. */
async function prepare(routeId: RouteId): Promise<void> {
  // The moment orders a facility's events.
  test.clock.advanceMs(1);
  const booking = bookingFor(routeId);
  const day = personDayKey("p-booker", SLOT.date);
  const time = { startsAt: booking.startsAt, endsAt: booking.endsAt, facilityName: booking.facilityName };
  const clean = (["00000002", "00000003"] as const).map((number) => ({ kind: "delete", tag: number, key: { pk: booking.pk, sk: `EVENT#${number}` } }) as const);
  const { condition: _condition, ...dayWrite } = addToPersonDay(day, undefined, BOOKING_ID, time);
  const hold = holdItem({
    personId: "p-booker",
    slotId: SLOT.slotId,
    slot: { pk: SLOT.pk, sk: SLOT.sk },
    heads: 1,
    expiresAt: "2026-03-07T09:10:00.000+08:00" as Instant,
    version: 1,
  });
  await test.store.transact([
    { kind: "put", tag: "booking", item: booking },
    { kind: "put", tag: "slot", item: SLOT },
    { kind: "put", tag: "hold", item: hold },
    { kind: "put", tag: "today's slot", item: SLOT_TODAY },
    conflictAsItBegins(routeId),
    { ...dayWrite, tag: "day" } as Parameters<typeof test.store.transact>[0][number],
    ...activityAsItBegins(routeId),
    ...approvalAsItBegins(),
    { kind: "put", tag: "registration", item: aRegistration({ organizationName: `应急局 ${BAISHAMEN}` }) },
    ...facilityAsItBegins(routeId),
    ...waitingAsItBegins(routeId),
    ...noShowAsItBegins(routeId),
    ...ratingAsItBegins(routeId),
    ...banAsItBegins(routeId),
    ...organizationAsItBegins(),
    ...announcementAsItBegins(routeId),
    ...trailAsItBegins(),
    // The first check-in of the day stays for the lists; every later one starts from a booking that nobody has entered by.
    ...(routeId === "listCheckIns" || routeId === "exportCheckIns" ? [] : clean),
  ]);
}

/** Sent by the city, or still its draft, with nothing of what an earlier row did. */
function announcementAsItBegins(routeId: RouteId) {
  const isDraft = ["listAnnouncementDrafts", "editAnnouncement", "sendAnnouncement", "discardAnnouncement"].includes(routeId);
  const announcement = anAnnouncement({ title: `关于${BAISHAMEN}的通知`, ...(isDraft ? { status: "DRAFT" } : {}) });
  const gone = [
    { pk: announcement.pk, sk: "EVENT#00000002" },
    { pk: announcement.pk, sk: "EVENT#00000003" },
    ...["", ".2026-03-07"].map((day) => ({ pk: `FAN_OUT#announcement.${ANNOUNCEMENT_ID}${day}`, sk: "STATE" })),
    ...(isDraft ? [{ pk: announcement.pk, sk: "FIGURES" }] : []),
  ];
  return [
    ...[announcement, aContent(), aReceipt({ name: BAISHAMEN, orgName: aFacility().name }), ...(isDraft ? [] : [someFigures()])].map(
      (item) => ({ kind: "put", tag: `${item.pk} ${item.sk}`, item }) as const,
    ),
    ...gone.map((key) => ({ kind: "delete", tag: `${key.pk} ${key.sk}`, key }) as const),
  ];
}

/** Somebody confirmed the booking, and looked at the booker's phone. */
function trailAsItBegins() {
  return (["OPERATION", "PERSONAL_DATA"] as const).flatMap((kind) =>
    trailWrites(
      {
        eventType: kind === "OPERATION" ? "BOOKING_CONFIRMED" : "PERSONAL_DATA_REVEALED",
        caseKind: "booking",
        caseId: BOOKING_ID,
        casePk: `BOOKING#${BOOKING_ID}`,
        sequence: 2,
        orgPath: aFacility().orgPath,
        caseName: aFacility().name,
        payload: {},
      },
      { eventId: `trail-${kind}`, at: NOW, actor: { kind: "USER", id: "a1", accountId: "a1", name: "王芳", grants: [] }, trailKindOf: () => kind },
    ).map((write) => ({ ...write, condition: undefined }) as unknown as Parameters<typeof test.store.transact>[0][number]),
  );
}

/** Two gates without network let the booker's party in. */
function conflictAsItBegins(routeId: RouteId) {
  const { entryId } = ENTRY;
  const conflict = openedConflict(bookingFor(routeId), { conflictId: entryId, entryId, kind: "TWICE", reason: "COMPLETE", earlier: undefined, now: NOW });
  return IN_DOUBT.includes(routeId)
    ? ({ kind: "put", tag: "conflict", item: conflict } as const)
    : ({ kind: "delete", tag: "no conflict", key: { pk: conflict.pk, sk: conflict.sk } } as const);
}

/** The booker rated the visit; for the public's list the bureau has read it. */
function ratingAsItBegins(routeId: RouteId) {
  const isPublic = routeId === "listFacilityRatings" || routeId === "reportRating";
  const status = isPublic ? "PUBLISHED" : routeId === "listUnitRatings" ? "PRIVATE" : "PENDING";
  const rating = newRating(bookingFor(routeId), { stars: 4, comment: "讲解很清楚", status, ratedAt: NOW });
  return [
    { kind: "put", tag: "rating", item: rating },
    { kind: "delete", tag: "rating's event", key: { pk: rating.pk, sk: "EVENT#00000002" } },
  ] as const;
}

/** The booker may post nothing, for the routes that are about it. */
function banAsItBegins(routeId: RouteId) {
  const isAbout = ["listBans", "upholdBan", "liftBan", "getMyBan", "appealBan"].includes(routeId);
  const ban = placedBan({
    personId: "p-booker" as PersonId,
    personName: "林**",
    phone: "13900000001",
    orgPath: bookingFor(routeId).orgPath,
    facilityName: "白沙门污水处理厂",
    madeFor: bookingFor(routeId).bookingId,
    reason: `在 ${BAISHAMEN} 骂人`,
    bannedAt: NOW,
    bannedById: "acc-somebody",
    bannedByName: "吴海波",
    status: routeId === "upholdBan" ? "APPEALED" : "BANNED",
    changedAt: NOW,
    version: 1,
  });
  return [
    isAbout ? ({ kind: "put", tag: "ban", item: ban } as const) : ({ kind: "delete", tag: "ban", key: { pk: ban.pk, sk: ban.sk } } as const),
    ...["EVENT#00000001", "EVENT#00000002"].map((sk) => ({ kind: "delete", tag: `ban ${sk}`, key: { pk: ban.pk, sk } }) as const),
  ];
}

/** The booker once did not come; no bureau has a rule of its own, and one waiver stands. */
function noShowAsItBegins(routeId: RouteId) {
  const missed = newNoShow(bookingFor(routeId), undefined);
  const noShow = routeId === "upholdNoShow" ? changedNoShow(missed, { status: "APPEALED" }) : missed;
  const waiver = newWaiver({
    waiverId: "w1",
    cityCode: "4601",
    cityName: "海口市",
    from: TODAY,
    to: TODAY,
    reason: "WEATHER",
    remark: "台风",
    byName: "吴海波",
    at: NOW,
  });
  const { index4: _due, ...settled } = waiver;
  return [
    { kind: "put", tag: "no-show", item: noShow },
    { kind: "put", tag: "standing", item: { ...standingKey("p-booker"), missed: {}, version: 1 } },
    { kind: "delete", tag: "rule", key: noShowRuleKey("4601") },
    { kind: "delete", tag: "rule's event", key: { pk: noShowRuleKey("4601").pk, sk: "EVENT#00000001" } },
    { kind: "put", tag: "waiver", item: settled },
    ...(["00000002", "00000003"] as const).map(
      (number) => ({ kind: "delete", tag: `no-show ${number}`, key: { pk: noShow.pk, sk: `EVENT#${number}` } }) as const,
    ),
  ] as const;
}

/** The booker waits for the slot, or was offered places of it, and follows the facility. */
function waitingAsItBegins(routeId: RouteId) {
  const waiting = aWaiting({ personId: "p-booker", slot: SLOT, ...(routeId === "declineOffer" ? { offeredUntil: SLOT.bookingClosesAt } : {}) });
  const list = { ...waitingListKey(SLOT.slotId), slotId: SLOT.slotId, facilityId: BAISHAMEN, parties: {}, partyCount: 1, version: 1 };
  return [
    ...(routeId === "joinWaitingList"
      ? ([{ kind: "delete", tag: "waiting", key: { pk: waiting.pk, sk: waiting.sk } }] as const)
      : ([{ kind: "put", tag: "waiting", item: waiting }] as const)),
    { kind: "put", tag: "waiting list", item: list },
    { kind: "delete", tag: "waiting's event", key: { pk: waiting.pk, sk: "EVENT#00000002" } },
    { kind: "put", tag: "follow", item: followItem({ facilityId: BAISHAMEN, personId: "p-booker", followedAt: NOW }) },
  ] as const;
}

/** Something of the facility waits for an approver whom nobody here is. */
function approvalAsItBegins() {
  const approval = anApproval({ orgPath: BAISHAMEN_PATH });
  return [
    { kind: "put", tag: "approval", item: approval },
    { kind: "delete", tag: "approval's event", key: { pk: approval.pk, sk: "EVENT#00000002" } },
  ] as const;
}

/** The facility's organisation under its city, with a department, a post that nobody holds, and a role that nothing uses. */
function organizationAsItBegins() {
  const bureaus = [aBureau("org-4601", "CN/46/4601", "海口市生态环境局"), aBureau("org-460108", "CN/46/4601/460108", "美兰分局", "org-4601")];
  const items = [...bureaus, anOrganization({ parentId: "org-4601" }), aDepartment(), aPost(), aRole()];
  return [
    ...items.map((item) => ({ kind: "put", tag: `${item.pk} ${item.sk}`, item }) as const),
    { kind: "delete", tag: "role's event", key: { pk: aRole().pk, sk: "EVENT#00000002" } } as const,
  ];
}

/** The facility's activity at the city's desk, or returned to it, with no event of its own and pictures that nothing uses. */
function activityAsItBegins(routeId: RouteId) {
  const activity = anActivityItem({ status: routeId === "resubmitActivity" ? "RETURNED" : "PENDING_CITY" });
  const photos = [
    aReadyPhoto(VIDEO_SHOT, "ACTIVITY_VIDEO_SCREENSHOT", "acc-FACILITY_ADMIN"),
    aReadyPhoto(PLAYS_SHOT, "ACTIVITY_PLAYS_SCREENSHOT", "acc-FACILITY_ADMIN"),
    aReadyPhoto(TEAM_PHOTO, "TEAM_VISIT_PHOTO", "acc-FACILITY_ADMIN"),
  ];
  return [
    { kind: "put", tag: "activity", item: activity },
    { kind: "delete", tag: "activity's event", key: { pk: activity.pk, sk: "EVENT#00000002" } },
    ...photos.map((item) => ({ kind: "put", tag: item.attachmentId, item }) as const),
  ] as const;
}

function inputOf(routeId: RouteId): { params?: Record<string, string>; query?: [string, string][]; body?: Record<string, unknown> } {
  const requestId = newRequestId();
  const facility = { facilityId: BAISHAMEN };
  const booking = { bookingId: BOOKING_ID };
  const activity = { activityId: anActivityItem().activityId };
  const organization = { organizationId: ORGANIZATION_ID };
  const ofOrganization = { name: anOrganization().name, address: anOrganization().address, phone: "0898-66001234", principalName: "", email: "" };
  const aPostContent = { departmentId: null, roleIds: ["FACILITY_STAFF"], scope: { regions: [], categories: [] } };
  const approval = { approvalId: anApproval().approvalId };
  const announcement = {
    orgPath: "CN/46/4601",
    kind: "通知",
    number: "",
    title: `关于${BAISHAMEN}的通知`,
    text: "请各单位知悉。",
    isImportant: false,
    needsConfirmation: false,
    files: [],
    recipients: { groups: [], organizationIds: [], usernames: [] },
  };
  const text = (): string => bookingCode(bookingFor(routeId), test.codes) ?? BOOKING_CODE_PREFIX;
  const password = { username: "nobody", password: "wrong" };
  const colleague = { username: "baishamen.office" };
  const importRow = { rowNumber: 5, username: "new.person", name: "新人", phone: "13800000003", organization: "", posts: "", landline: "", email: "" };
  const inputs: Record<RouteId, ReturnType<typeof inputOf>> = {
    getJsSdkSignature: { query: [["url", "http://localhost:8080/"]] },
    listBookingNotices: { params: booking },
    getSubscriptionAsks: { query: [["moment", "BOOKING"]] },
    reportSubscriptions: { body: { requestId, acceptedTemplateIds: ["TPL_BOOKING_CONFIRMED"] } },
    listReceivedAnnouncements: {},
    getAnnouncementAlerts: {},
    getAnnouncement: { params: { announcementId: ANNOUNCEMENT_ID } },
    readAnnouncement: { params: { announcementId: ANNOUNCEMENT_ID }, body: {} },
    confirmAnnouncement: { params: { announcementId: ANNOUNCEMENT_ID }, body: { requestId } },
    favourAnnouncement: { params: { announcementId: ANNOUNCEMENT_ID }, body: { isFavourite: true } },
    listSentAnnouncements: {},
    listReceipts: { params: { announcementId: ANNOUNCEMENT_ID } },
    exportReceipts: { params: { announcementId: ANNOUNCEMENT_ID } },
    withdrawAnnouncement: { params: { announcementId: ANNOUNCEMENT_ID }, body: { requestId, remark: "日期有误" } },
    remindUnread: { params: { announcementId: ANNOUNCEMENT_ID }, body: { requestId } },
    listAnnouncementDrafts: {},
    editAnnouncement: { params: { announcementId: ANNOUNCEMENT_ID }, body: { requestId, version: 1, ...announcement } },
    sendAnnouncement: { params: { announcementId: ANNOUNCEMENT_ID }, body: { requestId, version: 1, recipients: 1 } },
    discardAnnouncement: { params: { announcementId: ANNOUNCEMENT_ID }, body: { requestId } },
    getAnnouncementChoices: {},
    searchRecipients: {
      query: [
        ["orgPath", "CN/46/4601"],
        ["what", "PEOPLE"],
      ],
    },
    previewRecipients: { body: { orgPath: announcement.orgPath, recipients: announcement.recipients } },
    createAnnouncement: { body: { requestId, version: 0, ...announcement } },
    listInbox: {},
    getInboxCount: {},
    listNoticeKinds: {},
    readInboxEntry: { params: { entryId: "bm9ib2R5" }, body: {} },
    readAllInbox: { body: { requestId, upTo: NOW } },
    getWechatAuthorizeUrl: {
      query: [
        ["redirectUri", "http://localhost:8080/"],
        ["state", "abcdefgh"],
      ],
    },
    logInWithWechat: { body: { via: "MINIPROGRAM", code: "nobody" } },
    getCaptcha: {},
    logInWithPassword: { body: { ...password, username: requestId } },
    requestLogInCode: { body: { requestId, phone: `138${requestId.slice(-8)}` } },
    logInByPhone: { body: { requestId, phone: "13800000000", code: "123456" } },
    setPassword: { body: { requestId, newPassword: "Baishamen2026x" } },
    getContactBook: {},
    listContacts: {},
    exportContacts: {},
    requestPhoneProof: { body: { requestId, phone: "13800000001" } },
    changeContact: {
      params: { accountId: "acc-baishamen.office" },
      body: { requestId, version: 1, name: "王芳", landline: "0898-66123456", phone: "13900009999", email: "" },
    },
    changePlatformContact: {
      params: { kind: "TECHNICAL_LEAD" },
      body: { requestId, version: 0, unitName: "技术单位", name: "赵工", landline: "", phone: "13800000002", email: "" },
    },
    listOrganizationRoots: {},
    listOrganizationsBelow: { params: { organizationId: "org-4601" } },
    searchOrganizations: {},
    getOrganization: { params: organization },
    listOrganizationChanges: { params: organization },
    listOrganizationRegions: {},
    createOrganization: {
      body: { requestId, kind: "AGENCY", regionPath: "CN/46/4601/460108", ...ofOrganization, name: `机构${requestId}`, address: `与 ${BAISHAMEN} 相邻` },
    },
    editOrganization: { params: organization, body: { requestId, version: 1, ...ofOrganization } },
    moveOrganization: { params: organization, body: { requestId, version: 1, parentId: "org-460108" } },
    setOrganizationStatus: { params: organization, body: { requestId, version: 1, status: "DISABLED" } },
    createDepartment: { params: organization, body: { requestId, name: `部门${requestId}`, parentId: null, order: 2 } },
    editDepartment: { params: { ...organization, departmentId: "d-education" }, body: { requestId, version: 1, name: "宣传教育科", parentId: null, order: 1 } },
    deleteDepartment: { params: { ...organization, departmentId: "d-education" }, body: { requestId, version: 1 } },
    createPost: { params: organization, body: { requestId, name: `岗位${requestId}`, ...aPostContent } },
    editPost: { params: { ...organization, postId: aPost().postId }, body: { requestId, version: 1, name: "东门门岗", ...aPostContent } },
    deletePost: { params: { ...organization, postId: aPost().postId }, body: { requestId, version: 1 } },
    listRoles: {},
    createRole: { body: { requestId, name: `角色${requestId.slice(-8)}`, description: "", permissions: ["statistics.read"] } },
    editRole: { params: { roleId: aRole().roleId }, body: { requestId, version: 1, name: aRole().name, description: "", permissions: ["facilities.read"] } },
    deleteRole: { params: { roleId: aRole().roleId }, body: { requestId, version: 1 } },
    listPeople: {},
    exportPeople: {},
    listPermissionHolders: {
      query: [
        ["permission", "bookings.read"],
        ["orgPath", BAISHAMEN_PATH],
      ],
    },
    listPostChoices: {},
    createOfficePerson: {
      body: { requestId, username: "new.person", name: "新人", phone: "13800000003", posts: [{ organizationId: "org-none", postId: "org-none.admin" }] },
    },
    getImportTemplate: {},
    checkImport: { body: { rows: [importRow] } },
    importPeople: { body: { requestId, rows: [importRow] } },
    makeImportProblems: { body: { rows: [{ ...importRow, reason: "没有岗位" }] } },
    getOfficePerson: { params: colleague },
    editOfficePerson: {
      params: colleague,
      body: { requestId, version: 99, seenPostIds: [], name: "王芳", phone: "13900009999", landline: "", email: "", posts: [] },
    },
    setOfficePersonStatus: { params: colleague, body: { requestId, status: "ACTIVE", remark: "恢复" } },
    resetPassword: { params: colleague, body: { requestId } },
    getPersonRights: { params: colleague },
    getOpenWork: { params: colleague },
    handOverWork: { params: colleague, body: { requestId, toUsername: "nobody", disableAfterwards: false, remark: "调离" } },
    bindStaffAccount: { body: { ...password, username: requestId } },
    requestBindingCode: { body: { requestId, phone: `137${requestId.slice(-8)}` } },
    bindStaffBySms: { body: { requestId, name: "王芳", phone: "13800000000", code: "123456" } },
    bindStaffByWechatPhone: { body: { requestId, name: "王芳", phoneCode: "nobody" } },
    unbindStaff: {},
    unbindStaffOf: { params: { username: "baishamen.office" }, body: { requestId } },
    readWechatPhone: { body: { phoneCode: "nobody" } },
    agreeTo: { body: { requestId, version: AGREEMENT_VERSION } },
    getMyData: {},
    listMyRecords: { params: { kind: "BOOKINGS" } },
    downloadMyData: {},
    downloadMyDataSheet: {},
    deleteMyAccount: { body: { requestId, cancelOpenBookings: false } },
    getDeletion: { params: { receiptId: "r".repeat(43) } },
    askForQrLogIn: { body: {} },
    claimQrLogIn: { body: { secret: "s".repeat(43) } },
    scanQrLogIn: { params: { ticket: "t".repeat(43) }, body: {} },
    decideQrLogIn: { params: { ticket: "t".repeat(43) }, body: { requestId, decision: "CONFIRM" } },
    getMe: {},
    switchPost: { body: { postId: null } },
    listMySessions: {},
    endMySession: { params: { sessionId: "x".repeat(43) }, body: { requestId } },
    endMyOtherSessions: { body: { requestId } },
    listSessionsOfAccount: { params: { username: "baishamen.office" } },
    endSessionsOfAccount: { params: { username: "baishamen.office" }, body: { requestId } },
    logInBySecondStep: { body: { ticket: "x".repeat(43), code: "123456" } },
    getSecondStep: {},
    beginSecondStep: { body: {} },
    confirmSecondStep: { body: { code: "123456" } },
    renewRecoveryCodes: { body: { password: "wrong" } },
    removeSecondStep: { body: { password: "wrong" } },
    resetSecondStepOf: { params: { username: "baishamen.office" }, body: { requestId, remark: "手机丢失" } },
    logOut: {},
    requestUpload: { body: { requestId, purpose: "TEAM_VISIT_PHOTO", fileName: "photo.jpg", sizeBytes: 1 } },
    completeUpload: { params: { attachmentId: PHOTO.attachmentId }, body: { requestId } },
    getAttachment: { params: { attachmentId: PHOTO.attachmentId } },
    listManagedFacilities: {},
    getManagedFacility: { params: facility },
    listFacilityDistricts: {},
    createFacility: {
      body: { requestId, districtCode: "460108", ...aFacilityContent({ name: `新单位${requestId}`, introduction: `与 ${BAISHAMEN} 同一片区` }) },
    },
    editFacility: { params: facility, body: { requestId, version: 1, ...aFacilityContent({ phone: "0898-66001234" }) } },
    previewFacilityStatus: { params: facility },
    changeFacilityStatus: { params: facility, body: { requestId, version: 1, action: "SUSPEND", remark: "设备大修", seenBookings: 9 } },
    listFlaggedBookings: { query: [["facilityId", BAISHAMEN]] },
    listKnowledge: { params: facility },
    listManagedKnowledge: { params: facility },
    createKnowledge: { params: facility, body: { requestId, ...anArticleContent() } },
    editKnowledge: { params: { ...facility, knowledgeId: anArticle().knowledgeId }, body: { requestId, version: 1, ...anArticleContent() } },
    orderKnowledge: { params: facility, body: { requestId, knowledgeIds: [anArticle().knowledgeId] } },
    listSlotTemplates: { params: facility },
    createSlotTemplate: { params: facility, body: { requestId, ...aTemplateContent({ startsAt: "18:00", endsAt: "19:00", period: "TIMED" }) } },
    editSlotTemplate: {
      params: { ...facility, templateId: aTemplate().templateId },
      body: { requestId, version: 1, ...aTemplateContent({ capacityHeads: 12 }) },
    },
    setSlotTemplateStatus: { params: { ...facility, templateId: aTemplate().templateId }, body: { requestId, version: 1, status: "STOPPED" } },
    closeTemplateSlots: { params: { ...facility, templateId: aTemplate().templateId }, body: { requestId, reason: "设备检修" } },
    editSlots: { params: facility, body: { requestId, slots: [{ slotId: SLOT.slotId, version: 1 }], capacityHeads: 30 } },
    listFacilities: {},
    listFacilityProvinces: {},
    getFacility: { params: facility },
    listSlots: { params: facility },
    openSlots: {
      params: facility,
      body: { requestId, dates: ["2026-04-01"], periods: [{ period: "MORNING", startsAt: "09:00", endsAt: "11:00", capacityHeads: 10 }] },
    },
    previewClosure: { params: facility, query: [["date", SLOT.date]] },
    closeSlots: { params: facility, body: { requestId, date: SLOT.date, reason: "设备检修", seenBookings: 1 } },
    reopenSlots: { params: facility, body: { requestId, slotIds: [SLOT.slotId] } },
    getPoster: { params: facility },
    listArrivals: { params: facility },
    holdPlaces: { body: { requestId, slotId: SLOT.slotId, heads: 1 } },
    releaseHold: { params: { holdId: holdIdOfBooker() }, body: { requestId } },
    submitTeamBooking: {
      body: {
        requestId,
        slotId: SLOT.slotId,
        teamName: "海口市第一中学",
        purpose: "环保课外实践",
        contactName: "陈志强",
        contactPhone: "13900000002",
        heads: 12,
        safetyNoticeAccepted: true,
      },
    },
    submitBooking: { body: { requestId, slotId: SLOT.slotId, contactName: "陈志强", contactPhone: "13900000002", heads: 2, safetyNoticeAccepted: true } },
    listMyBookings: {},
    listBookings: {
      query: [
        ["facilityId", BAISHAMEN],
        ["status", "CONFIRMED"],
      ],
    },
    getBooking: { params: booking },
    confirmBooking: { params: booking, body: { requestId } },
    declineBooking: { params: booking, body: { requestId, remark: "设备检修" } },
    cancelBooking: { params: booking, body: { requestId } },
    changeHeads: { params: booking, body: { requestId, heads: 1 } },
    reportTeamVisit: { params: booking, body: { requestId, version: 1, heads: 2, photos: [TEAM_PHOTO] } },
    backFillTeamVisit: {
      params: facility,
      body: { requestId, date: TODAY, period: "MORNING", teamName: "海口市第二中学", heads: 30, purpose: "环保课外实践", photos: [TEAM_PHOTO] },
    },
    markTeamAbsent: { params: booking, body: { requestId, version: 1 } },
    discardTeamVisit: { params: booking, body: { requestId, version: 1, remark: "重复" } },
    auditTeamVisit: { params: booking, body: { requestId, version: 1 } },
    returnTeamVisit: { params: booking, body: { requestId, version: 1, remark: "照片不清" } },
    bulkConfirm: { body: { requestId, items: [{ bookingId: BOOKING_ID, version: 1 }] } },
    countBookings: { query: [["facilityId", BAISHAMEN]] },
    inspectCode: { body: { requestId, text: text(), gateFacilityId: BAISHAMEN } },
    checkIn: { params: booking, body: { requestId, text: text(), heads: 1, gateFacilityId: BAISHAMEN, deviceId: "device-01" } },
    getGatePack: { params: facility },
    uploadOfflineScans: {
      params: facility,
      body: {
        deviceId: "device-01",
        deviceNow: NOW,
        gateName: "东门",
        scans: [{ entryId: requestId, text: text(), heads: 1, scannedAt: NOW, sequence: 0 }],
      },
    },
    undoEntry: { params: { ...booking, entryId: ENTRY.entryId }, body: { requestId, deviceId: ENTRY.deviceId } },
    registerWalkIn: { params: facility, body: { requestId, slotId: SLOT_TODAY.slotId, contactName: "陈志强", heads: 1, deviceId: "device-01" } },
    listGateConflicts: { params: facility },
    listEntryConflicts: { query: [["facilityId", BAISHAMEN]] },
    settleEntryConflict: { params: { conflictId: ENTRY.entryId }, body: { requestId, decision: "COUNT_ONCE", remark: "核对过" } },
    listCheckIns: {
      query: [
        ["facilityId", BAISHAMEN],
        ["from", TODAY],
        ["to", TODAY],
      ],
    },
    getLatestFigures: {},
    getMyRating: { params: booking },
    rateVisit: { params: booking, body: { requestId, stars: 5, comment: "很受教育" } },
    listFacilityRatings: { params: { facilityId: BAISHAMEN } },
    listRatings: {},
    listContent: {},
    getContent: { params: booking },
    passContent: { params: booking, body: { requestId, version: 1 } },
    hideContent: { params: booking, body: { requestId, version: 1, remark: "含个人信息" } },
    bulkPassContent: { body: { requestId, items: [{ bookingId: BOOKING_ID, version: 1 }] } },
    redactPhoto: {
      params: { ...booking, attachmentId: "a-none" as AttachmentId },
      body: { requestId, version: 1, parts: [{ left: 0, top: 0, width: 0.5, height: 0.5 }] },
    },
    banAuthor: { params: booking, body: { requestId, reason: `在 ${BAISHAMEN} 骂人` } },
    listBans: {},
    upholdBan: { params: { personId: "p-booker" as PersonId }, body: { requestId, version: 1, remark: "情节属实" } },
    liftBan: { params: { personId: "p-booker" as PersonId }, body: { requestId, version: 1, remark: "情节轻微" } },
    getMyBan: {},
    appealBan: { body: { requestId, version: 1, remark: "不是我写的" } },
    listUnitRatings: {},
    makeRatingPrivate: { params: booking, body: { requestId } },
    reportRating: {
      params: { facilityId: BAISHAMEN, ratingKey: publicKeyOf({ ratedAt: NOW, bookingId: BOOKING_ID }) },
      body: { requestId, reason: "ABUSE" },
    },
    publishRating: { params: booking, body: { requestId, version: 1 } },
    hideRating: { params: booking, body: { requestId, version: 1, remark: "含个人信息" } },
    bulkPublishRatings: { body: { requestId, items: [{ bookingId: BOOKING_ID, version: 1 }] } },
    listMyNoShows: {},
    appealNoShow: { params: booking, body: { requestId, remark: "孩子生病了" } },
    listNoShows: {},
    waiveNoShow: { params: booking, body: { requestId, remark: "暴雨" } },
    upholdNoShow: { params: booking, body: { requestId, remark: "没有说明" } },
    listNoShowRules: {},
    setNoShowRule: { params: { cityCode: "4601" }, body: { requestId, isOn: true, threshold: 3, periodDays: 180, blockDays: 60, version: 0 } },
    listNoShowWaivers: { query: [["cityCode", "4601"]] },
    waiveDays: { body: { requestId, cityCode: "4601", from: TODAY, to: TODAY, reason: "WEATHER", remark: "台风" } },
    joinWaitingList: { body: { requestId, slotId: SLOT.slotId, heads: 2, contactPhone: "13900000002" } },
    listMyWaiting: {},
    getMyWaiting: { params: { slotId: SLOT.slotId } },
    leaveWaitingList: { params: { slotId: SLOT.slotId }, body: { requestId } },
    declineOffer: { params: { slotId: SLOT.slotId }, body: { requestId } },
    getFollow: { params: facility },
    followFacility: { params: facility, body: { requestId } },
    unfollowFacility: { params: facility, body: { requestId } },
    listMyFollows: {},
    listDemand: { query: [["choice", "ALL"]] },
    exportBookings: {
      query: [
        ["facilityId", BAISHAMEN],
        ["status", "CONFIRMED"],
      ],
    },
    exportCheckIns: {
      query: [
        ["facilityId", BAISHAMEN],
        ["from", TODAY],
        ["to", TODAY],
      ],
    },
    exportVisitStatistics: {},
    getVisitStatistics: {},
    getActivityStatistics: {},
    exportActivityStatistics: {},
    recountVisitFigures: {
      query: [
        ["facilityId", BAISHAMEN],
        ["from", TODAY],
        ["to", TODAY],
      ],
    },
    listActivities: {},
    exportActivities: {},
    getActivityDesk: {},
    listActivityUnits: {},
    submitActivity: { body: { requestId, unit: BAISHAMEN_PATH, ...anActivityContent() } },
    getActivity: { params: activity },
    decideActivity: { params: activity, body: { requestId, action: "AUDIT_BY_CITY", version: 1 } },
    resubmitActivity: { params: activity, body: { requestId, version: 1, ...anActivityContent() } },
    listRegistrationPlaces: {},
    requestRegistrationCode: { body: { requestId, username: "newcomer", phone: "13900000888", captcha: { captchaId: "x".repeat(43), text: "AAAA" } } },
    startRegistration: { body: firstPage() },
    getOwnRegistration: {},
    submitRegistration: { body: { requestId, version: 1, ...secondPage("01TESTLETTER00000001" as AttachmentId) } },
    withdrawRegistration: { body: { requestId, version: 1 } },
    listRegistrations: {},
    getRegistrationDesk: {},
    getRegistration: { params: { registrationId: aRegistration().registrationId } },
    listMyApprovals: {},
    getApprovalDesk: {},
    listApprovalProgress: {},
    listColleagues: {},
    listLeaves: {},
    registerLeave: { body: { requestId, from: "2026-03-01", to: "2026-03-02", accountId: "acc-nobody" } },
    endLeave: { params: { leaveId: "L1" }, body: { requestId } },
    getApproval: { params: approval },
    listApprovalColleagues: { params: approval },
    decideApproval: { params: approval, body: { requestId, action: "REMIND" } },
    getAccountMenu: {},
    saveAccountMenu: { body: { requestId, version: 0, buttons: [{ kind: "PAGE", name: "预约", page: "HOME" }] } },
    publishAccountMenu: { body: { requestId, version: 99 } },
    removeAccountMenu: { body: { requestId, version: 99 } },
    getAccountReplies: {},
    saveAccountReplies: { body: { requestId, version: 0, ...STANDARD_REPLIES } },
    tryAccountReply: { query: [["text", "帮助"]] },
    listSceneCodes: {},
    createSceneCode: { body: { requestId, name: "大厅", target: { kind: "PAGE", page: "HOME" } } },
    getSceneCode: { params: { codeId: "none" } },
    editSceneCode: { params: { codeId: "none" }, body: { requestId, version: 1, name: "大厅", target: { kind: "PAGE", page: "HOME" }, isDisabled: true } },
    getFollowerFigures: {},
    listAccountChanges: { query: [["of", "MENU"]] },
    listParameters: {},
    changeParameters: { body: { requestId, version: 0, values: {} } },
    listDictionaries: {},
    getDictionary: { params: { dictionary: "CLOSURE_REASONS" } },
    changeDictionary: { params: { dictionary: "CLOSURE_REASONS" }, body: { requestId, version: 0, entries: ["设施临时检修"] } },
    getCalendarYear: { params: { year: "2026" } },
    changeCalendarYear: { params: { year: "2027" }, body: { requestId, version: 0, days: [] } },
    listSettingChanges: { query: [["of", "CALENDAR"]] },
    getRetentionRules: {},
    listTombstones: {},
    exportTombstones: {},
    holdBookingRetention: { params: { bookingId: BOOKING_ID }, body: { requestId, reason: "投诉调查" } },
    holdRegistrationRetention: { params: { registrationId: aRegistration().registrationId }, body: { requestId, reason: "投诉调查" } },
    releaseRegistrationRetention: { params: { registrationId: aRegistration().registrationId }, body: { requestId, reason: "调查结束" } },
    releaseBookingRetention: { params: { bookingId: BOOKING_ID }, body: { requestId, reason: "调查结束" } },
    getSystemStatus: {},
    getNoticeFigures: {},
    listJobs: {},
    listDeadLetters: {},
    retryDeadLetter: { params: { deadLetterId: `${epochMsOf(NOW)}.${BOOKING_ID}.statistics` }, body: { requestId } },
    listUndeliveredNotices: {},
    sendNoticeAgain: { params: { undeliveredId: `${epochMsOf(NOW)}.${"a".repeat(43)}` }, body: { requestId } },
    listTrail: { query: [["kind", "OPERATION"]] },
    exportTrail: { query: [["kind", "OPERATION"]] },
    getTrailEntry: { params: { entryId: entryIdOf({ pk: trailPk(aFacility().orgPath, "OPERATION"), sk: `${NOW}#trail-OPERATION` }) } },
    listDataReads: { params: { caseKind: "booking", caseId: BOOKING_ID } },
    revealPersonalData: { params: { caseKind: "booking", caseId: BOOKING_ID }, body: { requestId, reason: "CALL" } },
    getWorkbench: {},
    changeShortcuts: { body: { requestId, shortcuts: ["bookings"] } },
    listSavedFilters: { params: { page: "bookings" } },
    saveFilter: { params: { page: "bookings" }, body: { requestId, name: "本月团队", query: "kind=TEAM" } },
    dropFilter: { params: { page: "bookings" }, body: { requestId, name: "本月团队" } },
    searchEverywhere: { query: [["q", BOOKING_ID]] },
  };
  return inputs[routeId];
}

const holdIdOfBooker = (): string => holdItem({ personId: "p-booker", slotId: SLOT.slotId, slot: SLOT, heads: 1, expiresAt: NOW, version: 1 }).holdId;

async function send(routeId: RouteId, actor: ActorName): Promise<[number, string, Buffer | undefined]> {
  const route = allRoutes[routeId];
  const input = inputOf(routeId);
  const who = actor === "stranger" ? { personId: `p-stranger-${routeId}` } : ACTORS[actor];
  const { status, text, bytes } = await ask(test, {
    method: route.method,
    url: urlOf(route, input.params ?? {}, input.query ?? []),
    headers: {
      ...(who === undefined ? {} : { authorization: `Bearer ${await test.token(who)}` }),
      ...(input.body === undefined ? {} : { "content-type": "application/json" }),
    },
    ...(input.body === undefined ? {} : { payload: JSON.stringify(input.body) }),
  });
  return [status, text, bytes];
}

function outcomeOf(routeId: RouteId, status: number, text: string, bytes?: Buffer): Outcome {
  // A sheet names a facility by its name and a booking by its number.
  if (status === 200 && answersSpreadsheet(allRoutes[routeId])) {
    const cells = tableOf(readWorkbook(bytes ?? Buffer.alloc(0))).flat();
    return cells.includes(aFacility().name) || cells.includes(BOOKING_ID.slice(-8)) ? "SHOWN" : "HIDDEN";
  }
  const answer = JSON.parse(text) as {
    code?: string;
    details?: { reason?: string };
    outcome?: string;
    refusal?: { reason: string };
    familyHeads?: number;
    items?: { code?: string; count?: number }[];
  };
  if (status >= 400) return answer.code === "CHECK_IN_REFUSED" ? `REFUSED ${String(answer.details?.reason)}` : String(answer.code);
  if (answer.outcome === "REFUSED") return `REFUSED ${String(answer.refusal?.reason)}`;
  if (routeId === "bulkConfirm" || routeId === "bulkPublishRatings" || routeId === "bulkPassContent") return answer.items?.[0]?.code ?? "SHOWN";
  if (routeId === "countBookings") return answer.items?.some(({ count }) => Number(count) > 0) === true ? "SHOWN" : "HIDDEN";
  if (routeId === "revealPersonalData") return text.includes("13900000001") ? "SHOWN" : "HIDDEN";
  if (routeId === "getLatestFigures") return answer.familyHeads === 0 ? "HIDDEN" : "SHOWN";
  // Its id, its name or its booking: nothing of them may reach who should not see it. The hold's own id tells nothing.
  // A bureau's rule and its waivers are about the city alone.
  if (/NoShowRule|NoShowWaivers|waiveDays/.test(routeId)) return text.includes('"cityCode":"4601"') ? "SHOWN" : "HIDDEN";
  return text.includes(BAISHAMEN) || text.includes(BOOKING_ID) ? "SHOWN" : "HIDDEN";
}

it("has a row for every route and a column for every role", () => {
  expect(Object.keys(TABLE).sort()).toEqual(routeList.map((route) => route.id).sort());
  const roles = Object.values(ACTORS).flatMap((who) => (who !== undefined && "grants" in who ? who.grants.map((grant) => grant.role) : []));
  // A made role allows what its record says, which `organizations.db.test.ts` and the sessions' tests show.
  expect([...new Set(roles)].sort()).toEqual(ROLES.filter((role) => role !== "CUSTOM").sort());
});

it.each(routeList.map((route) => [route.id as RouteId]))(
  "T36 R12 %s answers everybody as written",
  async (routeId) => {
    const found: Record<string, Outcome> = {};
    if (routeId === "listCheckIns" || routeId === "exportCheckIns") {
      await prepare("checkIn");
      await send("checkIn", "staff");
    }
    for (const actor of Object.keys(ACTORS) as ActorName[]) {
      await prepare(routeId);
      found[actor] = outcomeOf(routeId, ...(await send(routeId, actor)));
    }
    expect(found).toEqual(TABLE[routeId]);
    // A poster draws two pictures for everybody who may have it.
  },
  180_000,
);

it("a booking keeps its state when somebody else tried everything with it", async () => {
  await prepare("confirmBooking");
  const strangers: ActorName[] = [
    "anonymous",
    "stranger",
    "staffOfNeighbour",
    "staffElsewhere",
    "adminOfNeighbour",
    "adminElsewhere",
    "cityElsewhere",
    "provinceElsewhere",
    "agencyUser",
    "contractor",
  ];
  const before = await test.store.get(bookingFor("confirmBooking"));
  for (const actor of strangers) for (const routeId of ["confirmBooking", "declineBooking", "cancelBooking", "checkIn"] as const) await send(routeId, actor);
  expect(await test.store.get(bookingFor("confirmBooking"))).toEqual(before);
  expect(await test.store.get(holdKey(holdIdOfBooker()))).toBeDefined();
});

import { answersSpreadsheet } from "./kernel/spreadsheet";
import type { Route } from "./kernel/route";
import type { RouteId } from "./routes";

/** `burst` at once, and `perMinute` on from there. */
export interface RequestLimit {
  readonly burst: number;
  readonly perMinute: number;
}

/**
 * How often routes of one kind may be asked (promise R17). A caller is an account or a person; behind one address sit a whole office or a school class on the
 * facility's Wi-Fi, so an address has far more. What costs money or can be guessed is counted in the store beside this: SMS, captchas, wrong passwords, bindings.
 */
export const REQUEST_LIMITS = {
  /** Log-ins; WeChat's too, which every visitor makes once a day. */
  LOG_IN: { caller: { burst: 30, perMinute: 30 }, address: { burst: 300, perMinute: 300 } },
  /** What makes an SMS or a picture. */
  CODE: { caller: { burst: 10, perMinute: 10 }, address: { burst: 60, perMinute: 60 } },
  /** What the public writes: bookings, follows, ratings, pictures, registrations. */
  PUBLIC_WRITE: { caller: { burst: 60, perMinute: 60 }, address: { burst: 1_200, perMinute: 1_200 } },
  /** A gate that comes back from a day without network sends thousands of scans. */
  GATE: { caller: { burst: 5_000, perMinute: 5_000 }, address: { burst: 20_000, perMinute: 20_000 } },
  EXPORT: { caller: { burst: 20, perMinute: 20 }, address: { burst: 100, perMinute: 100 } },
  WRITE: { caller: { burst: 300, perMinute: 300 }, address: { burst: 3_000, perMinute: 3_000 } },
  /** Lists, searches, figures; a page that refreshes itself among them. */
  READ: { caller: { burst: 1_200, perMinute: 1_200 }, address: { burst: 12_000, perMinute: 12_000 } },
} as const satisfies Record<string, { readonly caller: RequestLimit; readonly address: RequestLimit }>;
export type LimitKind = keyof typeof REQUEST_LIMITS;

/** Routes whose kind does not follow from their method; what is absent is a READ, a WRITE or an EXPORT. */
const KINDS: Partial<Record<RouteId, LimitKind>> = {
  logInWithWechat: "LOG_IN",
  logInWithPassword: "LOG_IN",
  logInByPhone: "LOG_IN",
  logInBySecondStep: "LOG_IN",
  bindStaffAccount: "LOG_IN",
  askForQrLogIn: "LOG_IN",
  // The page that shows the code asks every other second.
  claimQrLogIn: "READ",
  getCaptcha: "CODE",
  requestLogInCode: "CODE",
  requestPhoneProof: "CODE",
  requestBindingCode: "CODE",
  requestRegistrationCode: "CODE",
  bindStaffBySms: "LOG_IN",
  bindStaffByWechatPhone: "LOG_IN",
  startRegistration: "PUBLIC_WRITE",
  submitRegistration: "PUBLIC_WRITE",
  holdPlaces: "PUBLIC_WRITE",
  submitBooking: "PUBLIC_WRITE",
  submitTeamBooking: "PUBLIC_WRITE",
  cancelBooking: "PUBLIC_WRITE",
  changeHeads: "PUBLIC_WRITE",
  joinWaitingList: "PUBLIC_WRITE",
  followFacility: "PUBLIC_WRITE",
  unfollowFacility: "PUBLIC_WRITE",
  rateVisit: "PUBLIC_WRITE",
  makeRatingPrivate: "PUBLIC_WRITE",
  reportRating: "PUBLIC_WRITE",
  appealBan: "PUBLIC_WRITE",
  appealNoShow: "PUBLIC_WRITE",
  requestUpload: "PUBLIC_WRITE",
  completeUpload: "PUBLIC_WRITE",
  checkIn: "GATE",
  inspectCode: "GATE",
};

export function limitKindOf(route: Route): LimitKind {
  return KINDS[route.id as RouteId] ?? (answersSpreadsheet(route) ? "EXPORT" : route.method === "GET" ? "READ" : "WRITE");
}

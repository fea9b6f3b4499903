import { RequestId } from "../kernel/ids";
import { Instant } from "../kernel/time";
import { z } from "../kernel/zod";
import { SessionAnswer } from "./session.schema";

/** WAITING: nobody has scanned it. SCANNED: a member of staff looks at it. The rest ends it. */
export const QR_LOG_IN_STATUSES = ["WAITING", "SCANNED", "CONFIRMED", "REFUSED", "EXPIRED"] as const;
export type QrLogInStatus = (typeof QR_LOG_IN_STATUSES)[number];

/** What the code shows; 43 letters of base64url. Whoever photographs the screen has this and nothing that opens a session. */
export const QrTicket = z.string().regex(/^[A-Za-z0-9_-]{43}$/, "二维码不是本平台的登录码");
/** What only the browser that asked has; its hash is the ticket. */
const QrSecret = z.string().regex(/^[A-Za-z0-9_-]{43}$/, "登录码格式不正确，请刷新页面");

export const NewQrTicket = z
  .strictObject({
    secret: QrSecret,
    /** The page of the mini-program, and of the H5, that the code leads to. */
    link: z.string(),
    expiresAt: Instant,
    serverNow: Instant,
  })
  .meta({ title: "NewQrTicket" });
export type NewQrTicket = z.infer<typeof NewQrTicket>;

export const ClaimQrLogIn = z.strictObject({ secret: QrSecret }).meta({ title: "ClaimQrLogIn" });
export type ClaimQrLogIn = z.infer<typeof ClaimQrLogIn>;

export const QrLogInState = z
  .strictObject({ status: z.enum(QR_LOG_IN_STATUSES), /** Present once confirmed. */ session: SessionAnswer.optional() })
  .meta({ title: "QrLogInState" });
export type QrLogInState = z.infer<typeof QrLogInState>;

/** What the member of staff sees before they agree: which place asks. */
export const QrLogInAsked = z
  .strictObject({
    status: z.enum(QR_LOG_IN_STATUSES),
    /** 浏览器和系统, e.g. Chrome · Windows. */
    browser: z.string(),
    address: z.string(),
    askedAt: Instant,
    expiresAt: Instant,
    serverNow: Instant,
    /** Whose back office opens. */
    accountName: z.string(),
    orgName: z.string(),
  })
  .meta({ title: "QrLogInAsked" });
export type QrLogInAsked = z.infer<typeof QrLogInAsked>;

export const DecideQrLogIn = z.strictObject({ requestId: RequestId, decision: z.enum(["CONFIRM", "REFUSE"]) }).meta({ title: "DecideQrLogIn" });
export type DecideQrLogIn = z.infer<typeof DecideQrLogIn>;

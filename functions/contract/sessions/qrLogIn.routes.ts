import { defineRoute } from "../kernel/route";
import { z } from "../kernel/zod";
import { qrLogInErrors } from "./qrLogIn.errors";
import { ClaimQrLogIn, DecideQrLogIn, NewQrTicket, QrLogInAsked, QrLogInState, QrTicket } from "./qrLogIn.schema";

const NOTHING = z.strictObject({});
const OneTicket = z.strictObject({ ticket: QrTicket });
const qrLogIn = { tag: "sessions", params: NOTHING, query: NOTHING, errors: qrLogInErrors } as const;

export const qrLogInRoutes = {
  askForQrLogIn: defineRoute({
    ...qrLogIn,
    id: "askForQrLogIn",
    method: "POST",
    path: "/api/sessions/qr-tickets",
    summary: "后台扫码登录：取一个两分钟有效的登录码",
    access: "PUBLIC",
    body: NOTHING,
    output: NewQrTicket,
  }),
  claimQrLogIn: defineRoute({
    ...qrLogIn,
    id: "claimQrLogIn",
    method: "POST",
    path: "/api/sessions/qr-tickets/claim",
    summary: "后台扫码登录：电脑询问是否已确认，确认后得到登录",
    access: "PUBLIC",
    body: ClaimQrLogIn,
    output: QrLogInState,
  }),
  scanQrLogIn: defineRoute({
    ...qrLogIn,
    id: "scanQrLogIn",
    method: "POST",
    path: "/api/sessions/qr-tickets/{ticket}/scan",
    summary: "后台扫码登录：手机查看是哪台电脑在请求",
    access: "SESSION",
    params: OneTicket,
    body: NOTHING,
    output: QrLogInAsked,
  }),
  decideQrLogIn: defineRoute({
    ...qrLogIn,
    id: "decideQrLogIn",
    method: "POST",
    path: "/api/sessions/qr-tickets/{ticket}/decision",
    summary: "后台扫码登录：手机确认或拒绝",
    access: "SESSION",
    params: OneTicket,
    body: DecideQrLogIn,
    output: QrLogInAsked,
  }),
} as const;

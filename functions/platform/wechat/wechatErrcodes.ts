import type { WechatRefusal, WechatRefusalCode } from "../../engines/messaging/wechatPort";

/** Tencent's numbers, from the pages of each interface and its 全局返回码. A number that is not here is final and becomes `REJECTED`. */
const REFUSAL_OF_ERRCODE: Readonly<Record<number, WechatRefusalCode>> = {
  [-1]: "UNAVAILABLE", // 系统繁忙
  40001: "MISCONFIGURED", // only seen here when a fresh token was refused too
  40003: "OPENID_INVALID",
  40013: "MISCONFIGURED", // appid
  40014: "MISCONFIGURED", // access_token
  40015: "PARAMETER_INVALID", // 40015 to 40027, 40054, 40055: a menu's entries, names, keys and addresses
  40016: "PARAMETER_INVALID",
  40017: "PARAMETER_INVALID",
  40018: "PARAMETER_INVALID",
  40019: "PARAMETER_INVALID",
  40020: "PARAMETER_INVALID",
  40022: "PARAMETER_INVALID",
  40023: "PARAMETER_INVALID",
  40024: "PARAMETER_INVALID",
  40025: "PARAMETER_INVALID",
  40026: "PARAMETER_INVALID",
  40027: "PARAMETER_INVALID",
  40029: "CODE_INVALID",
  40037: "TEMPLATE_UNKNOWN",
  40054: "PARAMETER_INVALID",
  40055: "PARAMETER_INVALID",
  40097: "PARAMETER_INVALID",
  40125: "MISCONFIGURED", // secret
  40129: "PARAMETER_INVALID", // scene characters
  40163: "CODE_USED",
  40164: "MISCONFIGURED", // address not in the allow-list
  40169: "PARAMETER_INVALID", // scene length
  40226: "USER_BLOCKED",
  41002: "MISCONFIGURED", // appid missing
  41004: "MISCONFIGURED", // secret missing
  41008: "CODE_INVALID", // code missing
  41030: "PAGE_UNKNOWN",
  42001: "MISCONFIGURED",
  42003: "CODE_INVALID", // OAuth code expired
  43004: "NOT_FOLLOWING",
  43104: "OPENID_INVALID", // of another app
  61010: "OPENID_INVALID", // the person has not used the app for two hours
  43101: "USER_REFUSED",
  45064: "MISCONFIGURED", // the mini-program is not bound to the account
  45009: "RATE_LIMITED", // of the app, a minute or a day
  45011: "RATE_LIMITED", // of the person, a minute
  47001: "PARAMETER_INVALID",
  47003: "PARAMETER_INVALID",
  48001: "MISCONFIGURED", // the app has no right to this interface
  50002: "MISCONFIGURED", // app blocked
};

export function refusalOfErrcode(errcode: number, errmsg: string): WechatRefusal {
  return { code: REFUSAL_OF_ERRCODE[errcode] ?? "REJECTED", errcode, detail: errmsg };
}

/** The access token, not the request, is at fault: a new token and the same request again may succeed. */
export function isTokenErrcode(errcode: number): boolean {
  return errcode === 40001 || errcode === 40014 || errcode === 42001;
}

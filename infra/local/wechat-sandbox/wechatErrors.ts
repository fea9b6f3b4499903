/** WeChat's error numbers as far as the sandbox uses them, with WeChat's words. */
const ERRMSG_OF_ERRCODE = {
  [-1]: "system error",
  40001: "invalid credential, access_token is invalid or not latest",
  40002: "invalid grant_type",
  40003: "invalid openid",
  40013: "invalid appid",
  40016: "invalid button size",
  40017: "invalid button type",
  40018: "invalid button name size",
  40019: "invalid button key size",
  40020: "invalid button url size",
  40023: "invalid sub button size",
  40024: "invalid sub button type",
  40025: "invalid sub button name size",
  40026: "invalid sub button key size",
  40027: "invalid sub button url size",
  40029: "invalid code",
  40037: "invalid template_id",
  40097: "invalid args",
  40125: "invalid appsecret",
  40129: "invalid scene",
  40163: "code been used",
  40169: "invalid scene length",
  41001: "access_token missing",
  41008: "missing code",
  41030: "invalid page",
  42001: "access_token expired",
  42003: "oauth_code expired",
  43004: "require subscribe",
  43101: "user refuse to accept the msg",
  45009: "reach max api daily quota limit",
  45064: "no permission to use weapp in menu",
  45011: "api minute-quota reach limit, must slower, retry next minute",
  46003: "menu no exist",
  47001: "data format error",
  47003: "argument invalid!",
  48001: "api unauthorized",
} as const;

export type WechatErrcode = keyof typeof ERRMSG_OF_ERRCODE;

export interface WechatError {
  readonly errcode: number;
  readonly errmsg: string;
}

let requestNumber = 0;

/** Every error of WeChat ends in the number of its request, which its support asks for. */
export function wechatError(errcode: WechatErrcode, detail = ""): WechatError {
  requestNumber += 1;
  return { errcode, errmsg: `${ERRMSG_OF_ERRCODE[errcode]}${detail} rid: sandbox-${requestNumber}` };
}

import type { OfficialAccountRefusal } from "@app/contract/officialAccount/officialAccount.errors";
import type { WechatRefusal } from "../../engines/messaging/wechatPort";

/** What WeChat's numbers mean to whoever keeps the account, and what to do. A number that is not here is named, so that support can be asked. */
const WORDS: Readonly<Record<number, string>> = {
  40013: "公众号的 AppID 不对，请联系系统维护人员。",
  40016: "菜单的数量不对：最多 3 个菜单，每个最多 5 个子菜单。",
  40017: "有菜单的类型微信不接受，请联系系统维护人员。",
  40018: "有菜单的名称太长：最多 5 个汉字。",
  40019: "有菜单的回复编号太长，请换一条自动回复。",
  40020: "有菜单的网址太长或不是网址，请修改。",
  40023: "子菜单的数量不对：每个菜单 1 到 5 个。",
  40024: "有子菜单的类型微信不接受，请联系系统维护人员。",
  40025: "有子菜单的名称太长：最多 20 个汉字。",
  40026: "有子菜单的回复编号太长，请换一条自动回复。",
  40027: "有子菜单的网址太长或不是网址，请修改。",
  40054: "子菜单的网址微信不允许打开，请换一个网址。",
  40055: "菜单的网址微信不允许打开，请换一个网址。",
  40125: "公众号的密钥不对，请联系系统维护人员。",
  40164: "服务器的地址不在公众号的 IP 白名单里，请联系系统维护人员。",
  45009: "今天调用微信的次数已用完（微信每天有限额），请明天再试；已发布的内容不受影响。",
  45064: "小程序还没有和公众号关联，不能放进菜单。请先在微信公众平台关联小程序。",
  48001: "公众号没有这个接口的权限，需要完成微信认证。",
  50002: "公众号被微信限制使用，请登录微信公众平台查看原因。",
};

export function wechatSentence(refusal: WechatRefusal): string {
  const { code, errcode } = refusal;
  if (code === "NOT_SET_UP") return "本平台还没有接通公众号。";
  if (errcode === undefined) return "微信没有及时回答，不知道是否已生效。请再点一次，不会重复。";
  return `微信没有接受：${WORDS[errcode] ?? "请稍后再试；多次不行请联系系统维护人员。"}（错误码 ${errcode}）`;
}

/** Without an answer WeChat may have done it; -1 is its own "busy". */
export const isUnanswered = (refusal: WechatRefusal): boolean => refusal.code === "UNAVAILABLE";

export function refusalOfWechat(refusal: WechatRefusal): OfficialAccountRefusal {
  if (refusal.code === "NOT_SET_UP") return { code: "ACCOUNT_NOT_SET_UP" };
  return isUnanswered(refusal) ? { code: "WECHAT_NO_ANSWER" } : { code: "WECHAT_REFUSED", sentence: wechatSentence(refusal) };
}

import { refusalEntry, type RefusalOf } from "../kernel/errors";
import { instantLabel, type Instant } from "../kernel/time";

interface ChangedBy {
  readonly byName: string | undefined;
  readonly at: Instant | undefined;
}
const changedBy = ({ byName, at }: ChangedBy): string => (byName === undefined || at === undefined ? "别人" : `「${byName}」于 ${instantLabel(at)} `);

export const officialAccountErrors = {
  PAGE_NOT_OURS: refusalEntry(422, "这个网页不是本平台的页面，不能使用微信扫码。请从本平台的页面打开。", "query.url"),
  WECHAT_UNAVAILABLE: refusalEntry(503, "暂时连接不上微信，请稍后再试，或用摄像头扫码。"),
  ACCOUNT_NOT_SET_UP: refusalEntry(409, "本平台还没有接通公众号，办不了这件事。接通以后再来；怎么接通，请负责服务器的同事看「一台机器正式运行」说明。"),
  ACCOUNT_SETTING_CHANGED: refusalEntry<ChangedBy>(409, (details) => `刚被${changedBy(details)}修改过。请先看最新内容；您填的内容还在页面上。`),
  MENU_EMPTY: refusalEntry(422, "菜单还是空的，请先添加至少一个菜单再发布；不想要菜单请用「撤下菜单」。"),
  MENU_BEING_PUBLISHED: refusalEntry<{ readonly byName: string }>(409, ({ byName }) => `「${byName}」正在发布菜单，请半分钟后刷新再试。`),
  /** A button or a code leads to a reply that is not there. */
  REPLY_UNKNOWN: refusalEntry<{ readonly where: string }>(422, ({ where }) => `「${where}」要用的自动回复已被删除，请重新选择一条。`),
  REPLY_IN_USE: refusalEntry<{ readonly where: string }>(422, ({ where }) => `菜单「${where}」正在使用您删除的一条自动回复。请先修改菜单，再删除它。`),
  FACILITY_NOT_OPEN: refusalEntry(422, "这家单位没有对公众开放，扫码的人看不到它。请选择另一家。", "body.target"),
  /** WeChat read what it was asked and did not take it. */
  WECHAT_REFUSED: refusalEntry<{ readonly sentence: string }>(422, ({ sentence }) => sentence),
  /** It may have done it all the same. */
  WECHAT_NO_ANSWER: refusalEntry(503, "微信没有及时回答，不知道是否已生效。请再点一次，不会重复。"),
} as const;
export type OfficialAccountRefusal = RefusalOf<typeof officialAccountErrors>;

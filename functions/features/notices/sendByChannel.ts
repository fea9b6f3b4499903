import { createHash } from "node:crypto";
import type { OutsideService } from "@app/contract/kernel/outsideServices";
import type { Result } from "@app/contract/kernel/result";
import type { Instant } from "@app/contract/kernel/time";
import { isEmailRetryWorthwhile, type EmailPort } from "../../engines/messaging/emailPort";
import { isSmsRetryWorthwhile, type SentSms, type SmsPort } from "../../engines/messaging/smsPort";
import { isWechatRetryWorthwhile, type SentNotice, type WechatPort, type WechatRefusal } from "../../engines/messaging/wechatPort";
import { NOTICE_KINDS, type NoticeChannel } from "./noticeKinds";
import type { NoticeFailure, NoticeItem } from "./noticeRepository";
import type { NoticeTemplate } from "./noticeTexts";

/** What each way is sent through, and the ids that WeChat gave the templates. */
export interface ChannelDeps {
  readonly wechat: WechatPort;
  readonly sms: SmsPort;
  /** Absent where there is no mail server. */
  readonly email?: EmailPort;
  /** Those have no ways. */
  readonly missingServices?: readonly OutsideService[];
  /** Of the mini-program's subscription messages. A template without an id has no such way. */
  readonly templateIds: Readonly<Partial<Record<NoticeTemplate, string>>>;
  /** Of the official account, likewise. */
  readonly officialAccountTemplates: OfficialAccountTemplates;
  /** Where a notice of the official account or an e-mail leads to; no trailing slash. */
  readonly publicOrigin: string;
}
export type OfficialAccountTemplates = {
  readonly [Interface in "template" | "subscription"]: Readonly<Partial<Record<NoticeTemplate, string>>>;
};

/** `unclear`: it may have gone out nevertheless. `again`: a repeat may succeed without anybody changing anything. */
export type ChannelOutcome =
  /** `sms`: a report of the carrier will name it; `isDelivered` when that is known already. */
  | { readonly kind: "SENT"; readonly sms?: SentSms }
  | {
      readonly kind: "REFUSED";
      readonly code: NoticeFailure;
      readonly why: string;
      readonly errcode?: number;
      readonly again: boolean;
      readonly unclear: boolean;
    };

const SENT: ChannelOutcome = { kind: "SENT" };

const SERVICE_OF = {
  MINIPROGRAM: "MINI_PROGRAM",
  OFFICIAL_ACCOUNT: "OFFICIAL_ACCOUNT",
  OFFICIAL_ACCOUNT_SUBSCRIPTION: "OFFICIAL_ACCOUNT",
  SMS: "SMS",
  EMAIL: "EMAIL",
} as const satisfies Record<NoticeChannel, OutsideService>;

export function isSetUp({ missingServices = [] }: Pick<ChannelDeps, "missingServices">, channel: NoticeChannel): boolean {
  return !missingServices.includes(SERVICE_OF[channel]);
}

/** Whether the product has what the way needs for this kind: the service, and WeChat's template. */
export function hasTemplate(deps: ChannelDeps, channel: NoticeChannel, notice: Pick<NoticeItem, "template">): boolean {
  const { wechat } = NOTICE_KINDS[notice.template];
  if (!isSetUp(deps, channel)) return false;
  if (channel === "MINIPROGRAM") return deps.templateIds[wechat] !== undefined;
  if (channel === "OFFICIAL_ACCOUNT") return deps.officialAccountTemplates.template[wechat] !== undefined;
  if (channel === "OFFICIAL_ACCOUNT_SUBSCRIPTION") return deps.officialAccountTemplates.subscription[wechat] !== undefined;
  return channel !== "EMAIL" || deps.email !== undefined;
}

/** @param unclearSince when this very way was tried for this notice before and gave no clear answer */
export async function sendByChannel(
  deps: ChannelDeps,
  channel: NoticeChannel,
  address: string,
  notice: NoticeItem,
  unclearSince: Instant | undefined,
): Promise<ChannelOutcome> {
  const kind = NOTICE_KINDS[notice.template];
  const { fields: data, page } = notice;
  switch (channel) {
    case "MINIPROGRAM":
      return ofWechat(
        await deps.wechat.sendSubscribeMessage({ openid: address, templateId: deps.templateIds[kind.wechat] ?? "", ...(page === "" ? {} : { page }), data }),
      );
    case "OFFICIAL_ACCOUNT": {
      const templateId = deps.officialAccountTemplates.template[kind.wechat] ?? "";
      return ofWechat(
        await deps.wechat.sendTemplateMessage({ openid: address, templateId, ...opens(deps, notice), data, requestId: shortId(notice.noticeId) }),
      );
    }
    case "OFFICIAL_ACCOUNT_SUBSCRIPTION": {
      const templateId = deps.officialAccountTemplates.subscription[kind.wechat] ?? "";
      return ofWechat(await deps.wechat.sendOfficialAccountNotice({ openid: address, templateId, ...opens(deps, notice), data }));
    }
    case "SMS": {
      const sent = await deps.sms.sendSms({
        phone: address,
        templateCode: kind.sms,
        parameters: notice.sms ?? {},
        requestId: shortId(notice.noticeId),
        ...(unclearSince === undefined ? {} : { unclearSince }),
      });
      if (sent.ok) return { kind: "SENT", sms: sent.value };
      const { code, detail: why } = sent.refusal;
      return { kind: "REFUSED", code, why, again: isSmsRetryWorthwhile(sent.refusal), unclear: code === "UNAVAILABLE" };
    }
    case "EMAIL": {
      if (deps.email === undefined) throw new Error("no mail server");
      const sent = await deps.email.sendEmail({
        to: address,
        subject: notice.title === kind.label ? notice.title : `${kind.label}：${notice.title}`,
        text: notice.text,
        ...(notice.backOfficePath === undefined ? {} : { link: { label: "打开管理后台查看", url: `${deps.publicOrigin}/admin${notice.backOfficePath}` } }),
        requestId: shortId(notice.noticeId),
      });
      if (sent.ok) return SENT;
      const { code, detail: why } = sent.refusal;
      return { kind: "REFUSED", code, why, again: isEmailRetryWorthwhile(sent.refusal), unclear: code === "UNAVAILABLE" };
    }
  }
}

function opens(deps: ChannelDeps, notice: NoticeItem): { readonly page: string; readonly miniProgramPage?: string } {
  return notice.backOfficePath === undefined
    ? { page: `${deps.publicOrigin}/#/${notice.page}`, ...(notice.page === "" ? {} : { miniProgramPage: notice.page }) }
    : { page: `${deps.publicOrigin}/admin${notice.backOfficePath}` };
}

function ofWechat(sent: Result<SentNotice, WechatRefusal>): ChannelOutcome {
  if (sent.ok) return SENT;
  const { code, errcode, detail: why } = sent.refusal;
  return {
    kind: "REFUSED",
    code,
    why,
    ...(errcode === undefined ? {} : { errcode }),
    again: isWechatRetryWorthwhile(sent.refusal),
    unclear: code === "UNAVAILABLE",
  };
}

/** A notice's id names its recipient, at times by phone; what travels is a hash of it. 32 characters, for WeChat takes no more. */
function shortId(noticeId: string): string {
  return createHash("sha256").update(noticeId).digest("hex").slice(0, 32);
}

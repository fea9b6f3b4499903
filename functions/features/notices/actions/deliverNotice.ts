import { addMs, MINUTE_MS, type Instant } from "@app/contract/kernel/time";
import type { Clock } from "../../../engines/context/clock";
import { deadlineEntry } from "../../../engines/deadlines/deadlines";
import { isSmsRetryWorthwhile, type SmsPort } from "../../../engines/messaging/smsPort";
import { isWechatRetryWorthwhile, type WechatPort } from "../../../engines/messaging/wechatPort";
import { versionIs, type Store, type StoredItem, type StoredValue } from "../../../engines/store/storePort";
import { mayUseOfficialAccount } from "../../officialAccount/public";
import { getAccount, getPerson, staffPersonOf, type PersonItem } from "../../sessions/public";
import { NOTICE_DEADLINE, noticeKey, undeliveredEntry, type Addressee, type NoticeFailure, type NoticeItem } from "../noticeRepository";
import type { NoticeTemplate } from "../noticeTexts";

export interface NoticeDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly wechat: WechatPort;
  readonly sms: SmsPort;
  /** The id WeChat gave each template. */
  readonly templateIds: Readonly<Record<NoticeTemplate, string>>;
  /** Where a notice of the official account leads to; no trailing slash. */
  readonly publicOrigin: string;
}

/** Waits before the 2nd, 3rd … try. After the last one the notice is UNDELIVERED and stays on the list for people. */
const RETRY_AFTER_MINUTES = [1, 5, 30, 120, 720] as const;
// While one sender works on a notice no other one takes it; a sender that dies is followed by the next sweep after this time.
const CLAIM_MS = 2 * MINUTE_MS;

type Attempt = { readonly kind: "SENT"; readonly channel: string } | { readonly kind: "LATER" | "NO_WAY"; readonly code: NoticeFailure; readonly why: string };

/**
 * Sends one notice by the first way that reaches them: the mini-program's message, the official account's, then SMS (promise F24). Claimed before it is
 * sent, so that two sweeps do not both send it. A way that may have worked without telling is tried again with the same SMS id; WeChat offers none.
 */
export async function deliverNotice(deps: NoticeDeps, item: StoredItem): Promise<void> {
  const notice = item as NoticeItem;
  const now = deps.clock.now();
  const claimed = await deps.store.transact([
    {
      kind: "update",
      tag: "claim",
      key: noticeKey(notice.noticeId),
      set: { index4: deadlineEntry(NOTICE_DEADLINE, addMs(now, CLAIM_MS), notice.noticeId) },
      add: { version: 1, attempts: 1 },
      condition: versionIs(notice.version),
    },
  ]);
  if (!claimed.committed) return;
  const attempt = await send(deps, notice);
  await settle(deps, notice, attempt, now);
}

/** How an addressee is reached now. */
async function waysTo(store: Store, to: Addressee): Promise<{ readonly openids: PersonItem["openids"]; readonly phone: string | undefined }> {
  switch (to.kind) {
    case "PERSON":
      return { openids: (await getPerson(store, to.personId))?.openids ?? {}, phone: to.phone };
    case "ACCOUNT": {
      const account = await getAccount(store, to.username);
      const personId = account === undefined ? undefined : staffPersonOf(account);
      const person = personId === undefined ? undefined : await getPerson(store, personId);
      return { openids: person?.openids ?? {}, phone: account?.phone };
    }
    case "PHONE":
      return { openids: {}, phone: to.phone };
  }
}

async function send(deps: NoticeDeps, notice: NoticeItem): Promise<Attempt> {
  const { openids, phone } = await waysTo(deps.store, notice);
  const templateId = deps.templateIds[notice.template as NoticeTemplate];
  const miniProgram = openids["MINIPROGRAM"];
  if (miniProgram !== undefined) {
    const sent = await deps.wechat.sendSubscribeMessage({ openid: miniProgram, templateId, page: notice.page, data: notice.fields });
    if (sent.ok) return { kind: "SENT", channel: "MINIPROGRAM" };
    if (isWechatRetryWorthwhile(sent.refusal) && notice.attempts === 0) return { kind: "LATER", code: sent.refusal.code, why: sent.refusal.detail };
  }
  const officialAccount = openids["OFFICIAL_ACCOUNT"];
  if (officialAccount !== undefined && (await mayUseOfficialAccount(deps.store, officialAccount))) {
    const opens =
      notice.backOfficePath === undefined
        ? { page: `${deps.publicOrigin}/#/${notice.page}`, miniProgramPage: notice.page }
        : { page: `${deps.publicOrigin}/admin${notice.backOfficePath}` };
    const sent = await deps.wechat.sendOfficialAccountNotice({ openid: officialAccount, templateId, ...opens, data: notice.fields });
    if (sent.ok) return { kind: "SENT", channel: "OFFICIAL_ACCOUNT" };
    if (isWechatRetryWorthwhile(sent.refusal) && notice.attempts === 0) return { kind: "LATER", code: sent.refusal.code, why: sent.refusal.detail };
  }
  if (phone === undefined) return { kind: "NO_WAY", code: "NO_PHONE", why: "no phone is known, or the account is gone" };
  const texted = await deps.sms.sendSms({
    phone,
    templateCode: notice.template,
    parameters: notice.fields,
    text: notice.text,
    requestId: notice.noticeId,
  });
  if (texted.ok) return { kind: "SENT", channel: "SMS" };
  const { code, detail: why } = texted.refusal;
  return { kind: isSmsRetryWorthwhile(texted.refusal) ? "LATER" : "NO_WAY", code, why };
}

async function settle(deps: NoticeDeps, notice: NoticeItem, attempt: Attempt, now: Instant): Promise<void> {
  const waitMinutes = RETRY_AFTER_MINUTES[notice.attempts];
  const set: Record<string, StoredValue | { pk: string; sk: string }> =
    attempt.kind === "SENT"
      ? { state: "SENT", channel: attempt.channel, sentAt: now }
      : attempt.kind === "LATER" && waitMinutes !== undefined
        ? { ...failure(attempt), index4: deadlineEntry(NOTICE_DEADLINE, addMs(now, waitMinutes * MINUTE_MS), notice.noticeId) }
        : { state: "UNDELIVERED", ...failure(attempt), index2: undeliveredEntry(notice.noticeId, now) };
  const over = "state" in set;
  await deps.store.transact([
    {
      kind: "update",
      tag: "notice",
      key: noticeKey(notice.noticeId),
      set,
      ...(over ? { remove: ["index4"] } : {}),
      add: { version: 1 },
      condition: versionIs(notice.version + 1),
    },
  ]);
}

function failure({ code, why }: Exclude<Attempt, { kind: "SENT" }>): { lastFailureCode: NoticeFailure; lastFailure: string } {
  return { lastFailureCode: code, lastFailure: why.slice(0, 300) };
}

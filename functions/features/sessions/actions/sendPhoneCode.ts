import { addMs, MINUTE_MS } from "@app/contract/kernel/time";
import type { Clock } from "../../../engines/context/clock";
import { deadlineEntry, type DeadlineHandler } from "../../../engines/deadlines/deadlines";
import { isSmsRetryWorthwhile, type SmsPort } from "../../../engines/messaging/smsPort";
import type { SmsTemplateCode } from "../../../engines/messaging/smsTemplates";
import { versionIs, type Store, type StoredItem } from "../../../engines/store/storePort";
import { CODE_VALID_MINUTES, hashOf, PHONE_CODE_DEADLINE, type PhoneCodeItem, type PhoneCodeUse } from "../phoneCode";

const RETRY_MS = 10_000;

const TEMPLATES: Readonly<Record<PhoneCodeUse, SmsTemplateCode>> = { LOG_IN: "LOG_IN_CODE", PROVE_PHONE: "PROVE_PHONE_CODE", BIND_STAFF: "BIND_STAFF_CODE" };

export interface SendPhoneCodeDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly sms: SmsPort;
}

/** Codes are sent apart from the request that asked for them, so that its answer takes as long for a phone without an account (promise R13). */
export function phoneCodeDeadlines(deps: SendPhoneCodeDeps): DeadlineHandler[] {
  return [{ kind: PHONE_CODE_DEADLINE, settle: (item) => sendPhoneCode(deps, item as PhoneCodeItem) }];
}

async function sendPhoneCode({ store, clock, sms }: SendPhoneCodeDeps, item: PhoneCodeItem): Promise<void> {
  const key = { pk: item.pk, sk: item.sk };
  const now = clock.now();
  const code = item.codeToSend;
  const forget = (version: number) =>
    store.transact([{ kind: "update", tag: "sent", key, remove: ["codeToSend", "firstSentAt", "index4"], add: { version: 1 }, condition: versionIs(version) }]);
  if (code === undefined || now >= addMs(item.issuedAt, CODE_VALID_MINUTES * MINUTE_MS)) return void (await forget(item.version));
  // Claimed first, so that two sweeps do not both send it; whoever dies here is followed after the pause.
  const claimed = await store.transact([
    {
      kind: "update",
      tag: "claim",
      key,
      set: { index4: deadlineEntry(PHONE_CODE_DEADLINE, addMs(now, RETRY_MS), subjectOf(item)), firstSentAt: item.firstSentAt ?? now },
      add: { version: 1 },
      condition: versionIs(item.version),
    },
  ]);
  if (!claimed.committed) return;
  const sent = await sms.sendSms({
    phone: item.phone,
    templateCode: TEMPLATES[item.use],
    parameters: { code, minutes: String(CODE_VALID_MINUTES) },
    requestId: hashOf(item.salt, "sms"),
    ...(item.firstSentAt === undefined ? {} : { unclearSince: item.firstSentAt }),
  });
  if (sent.ok || !isSmsRetryWorthwhile(sent.refusal)) await forget(item.version + 1);
}

function subjectOf(item: StoredItem): string {
  return item.pk.split("#").slice(2).join("#");
}

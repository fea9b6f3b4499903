import type { KernelRefusal } from "@app/contract/kernel/errors";
import { ok, type Result } from "@app/contract/kernel/result";
import type { NoticeKinds } from "@app/contract/notices/noticeKind.schema";
import { SMS_TEMPLATES } from "../../../engines/messaging/smsTemplates";
import type { Parameters } from "../../../engines/settings/parameters";
import { NOTICE_KINDS, type NoticeKind, type NoticeKindName } from "../noticeKinds";
import { CHANNEL_LABELS, SMS_VARIABLE_LABELS } from "../noticeLabels";
import { hasTemplate, type ChannelDeps } from "../sendByChannel";

/** The table of kinds, for an office that wants to know what is sent in its name and how. */
export async function listNoticeKinds(deps: ChannelDeps & { readonly parameters: Parameters }): Promise<Result<NoticeKinds, KernelRefusal>> {
  const [from, until] = await Promise.all([deps.parameters.get("messages.quietFrom"), deps.parameters.get("messages.quietUntil")]);
  return ok({
    ...(from === until ? {} : { quiet: { from, until } }),
    kinds: (Object.entries(NOTICE_KINDS) as [NoticeKindName, NoticeKind][]).map(([kind, { label, to, when, channels, isUrgent, sms }]) => ({
      kind,
      label,
      toLabel: to,
      whenLabel: when,
      ways: channels.map((channel) => ({ channel, label: CHANNEL_LABELS[channel], isSetUp: hasTemplate(deps, channel, { template: kind }) })),
      isUrgent,
      ...(channels.includes("SMS") ? { smsWords: SMS_TEMPLATES[sms].replace(/\{(\w+)\}/g, (_, name: string) => `〔${labelOf(name)}〕`) } : {}),
    })),
  });
}

const labelOf = (variable: string): string => SMS_VARIABLE_LABELS[variable as keyof typeof SMS_VARIABLE_LABELS] ?? variable;

import type { SmsUndelivered } from "../../engines/messaging/smsReports";

/**
 * Every carrier has codes of its own, and their number grows; Tencent's description says in Chinese what they mean. A few codes are common to all of them. What names
 * several reasons at once (「空号、停机或关机」) is taken for the mildest: whoever reads it tries to call.
 */
const REASONS: readonly (readonly [RegExp, SmsUndelivered])[] = [
  [/黑名单|拒收|退订|屏蔽|拦截|BLACK|BLOCK|REJECT/i, "CARRIER_BLOCKED"],
  [/关机|停机|不在服务区|无法接通|信号|超时|EXPIRED|UNDELIV/i, "CARRIER_UNREACHABLE"],
  [/空号|号码不存在|号码错误|号码无效/, "CARRIER_NO_NUMBER"],
];

export function smsFailureOf(code: string, description: string): SmsUndelivered {
  return REASONS.find(([pattern]) => pattern.test(description))?.[1] ?? REASONS.find(([pattern]) => pattern.test(code))?.[1] ?? "CARRIER_FAILED";
}

import { addDays, dateLabel, type LocalDate } from "@app/contract/kernel/time";
import type { NoShowRuleTerms, StandingItem } from "./noShowRepository";

/** 「近 180 天内失约满 3 次，从最后一次失约起 60 天内不能预约。」 */
export function ruleSentence(rule: NoShowRuleTerms): string {
  return rule.isOn
    ? `近 ${rule.periodDays} 天内失约满 ${rule.threshold} 次，从最后一次失约起 ${rule.blockDays} 天内不能预约。开放单位关闭场次造成的不算失约。`
    : "本地不因失约限制预约，只做记录。";
}

export interface Standing {
  /** Missed visits of the period that count. */
  readonly count: number;
  /** The last day on which nothing can be booked. */
  readonly blockedUntil: LocalDate | undefined;
}

/** How somebody stands with one bureau on a day (promise F6). Pure. A missed day counts for `periodDays` days after it. */
export function standingOf(missed: Readonly<Record<string, LocalDate>> | undefined, rule: NoShowRuleTerms, today: LocalDate): Standing {
  const counted = Object.values(missed ?? {})
    .filter((date) => date > addDays(today, -rule.periodDays))
    .sort();
  const last = counted[counted.length - 1];
  if (!rule.isOn || last === undefined || counted.length < rule.threshold) return { count: counted.length, blockedUntil: undefined };
  const blockedUntil = addDays(last, rule.blockDays);
  return { count: counted.length, blockedUntil: today <= blockedUntil ? blockedUntil : undefined };
}

/** A rule below two is not allowed, so whoever was missed less often needs no look at the bureau's rule. */
export const LEAST_THRESHOLD = 2;

export type NoShowBlock = {
  readonly code: "NO_SHOW_BLOCKED";
  readonly cityName: string;
  readonly count: number;
  readonly periodDays: number;
  readonly untilLabel: string;
};

/** Why the person may book nothing with this bureau now, or undefined. */
export function blockOf(input: {
  readonly standing: StandingItem | undefined;
  readonly rule: NoShowRuleTerms;
  readonly cityCode: string;
  readonly cityName: string;
  readonly today: LocalDate;
}): NoShowBlock | undefined {
  const { count, blockedUntil } = standingOf(input.standing?.missed[input.cityCode], input.rule, input.today);
  if (blockedUntil === undefined) return undefined;
  return { code: "NO_SHOW_BLOCKED", cityName: input.cityName, count, periodDays: input.rule.periodDays, untilLabel: dateLabel(blockedUntil) };
}

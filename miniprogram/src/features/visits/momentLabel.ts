import { dateLabel, deadlineParts, type Instant } from "@app/contract/kernel/time";

/** 「3月7日 周六 24:00」: for a deadline near enough that nobody asks for its year. */
export function momentLabel(deadline: Instant): string {
  const { date, time } = deadlineParts(deadline);
  return `${dateLabel(date)} ${time}`;
}

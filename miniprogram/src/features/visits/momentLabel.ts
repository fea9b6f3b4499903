import { dateLabel, localDateOf, type Instant } from "@app/contract/kernel/time";

/** 「3月7日 周六 09:00」: for a moment near enough that nobody asks for its year. */
export function momentLabel(instant: Instant): string {
  return `${dateLabel(localDateOf(instant))} ${instant.slice(11, 16)}`;
}

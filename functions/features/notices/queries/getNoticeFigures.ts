import type { KernelRefusal } from "@app/contract/kernel/errors";
import { ok, type Result } from "@app/contract/kernel/result";
import { addDays, localDateOf } from "@app/contract/kernel/time";
import type { NoticeFigures } from "@app/contract/system/system.schema";
import type { Clock } from "../../../engines/context/clock";
import type { Store } from "../../../engines/store/storePort";
import { NOTICE_OUTCOMES, noticesByDay } from "../noticeFigures";
import { OUTCOME_LABELS } from "../noticeLabels";

/** How many of the last days' notices went by which way (promise F24). */
export async function getNoticeFigures(
  { store, clock }: { readonly store: Store; readonly clock: Clock },
  days: number,
): Promise<Result<NoticeFigures, KernelRefusal>> {
  const to = localDateOf(clock.now());
  const from = addDays(to, 1 - days);
  const rows = await noticesByDay(store, from, to);
  return ok({
    from,
    to,
    channels: NOTICE_OUTCOMES.map((channel) => ({
      channel,
      label: OUTCOME_LABELS[channel],
      count: rows.reduce((sum, { figures }) => sum + figures[channel], 0),
    })),
    days: rows.map(({ date, figures }) => ({
      date,
      total: NOTICE_OUTCOMES.reduce((sum, outcome) => sum + figures[outcome], 0),
      undelivered: figures.UNDELIVERED,
    })),
  });
}

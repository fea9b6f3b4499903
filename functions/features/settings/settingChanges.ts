import type { KernelRefusal } from "@app/contract/kernel/errors";
import type { Page } from "@app/contract/kernel/page";
import { ok, refuse, type Result } from "@app/contract/kernel/result";
import type { SettingChange, SettingChangesQuery } from "@app/contract/settings/settings.schema";
import { readEvent } from "../../engines/events/event";
import { queryMerged } from "../../engines/paging/queryMerged";
import type { Store } from "../../engines/store/storePort";
import { partitionOf } from "./settingsRepository";

/** Who changed what of one subject, latest first. */
export async function listSettingChanges(store: Store, query: SettingChangesQuery): Promise<Result<Page<SettingChange>, KernelRefusal>> {
  const pk = partitionOf(query.of);
  const found = await queryMerged(store, {
    index: "primary",
    pks: pk === undefined ? [] : [pk],
    range: { from: "EVENT#", to: "EVENT#~" },
    order: "descending",
    limit: query.limit,
    cursor: query.cursor,
  });
  if (found === "CURSOR_INVALID") return refuse({ code: "CURSOR_INVALID" });
  const items = found.items.flatMap((item) => {
    const event = readEvent(item);
    return event === undefined ? [] : [{ at: event.at, byName: event.by.name, changed: event.payload["changed"] as SettingChange["changed"] }];
  });
  return ok({ items, ...(found.next === undefined ? {} : { next: found.next }) });
}

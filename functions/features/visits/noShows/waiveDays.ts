import { mayAt, SYSTEM_ACTOR, type Actor } from "@app/contract/kernel/actor";
import type { KernelRefusal } from "@app/contract/kernel/errors";
import { ok, refuse, type Result } from "@app/contract/kernel/result";
import { addDays, addMs, localDateOf } from "@app/contract/kernel/time";
import type { OrgPath } from "@app/contract/organizations/orgPath";
import { cityName } from "@app/contract/regions/regions.data";
import type { NoShowRefusal } from "@app/contract/visits/noShow.errors";
import { WAIVER_REASON_LABELS, type NoShowWaiver, type WaiveDays } from "@app/contract/visits/noShow.schema";
import { runCommand, type CommandEngine } from "../../../engines/commands/runCommand";
import { deadlineEntry } from "../../../engines/deadlines/deadlines";
import { absent, exists, type StoredItem } from "../../../engines/store/storePort";
import { getFacilityItem } from "../facilityRepository";
import { decideNoShow } from "./decideNoShow";
import { listNoShowItems, newWaiver, noShowRulePk, WAIVER_DEADLINE, type WaiverItem } from "./noShowRepository";

/** Struck in one look of the sweep; the rest follows at the next one. */
const STRUCK_AT_ONCE = 100;
// A list may lag behind its records for some milliseconds (DynamoDB's indexes), so the last look comes this long after the waiver.
const SURE_AFTER_MS = 10_000;
const RULES_LOOK_BACK_DAYS = 366;

/** 海口市 of 海南省 stands at CN/46/4601. */
export const cityPathOf = (cityCode: string): OrgPath => `CN/${cityCode.slice(0, 2)}/${cityCode}` as OrgPath;

/** A bureau waives some days: records that stand already are struck by the sweep, later ones as they come (promise F6). */
export async function waiveDays(
  engine: CommandEngine,
  input: { actor: Actor; command: WaiveDays },
): Promise<Result<NoShowWaiver, NoShowRefusal | KernelRefusal>> {
  const { command } = input;
  return runCommand<NoShowWaiver, NoShowRefusal | KernelRefusal>(engine, {
    actor: input.actor,
    requestId: command.requestId,
    command: "waiveDays",
    asked: command,
    decide: async ({ actor, now, newId }) => {
      const name = cityName(command.cityCode);
      const path = cityPathOf(command.cityCode);
      if (name === undefined || !mayAt(actor, "noShows.decide", path)) return refuse({ code: "FORBIDDEN" });
      const facility = command.facilityId === undefined ? undefined : await getFacilityItem(engine.store, command.facilityId);
      if (command.facilityId !== undefined && facility?.cityCode !== command.cityCode) return refuse({ code: "NOT_FOUND", what: "家开放单位" });
      if (command.from < addDays(localDateOf(now), -RULES_LOOK_BACK_DAYS)) return refuse({ code: "WAIVER_TOO_OLD", from: command.from });
      const { from, to, reason, remark, cityCode } = command;
      const waiver = newWaiver({
        waiverId: newId(),
        cityCode,
        cityName: name,
        ...(facility === undefined ? {} : { facilityId: facility.facilityId, facilityName: facility.name }),
        from,
        to,
        reason,
        remark,
        byName: actor.name,
        at: now,
      });
      return ok({
        writes: [{ kind: "put", tag: "waiver", item: waiver, condition: absent }],
        events: [
          {
            eventType: "NO_SHOWS_WAIVED",
            caseKind: "noShowRule",
            caseId: cityCode,
            casePk: noShowRulePk(cityCode),
            // A bureau's waivers have no common version; their moment orders them, and two in one millisecond collide and decide again.
            sequence: Date.parse(now),
            orgPath: facility?.orgPath ?? path,
            caseName: facility?.name ?? name,
            payload: { waiverId: waiver.waiverId, from, to, reason, remark, ...(facility === undefined ? {} : { facilityId: facility.facilityId }) },
          },
        ],
        answer: toWaiver(waiver),
      });
    },
  });
}

/** The sweep's half: strikes what the waiver covers, page by page, each record once, until nothing is found. */
export async function applyWaiver(engine: CommandEngine, item: StoredItem): Promise<void> {
  const waiver = item as WaiverItem;
  const place = waiver.facilityId === undefined ? { cityCodes: [waiver.cityCode] } : { facilityIds: [waiver.facilityId] };
  const found = await listNoShowItems(engine.store, place, ["COUNTED", "APPEALED", "UPHELD"], waiver, { limit: STRUCK_AT_ONCE, cursor: undefined });
  const covered = found === "CURSOR_INVALID" ? [] : found.items;
  let struck = 0;
  for (const { bookingId } of covered) {
    const decided = await decideNoShow(engine, {
      actor: { ...SYSTEM_ACTOR, name: waiver.byName },
      bookingId,
      action: "WAIVE",
      requestId: undefined,
      remark: `${WAIVER_REASON_LABELS[waiver.reason]}：${waiver.remark}`.slice(0, 100),
    });
    if (decided.ok) struck += 1;
  }
  const now = engine.clock.now();
  const sureAt = addMs(waiver.at, SURE_AFTER_MS);
  const again = covered.length > 0 ? now : now < sureAt ? sureAt : undefined;
  await engine.store.transact([
    {
      kind: "update",
      tag: "waiver",
      key: { pk: waiver.pk, sk: waiver.sk },
      add: { waived: struck },
      ...(again === undefined ? { remove: ["index4"] } : { set: { index4: deadlineEntry(WAIVER_DEADLINE, again, waiver.waiverId) } }),
      condition: exists,
    },
  ]);
}

export function toWaiver(waiver: WaiverItem): NoShowWaiver {
  const { waiverId, cityCode, cityName: name, facilityId, facilityName, from, to, reason, remark, byName, at, waived } = waiver;
  return {
    waiverId,
    cityCode,
    cityName: name,
    ...(facilityId === undefined ? {} : { facilityId }),
    ...(facilityName === undefined ? {} : { facilityName }),
    from,
    to,
    reason,
    reasonLabel: WAIVER_REASON_LABELS[reason],
    remark,
    byName,
    at,
    waived,
  };
}

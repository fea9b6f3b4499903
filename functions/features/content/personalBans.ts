import { createHash } from "node:crypto";
import type { PersonalRecord } from "@app/contract/engines/personalRecord";
import type { PersonId } from "@app/contract/kernel/ids";
import { FORGOTTEN_NAME } from "@app/contract/kernel/mask";
import { fullDateLabel, instantLabel, localDateOf, type Instant } from "@app/contract/kernel/time";
import type { Clock } from "../../engines/context/clock";
import { readEvent } from "../../engines/events/event";
import { forgetNamesInEvents } from "../../engines/personalData/namesInEvents";
import type { PersonalRecords } from "../../engines/personalData/personalRecords";
import { stillRetained } from "../../engines/retention/retained";
import type { RetainedRecords } from "../../engines/retention/sweepRetained";
import { absent, versionIs, type Store, type StoredItem, type Write } from "../../engines/store/storePort";
import { BAN_TAG, banKey, banPk, getBanItem, isInForce, placedBan, type BanItem } from "./banRepository";
import { factsOf } from "./banView";

/** Far above the steps of the bans of one life. */
const EVENTS_MAX = 50;

/** What is kept of a person about a ban: seen and downloaded by them, without a moderator's name; of whoever is forgotten the decision stays, by law, for its time. */
export function personalBans({ store, clock }: { readonly store: Store; readonly clock: Clock }): PersonalRecords<"BANS"> {
  return {
    kind: "BANS",
    async list(personId) {
      const ban = await getBanItem(store, personId);
      return { items: ban === undefined ? [] : [banWords(ban, clock.now())] };
    },
    /** A ban follows its person: an identity more is no way around it. Of two, the one that holds longer stays. */
    async handOver({ from, to }) {
      const [moved, own] = [await getBanItem(store, from), await getBanItem(store, to)];
      if (moved === undefined) return 0;
      const now = clock.now();
      const kept = own !== undefined && lastsLonger(own, moved, now) ? own : moved;
      const earlierPersonIds = [...new Set([...(own?.earlierPersonIds ?? []), ...(moved.earlierPersonIds ?? []), from])];
      const next = placedBan({ ...kept, personId: to as PersonId, earlierPersonIds, version: Math.max(moved.version, own?.version ?? 0) + 1 });
      await store.transact([
        { kind: "put", tag: BAN_TAG, item: next, condition: own === undefined ? absent : versionIs(own.version) },
        { kind: "delete", tag: "ban before", key: banKey(from), condition: versionIs(moved.version) },
      ]);
      return 1;
    },
    async forget({ personId, now }) {
      const ban = await getBanItem(store, personId);
      if (ban === undefined || ban.forgottenAt !== undefined) return 0;
      const { appealReason: _said, ...kept } = ban;
      const next = placedBan({ ...kept, personName: FORGOTTEN_NAME, phone: "", forgottenAt: now, version: ban.version + 1 });
      await store.transact([
        { kind: "put", tag: BAN_TAG, item: next, condition: versionIs(ban.version) },
        ...(await Promise.all(pksOf(ban).map((pk) => forgetInEvents(store, pk)))).flat(),
      ]);
      return 1;
    },
  };
}

const pksOf = ({ earlierPersonIds = [], personId }: BanItem): string[] => [...earlierPersonIds, personId].map(banPk);

function lastsLonger(left: BanItem, right: BanItem, now: Instant): boolean {
  const end = (ban: BanItem): string => (!isInForce(ban, now) ? "" : (ban.until ?? "9999"));
  return end(left) >= end(right);
}

/** Their own name stands where they appealed; elsewhere it is a moderator's. */
async function forgetInEvents(store: Store, pk: string): Promise<Write[]> {
  const { items } = await store.query({ index: "primary", pk, range: { beginsWith: "EVENT#" }, limit: EVENTS_MAX });
  const own = items.flatMap((item) => readEvent(item) ?? []).find(({ eventType }) => eventType === "BAN_APPEALED");
  return forgetNamesInEvents(store, pk, own?.by.name ?? "");
}

function banWords(ban: BanItem, now: Instant): PersonalRecord {
  const { statusLabel, appealReason } = factsOf(ban, now);
  return {
    at: ban.bannedAt,
    title: `不能发表评价和举报：${statusLabel}`,
    facts: [
      { label: "原因", value: ban.reason },
      { label: "期限", value: ban.until === undefined ? "长期" : `到 ${fullDateLabel(ban.until)}（含当天）` },
      { label: "开始", value: instantLabel(ban.bannedAt) },
      { label: "姓氏", value: ban.personName },
      { label: "手机号", value: ban.phone },
      ...(appealReason === undefined ? [] : [{ label: "您的申诉", value: appealReason }]),
      ...(ban.answer === undefined ? [] : [{ label: "答复", value: ban.answer.remark }]),
    ],
  };
}

/** A time after it was lifted or ended a ban goes with all its steps; whoever is banned anew meanwhile keeps both. */
export function retainedBans(store: Store): RetainedRecords {
  return {
    kind: "BAN",
    async clear(listed) {
      const ban = listed as BanItem;
      const key = banKey(ban.personId);
      const events = await Promise.all(pksOf(ban).map((pk) => store.query({ index: "primary", pk, range: { beginsWith: "EVENT#" }, limit: EVENTS_MAX })));
      return {
        kind: "CLEAR",
        // Nobody's id: what stays says that there was one, not whose.
        caseId: createHash("sha256").update(`${ban.personId}#${ban.bannedAt}`).digest("hex").slice(0, 16),
        caseName: `${ban.facilityName} ${fullDateLabel(localDateOf(ban.bannedAt))}`,
        writes: [
          { kind: "delete", tag: BAN_TAG, key, condition: stillRetained(listed) },
          ...events.flatMap(({ items }) => items.map(({ pk, sk }: StoredItem): Write => ({ kind: "delete", tag: `${pk} ${sk}`, key: { pk, sk } }))),
        ],
      };
    },
  };
}

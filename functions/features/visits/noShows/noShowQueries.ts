import { mayAt, type Actor } from "@app/contract/kernel/actor";
import type { KernelRefusal } from "@app/contract/kernel/errors";
import type { Page } from "@app/contract/kernel/page";
import { ok, refuse, type Result } from "@app/contract/kernel/result";
import { localDateOf } from "@app/contract/kernel/time";
import { cityName } from "@app/contract/regions/regions.data";
import {
  NO_SHOW_STATUSES,
  type ListNoShowsQuery,
  type MyNoShows,
  type NoShowRecord,
  type NoShowStanding,
  type NoShowWaivers,
} from "@app/contract/visits/noShow.schema";
import type { Clock } from "../../../engines/context/clock";
import type { Store } from "../../../engines/store/storePort";
import { placeInScope } from "../queries/bookingPlace";
import {
  listNoShowItems,
  listPersonNoShows,
  noShowRuleKey,
  standingKey,
  termsOf,
  waiversPk,
  type NoShowRuleItem,
  type StandingItem,
  type WaiverItem,
} from "./noShowRepository";
import { ruleSentence, standingOf } from "./noShowStanding";
import { toNoShowRecord } from "./noShowView";
import { cityPathOf, toWaiver } from "./waiveDays";

type Deps = { readonly store: Store; readonly clock: Clock };
type PageAsked = { readonly limit: number; readonly cursor?: string | undefined };

/** The count, the rule and the way to appeal, for whoever it is about. */
export async function listMyNoShows({ store, clock }: Deps, actor: Actor, query: PageAsked): Promise<Result<MyNoShows, KernelRefusal>> {
  if (actor.personId === undefined) return refuse({ code: "FORBIDDEN" });
  const now = clock.now();
  const [found, standing] = await Promise.all([
    listPersonNoShows(store, actor.personId, { limit: query.limit, cursor: query.cursor }),
    store.get(standingKey(actor.personId)) as Promise<StandingItem | undefined>,
  ]);
  if (found === "CURSOR_INVALID") return refuse({ code: "CURSOR_INVALID" });
  const cities = Object.entries(standing?.missed ?? {}).filter(([, missed]) => Object.keys(missed).length > 0);
  const rules = cities.length === 0 ? [] : await store.getMany(cities.map(([code]) => noShowRuleKey(code)));
  const standings = cities.map(([cityCode, missed], index): NoShowStanding => {
    const { isOn, threshold, periodDays, blockDays } = termsOf(rules[index] as NoShowRuleItem | undefined);
    const rule = { isOn, threshold, periodDays, blockDays };
    const { count, blockedUntil } = standingOf(missed, rule, localDateOf(now));
    return {
      cityCode,
      cityName: cityName(cityCode) ?? cityCode,
      count,
      rule,
      sentence: ruleSentence(rule),
      ...(blockedUntil === undefined ? {} : { blockedUntil }),
    };
  });
  return ok({ standings, items: found.items.map((item) => toNoShowRecord(item, actor, now)), ...(found.next === undefined ? {} : { next: found.next }) });
}

export async function listNoShows({ store, clock }: Deps, actor: Actor, query: ListNoShowsQuery): Promise<Result<Page<NoShowRecord>, KernelRefusal>> {
  const statuses = query.status === undefined ? NO_SHOW_STATUSES : [query.status];
  const place = await placeInScope(store, actor, "noShows.read", query, statuses.length);
  if (!place.ok) return place;
  const found = await listNoShowItems(store, place.value, statuses, { from: query.from, to: query.to }, { limit: query.limit, cursor: query.cursor });
  if (found === "CURSOR_INVALID") return refuse({ code: "CURSOR_INVALID" });
  const now = clock.now();
  return ok({ items: found.items.map((item) => toNoShowRecord(item, actor, now)), ...(found.next === undefined ? {} : { next: found.next }) });
}

export async function listNoShowWaivers({ store }: Deps, actor: Actor, cityCode: string): Promise<Result<NoShowWaivers, KernelRefusal>> {
  if (!mayAt(actor, "noShows.read", cityPathOf(cityCode))) return refuse({ code: "FORBIDDEN" });
  const page = await store.query({ index: "primary", pk: waiversPk(cityCode), order: "descending", limit: 100 });
  return ok({ items: (page.items as readonly WaiverItem[]).map(toWaiver) });
}

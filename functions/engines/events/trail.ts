import type { TrailKind, TrailKindOf } from "@app/contract/engines/trail";
import type { Actor } from "@app/contract/kernel/actor";
import type { Instant } from "@app/contract/kernel/time";
import { COUNTRY_PATH, OrgPath } from "@app/contract/organizations/orgPath";
import { retainedEntry } from "../retention/retained";
import { absent, type ItemKey, type StoredItem, type Write } from "../store/storePort";
import { eventKey, type FieldChange, type NewEvent } from "./event";

/**
 * The audit trail (promise M35): one entry for each event of staff, written in the transaction of the event by the engine itself, so that no feature can forget it
 * and nothing can undo it: no code but this writes these keys, and it only ever puts where nothing was. After the years of its rule an entry goes whole (retention).
 * | AP-T1 · what happened at exactly one place of the tree, such as a unit · 操作日志 · primary · TRAIL#place#kind / moment#event · latest first · page |
 * | AP-T2 · what happened in a city, its units included; at a province's or the country's own office · 操作日志 · index1 · TRAIL_IN#region#kind / moment#event · latest first · page; a province merges its cities |
 * | AP-T3 · what one person did · 操作日志 · index2 · TRAIL_BY#account#kind / moment#event · latest first · page |
 * | AP-T4 · what happened to one case, and who looked at its personal data · 操作日志, 谁看过 · index3 · TRAIL_OF#case number#kind / moment#event · latest first · page |
 */
export interface TrailEntry extends StoredItem {
  readonly eventId: string;
  readonly eventType: string;
  readonly kind: TrailKind;
  readonly at: Instant;
  readonly orgPath: OrgPath;
  readonly byName: string;
  readonly roles: readonly string[];
  readonly accountId: string;
  readonly username?: string;
  readonly address?: string;
  readonly device?: string;
  readonly caseKind: string;
  readonly caseId: string;
  readonly caseName?: string;
  readonly said?: string;
  readonly changed?: readonly FieldChange[];
  /** Where the event lies, which says everything. */
  readonly eventPk: string;
  readonly eventSk: string;
}

const NOT_LOGGED_IN = "未登录的人";
const TRAIL = "TRAIL#";
export const trailPk = (place: OrgPath, kind: TrailKind): string => `${TRAIL}${place}#${kind}`;
export const trailInPk = (place: OrgPath, kind: TrailKind): string => `TRAIL_IN#${place}#${kind}`;
export const trailByPk = (accountId: string, kind: TrailKind): string => `TRAIL_BY#${accountId}#${kind}`;
export const trailOfPk = (caseId: string, kind: TrailKind): string => `TRAIL_OF#${caseNumberOf(caseId)}#${kind}`;

/** The end of an id is the number that people see; typed in lower case it is the same. */
export const caseNumberOf = (caseId: string): string => caseId.slice(-8).toUpperCase();

/** 海口市 and everything in it share the list of 海口市; what is above a city has one of its own. */
export function trailRegionOf(path: OrgPath): OrgPath {
  return path.split("/").slice(0, 3).join("/") as OrgPath;
}

/** Nothing of what the public or the system does: that is in the case's own history. A guard who books a visit for the own family is the public, too. */
export function trailWrites(
  event: NewEvent,
  context: { readonly eventId: string; readonly at: Instant; readonly actor: Actor; readonly trailKindOf?: TrailKindOf | undefined },
): Write[] {
  const { actor, eventId, at } = context;
  const accountId = actor.accountId ?? event.accountId;
  if (actor.kind !== "USER" || accountId === undefined) return [];
  if (actor.personId !== undefined && event.payload["personId"] === actor.personId) return [];
  const kind = context.trailKindOf?.(event.eventType) ?? "OPERATION";
  const orgPath = placeOf(event, actor);
  const { caseKind, caseId } = event.about ?? event;
  const sk = `${at}#${eventId}`;
  const place = (pk: string): ItemKey => ({ pk, sk });
  const lies = eventKey(event.casePk, event.sequence);
  const entry: TrailEntry = {
    pk: trailPk(orgPath, kind),
    sk,
    eventId,
    eventType: event.eventType,
    kind,
    at,
    orgPath,
    byName: actor.accountId === undefined && actor.personId === undefined ? NOT_LOGGED_IN : actor.name,
    roles: [...new Set(actor.grants.map((grant) => grant.role))],
    accountId,
    ...(actor.username === undefined ? {} : { username: actor.username }),
    ...(actor.from === undefined ? {} : { address: actor.from.address, device: actor.from.device }),
    caseKind,
    caseId,
    ...(event.caseName === undefined ? {} : { caseName: event.caseName }),
    ...(event.said === undefined ? {} : { said: event.said }),
    ...(event.changed === undefined || event.changed.length === 0 ? {} : { changed: event.changed }),
    eventPk: lies.pk,
    eventSk: lies.sk,
    index1: place(trailInPk(trailRegionOf(orgPath), kind)),
    index2: place(trailByPk(accountId, kind)),
    index3: place(trailOfPk(caseId, kind)),
    index4: retainedEntry("TRAIL", at, eventId),
  };
  return [{ kind: "put", tag: `trail ${eventId}`, item: entry, condition: absent }];
}

export function readTrailEntry(item: StoredItem): TrailEntry | undefined {
  return item.pk.startsWith(TRAIL) ? (item as TrailEntry) : undefined;
}

function placeOf({ orgPath, payload }: NewEvent, actor: Actor): OrgPath {
  for (const said of [orgPath, payload["orgPath"], payload["unit"]]) {
    const read = OrgPath.safeParse(said);
    if (read.success) return read.data;
  }
  // Where they work, not a facility that a narrowed post reaches: its people would read what their bureau does.
  const [grant] = actor.grants;
  return grant?.office ?? grant?.orgPath ?? COUNTRY_PATH;
}

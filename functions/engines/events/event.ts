import type { Actor } from "@app/contract/kernel/actor";
import type { Instant } from "@app/contract/kernel/time";
import type { OrgPath } from "@app/contract/organizations/orgPath";
import type { ItemKey, StoredItem, StoredValue, Write } from "../store/storePort";
import { absent } from "../store/storePort";

/**
 * One record of what happened. It is the case's history, the audit trail and the outbox at once, written in the transaction of the command, so
 * that none of the three can be forgotten (house style, habit 29).
 */
export interface EventRecord {
  readonly eventId: string;
  readonly eventType: string;
  readonly caseKind: string;
  readonly caseId: string;
  /** Order inside the case; the case's version after the command. */
  readonly sequence: number;
  readonly at: Instant;
  readonly by: { readonly id: string; readonly name: string; readonly kind: Actor["kind"]; readonly roles: readonly string[] };
  readonly requestId: string | undefined;
  readonly payload: { readonly [name: string]: StoredValue };
}

/** What of the case was different afterwards, in words. */
export type FieldChange = { readonly label: string; readonly before: string; readonly after: string };

/** What a decision says of an event; the engine adds who, when and the order. */
export interface NewEvent {
  readonly eventType: string;
  readonly caseKind: string;
  readonly caseId: string;
  readonly sequence: number;
  /** The partition of the case: its events lie beside it. */
  readonly casePk: string;
  readonly payload: { readonly [name: string]: StoredValue };
  /** The members from here on are for the audit trail alone (`trail.ts`). Where in the tree it happened: by default what the payload says, else where the actor works. */
  readonly orgPath?: OrgPath;
  /** The case by name, where its number says nothing to a reader. */
  readonly caseName?: string;
  /** What the entry's line says beyond the event's own words: 「预约明细，312 行」. */
  readonly said?: string;
  /** Unless the payload says it as its own `fields`. */
  readonly changed?: readonly FieldChange[];
  /** The account that it happens to: its entries also list what somebody does who is not logged in yet, such as a wrong password. */
  readonly accountId?: string;
  /** The case that it is about, when the event is a case of its own, as a look at somebody's data is. */
  readonly about?: { readonly caseKind: string; readonly caseId: string };
  /** Places the event in lists of its own, e.g. the check-ins of a facility. `index4` belongs to the outbox. */
  readonly index1?: ItemKey;
  readonly index2?: ItemKey;
  readonly index3?: ItemKey;
}

/** Which consumers want an event of this type; decided when it is written, so that an event nobody wants costs no index entry. */
export type ConsumersOf = (eventType: string) => readonly string[];

// Spread over a few partitions so that one hot partition of the index never throttles the table in the cloud.
export const OUTBOX_SHARDS = 4;
export const outboxPk = (shard: number): string => `OUTBOX#${shard}`;

export function eventKey(casePk: string, sequence: number): ItemKey {
  return { pk: casePk, sk: `EVENT#${String(sequence).padStart(8, "0")}` };
}

export function eventWrite(
  event: NewEvent,
  context: { eventId: string; at: Instant; actor: Actor; requestId: string | undefined; consumersOf: ConsumersOf },
): Write {
  const consumers = context.consumersOf(event.eventType);
  const record: StoredItem = {
    ...eventKey(event.casePk, event.sequence),
    eventId: context.eventId,
    eventType: event.eventType,
    caseKind: event.caseKind,
    caseId: event.caseId,
    sequence: event.sequence,
    at: context.at,
    by: { id: context.actor.id, name: context.actor.name, kind: context.actor.kind, roles: [...new Set(context.actor.grants.map((grant) => grant.role))] },
    payload: event.payload,
    ...(context.requestId === undefined ? {} : { requestId: context.requestId }),
    ...(event.index1 === undefined ? {} : { index1: event.index1 }),
    ...(event.index2 === undefined ? {} : { index2: event.index2 }),
    ...(event.index3 === undefined ? {} : { index3: event.index3 }),
    ...(consumers.length === 0
      ? {}
      : {
          awaiting: Object.fromEntries(consumers.map((consumer) => [consumer, true])),
          index4: outboxEntry(context.eventId, context.at),
        }),
  };
  return { kind: "put", tag: `event ${event.sequence}`, item: record, condition: absent };
}

/** @param again sets an entry that is put in a second time apart from the first */
export function outboxEntry(eventId: string, at: Instant, again?: string): ItemKey {
  return { pk: outboxPk(shardOf(eventId)), sk: again === undefined ? `${at}#${eventId}` : `${at}#${eventId}#${again}` };
}

function shardOf(eventId: string): number {
  return (eventId.codePointAt(eventId.length - 1) ?? 0) % OUTBOX_SHARDS;
}

/** The event inside a stored item, or undefined when the item is something else. */
export function readEvent(item: StoredItem): EventRecord | undefined {
  return typeof item["eventType"] === "string" && item.sk.startsWith("EVENT#") ? (item as unknown as EventRecord) : undefined;
}

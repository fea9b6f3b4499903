import { createHash } from "node:crypto";
import type { TrailKindOf } from "@app/contract/engines/trail";
import type { WorkingCalendar } from "@app/contract/engines/workingCalendar";
import type { Actor } from "@app/contract/kernel/actor";
import type { AnyRefusal, KernelRefusal } from "@app/contract/kernel/errors";
import { ok, refuse, type Result } from "@app/contract/kernel/result";
import { epochMsOf, HOUR_MS, type Instant } from "@app/contract/kernel/time";
import type { Clock } from "../context/clock";
import type { Ids } from "../context/ids";
import { eventWrite, type ConsumersOf, type NewEvent } from "../events/event";
import { trailWrites } from "../events/trail";
import { absent, type ItemKey, type Store, type Write } from "../store/storePort";

/** A repeat gets the first answer for that long; the client throws its request id away much earlier. */
export const ANSWER_KEPT_HOURS = 72;

// A command that loses a race loads and decides afresh. Each loss means that another command of the same case committed, so a handful is plenty;
// the bound keeps a bug from spinning.
const ATTEMPTS_MAX = 12;
const REQUEST_TAG = "request";

export interface CommandEngine {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly consumersOf: ConsumersOf;
  /** The working days that hold now: those of the State Council, or what an office set. */
  readonly calendar: () => Promise<WorkingCalendar>;
  /** Without it every event of the audit trail is an operation. */
  readonly trailKindOf?: TrailKindOf;
  /** Told after a commit that left something in the outbox, so that consumers need not wait for their next poll. */
  readonly onOutbox?: () => void;
}

export interface CommandContext {
  readonly actor: Actor;
  readonly now: Instant;
  newId(): string;
}

/** What a decision wants done: all of it in one transaction, or nothing. */
export interface Decision<Answer, Refusal> {
  readonly writes: readonly Write[];
  readonly events: readonly NewEvent[];
  readonly answer: Answer;
  /** Turns failed conditions into a refusal; `undefined` means "lost a race: load and decide again". */
  readonly explain?: (failedTags: readonly string[]) => Refusal | undefined;
}

export interface CommandInput<Answer, Refusal extends AnyRefusal> {
  readonly actor: Actor;
  /** Absent when the system acts on a deadline: then the case's version alone keeps it from happening twice. */
  readonly requestId: string | undefined;
  readonly command: string;
  /** What the caller asked, for telling a repeat from another request under the same id. */
  readonly asked: unknown;
  /** Loads what it needs and decides. Called again after a lost race, so it must not act on anything outside the store. */
  readonly decide: (context: CommandContext) => Promise<Result<Decision<Answer, Refusal>, Refusal>>;
}

/**
 * Runs one command: load, decide, one transaction of the case, its event, its gating counters and the request's record. A repeat of the request, at any
 * time and also concurrently, gets the first answer and changes nothing (promises M3, R2).
 *
 * Refusals: those of `decide`; REQUEST_ID_REUSED when the id was used for something else; BUSY when the race was lost too often.
 */
export async function runCommand<Answer, Refusal extends AnyRefusal>(
  engine: CommandEngine,
  input: CommandInput<Answer, Refusal>,
): Promise<Result<Answer, Refusal | KernelRefusal>> {
  const fingerprint = createHash("sha256")
    .update(JSON.stringify([input.command, input.asked]))
    .digest("base64url");
  for (let attempt = 1; attempt <= ATTEMPTS_MAX; attempt += 1) {
    const now = engine.clock.now();
    const decided = await input.decide({ actor: input.actor, now, newId: () => engine.ids.next() });
    if (!decided.ok) {
      // A repeat usually finds the case moved on by its own first sending, so a refusal is first held against the records.
      return (await firstAnswer<Answer>(engine.store, input, fingerprint)) ?? decided;
    }
    const { writes, events, answer, explain } = decided.value;
    // Nothing to change is nothing to repeat: a look at a code or the release of a hold that is gone costs no durable write.
    if (writes.length === 0 && events.length === 0) return (await firstAnswer<Answer>(engine.store, input, fingerprint)) ?? ok(answer);
    // Of one moment, so that only their ids tell which came first: the history and the trail show them as they were decided.
    const eventIds = events.map(() => engine.ids.next()).sort();
    const outcome = await engine.store.transact([
      ...writes,
      ...events.flatMap((event, index) => {
        const eventId = eventIds[index] as string;
        const context = { eventId, at: now, actor: input.actor, requestId: input.requestId, consumersOf: engine.consumersOf };
        return [eventWrite(event, context), ...trailWrites(event, { ...context, trailKindOf: engine.trailKindOf })];
      }),
      ...requestWrites(input, fingerprint, answer, now),
    ]);
    if (outcome.committed) {
      if (events.some((event) => engine.consumersOf(event.eventType).length > 0)) engine.onOutbox?.();
      return ok(answer);
    }
    if (outcome.failedTags.includes(REQUEST_TAG)) {
      const first = await firstAnswer<Answer>(engine.store, input, fingerprint);
      if (first !== undefined) return first;
    }
    const refusal = explain?.(outcome.failedTags);
    if (refusal !== undefined) return (await firstAnswer<Answer>(engine.store, input, fingerprint)) ?? refuse(refusal);
  }
  return refuse({ code: "BUSY" });
}

function requestKey(actor: Actor, requestId: string): ItemKey {
  return { pk: `REQUEST#${actor.id}#${requestId}`, sk: "ANSWER" };
}

function requestWrites(input: { actor: Actor; requestId: string | undefined; command: string }, fingerprint: string, answer: unknown, now: Instant): Write[] {
  if (input.requestId === undefined) return [];
  return [
    {
      kind: "put",
      tag: REQUEST_TAG,
      condition: absent,
      item: {
        ...requestKey(input.actor, input.requestId),
        command: input.command,
        fingerprint,
        answerJson: JSON.stringify(answer),
        expiresAtEpochSeconds: Math.floor((epochMsOf(now) + ANSWER_KEPT_HOURS * HOUR_MS) / 1000),
      },
    },
  ];
}

async function firstAnswer<Answer>(
  store: Store,
  input: { actor: Actor; requestId: string | undefined },
  fingerprint: string,
): Promise<Result<Answer, KernelRefusal> | undefined> {
  if (input.requestId === undefined) return undefined;
  const record = await store.get(requestKey(input.actor, input.requestId));
  if (record === undefined) return undefined;
  if (record["fingerprint"] !== fingerprint) return refuse({ code: "REQUEST_ID_REUSED" });
  return ok(JSON.parse(String(record["answerJson"])) as Answer);
}

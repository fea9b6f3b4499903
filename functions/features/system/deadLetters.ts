import type { Actor } from "@app/contract/kernel/actor";
import type { KernelRefusal } from "@app/contract/kernel/errors";
import type { Page } from "@app/contract/kernel/page";
import { ok, refuse, type Result } from "@app/contract/kernel/result";
import type { SystemRefusal } from "@app/contract/system/system.errors";
import type { Again, DeadLetter, ListQuery } from "@app/contract/system/system.schema";
import { runCommand, type CommandEngine } from "../../engines/commands/runCommand";
import {
  DEAD_LETTER_TAG,
  deadLetterId,
  diedAt,
  eventsOfDeadLetters,
  listDeadLetterItems,
  reviveDeadLetter,
  type DeadLetterItem,
} from "../../engines/events/deadLetters";
import type { EventRecord } from "../../engines/events/event";
import type { Store } from "../../engines/store/storePort";
import { eventWords } from "../audit/public";
import { consumerLabel, withoutPersonalData, withoutPhones } from "./systemWords";

type Refusal = SystemRefusal | KernelRefusal;

/** What no consumer could digest, latest first (promise R8). */
export async function listDeadLetters(store: Store, query: ListQuery): Promise<Result<Page<DeadLetter>, KernelRefusal>> {
  const found = await listDeadLetterItems(store, { limit: query.limit, cursor: query.cursor });
  if (found === "CURSOR_INVALID") return refuse({ code: "CURSOR_INVALID" });
  const letters = found.items as readonly DeadLetterItem[];
  const events = await eventsOfDeadLetters(store, letters);
  return ok({
    items: letters.map((letter, position) => toDeadLetter(letter, events[position])),
    ...(found.next === undefined ? {} : { next: found.next }),
  });
}

function toDeadLetter(letter: DeadLetterItem, event: EventRecord | undefined): DeadLetter {
  return {
    deadLetterId: deadLetterId(letter),
    consumer: letter.consumer,
    consumerLabel: consumerLabel(letter.consumer),
    eventType: letter.eventType,
    eventLabel: eventWords(letter.eventType),
    ...(event === undefined ? {} : { caseKind: event.caseKind, caseId: withoutPhones(event.caseId), happenedAt: event.at }),
    failedAt: diedAt(letter),
    message: withoutPersonalData(letter.message),
  };
}

/** Who pressed first has it processed, and stands in the record; everybody else is told so. The consumer's own marker keeps the effect to one. */
export async function retryDeadLetter(
  engine: CommandEngine,
  input: { readonly actor: Actor; readonly deadLetterId: string; readonly command: Again },
): Promise<Result<{ deadLetterId: string }, Refusal>> {
  const done = await runCommand<{ deadLetterId: string }, Refusal>(engine, {
    actor: input.actor,
    requestId: input.command.requestId,
    command: "retryDeadLetter",
    asked: input.deadLetterId,
    decide: async ({ now, newId }) => {
      const revival = await reviveDeadLetter(engine.store, input.deadLetterId, now, newId);
      if (revival === undefined) return refuse({ code: "DEAD_LETTER_GONE" });
      const { letter, event, writes } = revival;
      const retryId = newId();
      return ok({
        writes,
        events: [
          {
            eventType: "DEAD_LETTER_RETRIED",
            caseKind: "deadLetter",
            caseId: input.deadLetterId,
            casePk: `DEAD_LETTER_RETRY#${retryId}`,
            sequence: 1,
            payload: { consumer: letter.consumer, eventId: letter.eventId, eventType: letter.eventType, caseKind: event.caseKind, message: letter.message },
            index1: { pk: `DEAD_LETTER_RETRIES#${now.slice(0, 7)}`, sk: `${now}#${retryId}` },
          },
        ],
        answer: { deadLetterId: input.deadLetterId },
        explain: (failed) => (failed.includes(DEAD_LETTER_TAG) ? { code: "DEAD_LETTER_GONE" } : undefined),
      });
    },
  });
  // The revived event stands in the outbox by hand, so nobody else tells the consumers.
  if (done.ok) engine.onOutbox?.();
  return done;
}

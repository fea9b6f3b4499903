import { SYSTEM_ACTOR } from "@app/contract/kernel/actor";
import type { Instant } from "@app/contract/kernel/time";
import { openTestStore } from "../../testing/openTestStore";
import type { Store } from "../store/storePort";
import { DEAD_LETTER_PK, DEAD_LETTER_TAG, deadLetterId, reviveDeadLetter, type DeadLetterItem } from "./deadLetters";
import { eventKey, eventWrite } from "./event";

const NOW = "2026-03-07T09:00:00.000+08:00" as Instant;
const LETTER: DeadLetterItem = {
  pk: DEAD_LETTER_PK,
  sk: `${NOW}#EVENT1#counting`,
  consumer: "counting",
  eventId: "EVENT1",
  eventType: "ARRIVED",
  eventPk: "CASE#a",
  eventSk: eventKey("CASE#a", 1).sk,
  message: "cannot digest this",
};

let store: Store;
let close: () => Promise<void>;
beforeEach(() => ({ store, close } = openTestStore()));
afterEach(() => close());

it("R8 two who read the letter before either wrote: the second is refused by the letter that is gone, and changes nothing", async () => {
  const event = { eventType: "ARRIVED", caseKind: "case", caseId: "a", casePk: "CASE#a", sequence: 1, payload: {} };
  const context = { eventId: "EVENT1", at: NOW, actor: SYSTEM_ACTOR, requestId: undefined, consumersOf: () => ["counting"] };
  await store.transact([eventWrite(event, context), { kind: "put", tag: "letter", item: LETTER }]);
  await store.transact([{ kind: "update", tag: "dead", key: eventKey("CASE#a", 1), remove: ["awaiting.counting", "index4"] }]);
  const [first, second] = [
    await reviveDeadLetter(store, deadLetterId(LETTER), NOW, () => "FIRST"),
    await reviveDeadLetter(store, deadLetterId(LETTER), NOW, () => "SECOND"),
  ];
  expect(await store.transact(first?.writes ?? [])).toEqual({ committed: true });
  expect(await store.transact(second?.writes ?? [])).toEqual({ committed: false, failedTags: [DEAD_LETTER_TAG] });
  expect((await store.get(eventKey("CASE#a", 1)))?.index4?.sk).toBe(`${NOW}#EVENT1#FIRST`);
  expect(await reviveDeadLetter(store, deadLetterId(LETTER), NOW, () => "THIRD")).toBeUndefined();
});

import { WORKING_CALENDAR } from "@app/contract/engines/workingCalendar.data";
import type { Actor } from "@app/contract/kernel/actor";
import type { AnyRefusal } from "@app/contract/kernel/errors";
import { ok, refuse } from "@app/contract/kernel/result";
import type { Instant } from "@app/contract/kernel/time";
import { createTimeOrderedIds } from "../../platform/ids/timeOrderedIds";
import { interceptTransact, openTestStore } from "../../testing/openTestStore";
import { numberAtLeast, type Store } from "../store/storePort";
import { ANSWER_KEPT_HOURS, runCommand, type CommandEngine, type Decision } from "./runCommand";

const NOW = "2026-03-07T09:00:00.000+08:00" as Instant;
const ACTOR: Actor = { kind: "USER", id: "p-lin", name: "林晓燕", personId: "p-lin", grants: [] };
const SEATS = { pk: "SEATS", sk: "A" };

let store: Store;
let close: () => Promise<void>;
let nudges: number;
beforeEach(async () => {
  ({ store, close } = openTestStore());
  nudges = 0;
  await store.transact([{ kind: "put", tag: "seats", item: { ...SEATS, left: 3 } }]);
});
afterEach(() => close());

const engineOn = (on: Store): CommandEngine => ({
  store: on,
  clock: { now: () => NOW },
  ids: createTimeOrderedIds(() => Date.parse(NOW)),
  consumersOf: (eventType) => (eventType === "SEAT_TAKEN" ? ["counting"] : []),
  calendar: () => Promise.resolve(WORKING_CALENDAR),
  onOutbox: () => void (nudges += 1),
});
const seatsLeft = async () => (await store.get(SEATS))?.["left"];

/** Takes one seat; the condition decides, and its failure is left to the next look or explained. */
const take = (input: {
  requestId?: string;
  asked?: unknown;
  engine?: CommandEngine;
  explain?: Decision<number, AnyRefusal>["explain"];
  actor?: Actor;
  onDecide?: () => void;
}) =>
  runCommand<number, AnyRefusal>(input.engine ?? engineOn(store), {
    actor: input.actor ?? ACTOR,
    requestId: input.requestId,
    command: "take",
    asked: input.asked ?? "one",
    decide: async ({ newId }) => {
      input.onDecide?.();
      const left = Number((await (input.engine ?? engineOn(store)).store.get(SEATS))?.["left"]);
      if (left < 1) return refuse({ code: "NONE_LEFT" });
      return ok({
        writes: [{ kind: "update", tag: "seats", key: SEATS, add: { left: -1 }, condition: numberAtLeast("left", 1) }],
        events: [{ eventType: "SEAT_TAKEN", caseKind: "seat", caseId: "A", casePk: `SEAT#${newId()}`, sequence: 1, payload: { left } }],
        answer: left - 1,
        ...(input.explain === undefined ? {} : { explain: input.explain }),
      });
    },
  });

describe("what does not succeed leaves nothing", () => {
  it("a race lost again and again ends in BUSY after twelve tries, with nothing written", async () => {
    let tries = 0;
    const alwaysLosing = engineOn(interceptTransact(store, async () => ({ committed: false, failedTags: ["seats"] })));
    expect(await take({ requestId: "request-0000000001", engine: alwaysLosing, onDecide: () => void (tries += 1) })).toEqual({
      ok: false,
      refusal: { code: "BUSY" },
    });
    expect({ tries, left: await seatsLeft(), nudges }).toEqual({ tries: 12, left: 3, nudges: 0 });
  });

  it("a failed condition that is explained ends at once", async () => {
    let tries = 0;
    const losing = engineOn(interceptTransact(store, async () => ({ committed: false, failedTags: ["seats"] })));
    const answer = await take({
      engine: losing,
      onDecide: () => void (tries += 1),
      explain: (failedTags) => (failedTags.includes("seats") ? { code: "TAKEN" } : undefined),
    });
    expect({ answer, tries }).toEqual({ answer: { ok: false, refusal: { code: "TAKEN" } }, tries: 1 });
  });

  it("R2 a refusal is not kept: the same request succeeds once there is room", async () => {
    await store.transact([{ kind: "update", tag: "seats", key: SEATS, set: { left: 0 } }]);
    expect(await take({ requestId: "request-0000000001" })).toEqual({ ok: false, refusal: { code: "NONE_LEFT" } });
    await store.transact([{ kind: "update", tag: "seats", key: SEATS, set: { left: 1 } }]);
    expect(await take({ requestId: "request-0000000001" })).toEqual({ ok: true, value: 0 });
  });
});

it("M35 what one command does stands in the order in which it was decided, though all of it is of one moment", async () => {
  const steps = Array.from({ length: 12 }, (_, sequence) => sequence);
  await runCommand<null, AnyRefusal>(engineOn(store), {
    actor: ACTOR,
    requestId: undefined,
    command: "walk",
    asked: undefined,
    decide: async () =>
      ok({
        writes: [],
        events: steps.map((sequence) => ({ eventType: "STEP", caseKind: "walk", caseId: "A", casePk: `WALK#${sequence}`, sequence, payload: {} })),
        answer: null,
      }),
  });
  const ids = await Promise.all(
    steps.map(async (sequence) =>
      (await store.query({ index: "primary", pk: `WALK#${sequence}`, limit: 1 })).items.map(({ eventId }) => String(eventId)).join(),
    ),
  );
  expect(ids.every((id) => id !== "")).toBe(true);
  expect([...ids].sort()).toEqual(ids);
});

describe("R2 a request has one effect and one answer", () => {
  it("R2 its repeat gets the first answer although the last seat is gone meanwhile", async () => {
    expect(await take({ requestId: "request-0000000001" })).toEqual({ ok: true, value: 2 });
    await take({ requestId: "request-0000000002" });
    await take({ requestId: "request-0000000003" });
    expect(await take({ requestId: "request-0000000004" })).toEqual({ ok: false, refusal: { code: "NONE_LEFT" } });
    expect(await take({ requestId: "request-0000000001" })).toEqual({ ok: true, value: 2 });
    expect({ left: await seatsLeft(), nudges }).toEqual({ left: 0, nudges: 3 });
  });

  it("T7 50 times at once it takes one seat", async () => {
    const answers = await Promise.all(Array.from({ length: 50 }, () => take({ requestId: "request-0000000001" })));
    expect(answers).toEqual(Array(50).fill({ ok: true, value: 2 }));
    expect(await seatsLeft()).toBe(2);
  });

  it("T7 with another body it is refused, also when the first asked for another command", async () => {
    await take({ requestId: "request-0000000001" });
    expect(await take({ requestId: "request-0000000001", asked: "two" })).toEqual({ ok: false, refusal: { code: "REQUEST_ID_REUSED" } });
    const other = {
      actor: ACTOR,
      requestId: "request-0000000001",
      command: "give",
      asked: "one",
      decide: async () => ok({ writes: [], events: [], answer: 0 }),
    };
    expect(await runCommand<number, AnyRefusal>(engineOn(store), other)).toEqual({ ok: false, refusal: { code: "REQUEST_ID_REUSED" } });
    expect(await seatsLeft()).toBe(2);
  });

  it("the same request id of two people are two requests", async () => {
    await take({ requestId: "request-0000000001" });
    expect(await take({ requestId: "request-0000000001", actor: { ...ACTOR, id: "p-other", personId: "p-other" } })).toEqual({ ok: true, value: 1 });
  });

  it("T7 its record is kept longer than a day", async () => {
    await take({ requestId: "request-0000000001" });
    const record = await store.get({ pk: "REQUEST#p-lin#request-0000000001", sk: "ANSWER" });
    expect(ANSWER_KEPT_HOURS).toBeGreaterThanOrEqual(24);
    expect(record?.["expiresAtEpochSeconds"]).toBe(Date.parse(NOW) / 1000 + ANSWER_KEPT_HOURS * 3600);
  });
});

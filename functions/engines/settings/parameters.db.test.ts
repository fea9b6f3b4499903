import { addMs, type Instant } from "@app/contract/kernel/time";
import { openTestStore } from "../../testing/openTestStore";
import { createParameters, PARAMETERS_KEY } from "./parameters";

it("the standard value holds until an office sets another; that one holds within half a minute", async () => {
  const { store, close } = await openTestStore();
  let now = "2026-03-07T01:00:00.000Z" as Instant;
  const parameters = createParameters({ store, clock: { now: () => now } });
  expect(await parameters.get("signIn.lockMinutes")).toBe(15);
  await store.transact([{ kind: "put", tag: "parameters", item: { ...PARAMETERS_KEY, values: { "signIn.lockMinutes": 30 }, version: 1 } }]);
  expect(await parameters.get("signIn.lockMinutes")).toBe(15);
  now = addMs(now, 30_000);
  expect(await parameters.get("signIn.lockMinutes")).toBe(30);
  await close();
});

import type { Instant } from "@app/contract/kernel/time";
import { undoOffer } from "./entryUndo";

const at = (time: string) => `2026-03-07T${time}+08:00` as Instant;
const entry = { at: at("09:00:00.000"), deviceId: "device-east", state: "COUNTED" } as const;
const phone = { deviceId: "device-east", isSupervisor: false, serverNow: at("09:05:00.000"), isUnsent: false };

test("M9 the phone that let them in may undo for 15 minutes; a supervisor later and on any phone; nobody else", () => {
  expect(undoOffer(entry, phone)).toEqual({ kind: "SAME_PHONE", minutesLeft: 10 });
  expect(undoOffer(entry, { ...phone, serverNow: at("09:15:00.000") })).toEqual({ kind: "NONE" });
  expect(undoOffer(entry, { ...phone, deviceId: "device-west" })).toEqual({ kind: "NONE" });
  expect(undoOffer(entry, { ...phone, deviceId: "device-west", isSupervisor: true })).toEqual({ kind: "SUPERVISOR" });
  expect(undoOffer(entry, { ...phone, serverNow: at("09:15:00.000"), isSupervisor: true })).toEqual({ kind: "SUPERVISOR" });
});

test("M9 an entry in doubt may be taken back, one that is taken back or rejected not again, one that is not uploaded only after it is", () => {
  expect(undoOffer({ ...entry, state: "DISPUTED" }, phone).kind).toBe("SAME_PHONE");
  expect(undoOffer({ ...entry, state: "UNDONE" }, phone).kind).toBe("NONE");
  expect(undoOffer({ ...entry, state: "REJECTED" }, { ...phone, isSupervisor: true }).kind).toBe("NONE");
  expect(undoOffer(entry, { ...phone, isUnsent: true }).kind).toBe("AFTER_UPLOAD");
});

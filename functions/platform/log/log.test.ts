import { createJsonLog } from "./log";

const lines: string[] = [];
const log = createJsonLog(
  (line) => lines.push(line),
  () => "2026-03-07T09:00:00.000+08:00",
);
beforeEach(() => void (lines.length = 0));

it("T41 no line names a phone, not in a key and not in a failure's words; other numbers stay", () => {
  const error = new Error("no item PHONE_CODE#LOG_IN#13900000001");
  error.stack = error.message;
  log.error("deadline failed", { kind: "PHONE_CODE", pk: "PHONE_CODE#LOG_IN#13900000001", error, atMs: 1772845200000, day: "20260307" });
  expect(JSON.parse(lines[0] ?? "")).toEqual({
    at: "2026-03-07T09:00:00.000+08:00",
    level: "error",
    message: "deadline failed",
    kind: "PHONE_CODE",
    pk: "PHONE_CODE#LOG_IN#139****0001",
    error: "no item PHONE_CODE#LOG_IN#139****0001",
    atMs: 1772845200000,
    day: "20260307",
  });
});

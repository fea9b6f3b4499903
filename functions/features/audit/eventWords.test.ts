import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { EVENT_WORDS, eventWords, trailKindOf } from "./eventWords";

const ROOM = join(__dirname, "../..");
const SAID = /(?:eventType: |eventType === "[A-Z_]+" \? |accountEvent\([\w.]+, |event: )"([A-Z][A-Z_]+)"/g;

/** Every event that the code names: those it writes and those of its workflow tables. */
function eventTypesInCode(): string[] {
  const files = ["contract", "engines", "features"].flatMap((room) => sourcesIn(join(ROOM, room)));
  return [...new Set(files.flatMap((file) => [...readFileSync(file, "utf8").matchAll(SAID)].map((match) => match[1] ?? "")))].sort();
}

function sourcesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? sourcesIn(path) : /(?<!\.test)\.ts$/.test(entry.name) ? [path] : [];
  });
}

it("M35 every event that the code writes has its words in 操作日志", () => {
  const types = eventTypesInCode();
  expect(types.length).toBeGreaterThan(60);
  expect(types.filter((type) => EVENT_WORDS[type] === undefined)).toEqual([]);
});

it("M35 an event says in which list it stands; what is unknown is an operation under its own name", () => {
  expect(["BOOKING_CONFIRMED", "LOGGED_IN", "PERSONAL_DATA_REVEALED", "EXPORT_MADE", "NO_SHOW_RULE_SET", "UNHEARD_OF"].map(trailKindOf)).toEqual([
    "OPERATION",
    "SIGN_IN",
    "PERSONAL_DATA",
    "EXPORT",
    "CONFIGURATION",
    "OPERATION",
  ]);
  expect(eventWords("UNHEARD_OF")).toBe("UNHEARD_OF");
});

import { writeFileSync } from "node:fs";
import { workingCalendarSource } from "./workingCalendarSource";

writeFileSync("functions/contract/engines/workingCalendar.data.ts", workingCalendarSource(process.cwd()));

import { writeFileSync } from "node:fs";
import { regionsSource } from "./regionsSource";

writeFileSync("functions/contract/regions/regions.data.ts", regionsSource(process.cwd()));

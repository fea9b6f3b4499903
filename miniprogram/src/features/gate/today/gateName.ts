import { readText, storedValue } from "../../../platform/storage";

export const GATE_NAME_DEFAULT = "主入口";
export const GATE_NAME_MAX = 20;

/** Which gate this phone stands at; it is written beside each entry, so that a second gate can be told where the first scan was. */
export const keptGateName = storedValue<string>("gate-name", readText);

import { newRequestId } from "../platform/requestId";
import { readText, storedValue } from "../platform/storage";

const stored = storedValue<string>("device-id", readText);

/** Names this phone at a gate: made once and kept, so that undoing an entry and settling two gates' stories can tell phones apart. */
export function deviceId(): string {
  const known = stored.get();
  if (known !== undefined) return known;
  const made = newRequestId();
  stored.set(made);
  return made;
}

import { addMs, type Instant } from "@app/contract/kernel/time";
import { PARAMETERS, type ParameterName, type ParameterValue } from "@app/contract/engines/parameters";
import type { Clock } from "../context/clock";
import type { ItemKey, Store, StoredItem } from "../store/storePort";

/**
 * All parameters that an office changed are one item, read at most twice a minute: a change holds everywhere within half a minute, and a request costs nothing.
 * | AP-K1 · what was changed · everything that heeds a parameter · primary · PARAMETERS / STATE · 1 |
 */
export const PARAMETERS_KEY: ItemKey = { pk: "PARAMETERS", sk: "STATE" };
const KEPT_MS = 30_000;

export interface ParametersItem extends StoredItem {
  readonly values: { readonly [name: string]: number | boolean | string };
  readonly version: number;
}

export interface Parameters {
  /** The value an office set, else the standard one. */
  get<Name extends ParameterName>(name: Name): Promise<ParameterValue<Name>>;
  /** For whoever changed one in this very process. */
  forget(): void;
}

export function createParameters({ store, clock }: { readonly store: Store; readonly clock: Clock }): Parameters {
  let kept: { readonly values: ParametersItem["values"]; readonly until: Instant } | undefined;
  return {
    async get(name) {
      const now = clock.now();
      if (kept === undefined || kept.until <= now) {
        const item = (await store.get(PARAMETERS_KEY)) as ParametersItem | undefined;
        kept = { values: item?.values ?? {}, until: addMs(now, KEPT_MS) };
      }
      return (kept.values[name] ?? PARAMETERS[name].standard) as ParameterValue<typeof name>;
    },
    forget() {
      kept = undefined;
    },
  };
}

/** What can go wrong on the way to WeChat, on purpose: the next `times` calls of an endpoint answer so. */
export const FAULT_KINDS = ["timeout", "timeout-after-commit", "500", "45009", "45011", "-1"] as const;
export type FaultKind = (typeof FAULT_KINDS)[number];
/** Those that WeChat itself answers. */
export type FaultErrcode = "45009" | "45011" | "-1";

export interface Fault {
  /** The path after `/sandbox/wechat`, `/sms/send`, or `*` for all. */
  readonly endpoint: string;
  readonly kind: FaultKind;
  readonly timesLeft: number;
}

export interface Faults {
  inject(fault: { readonly endpoint: string; readonly kind: FaultKind; readonly times: number }): void;
  /** The fault that this call meets, used up by it. */
  take(endpoint: string): FaultKind | undefined;
  list(): readonly Fault[];
  clear(): void;
}

const FAULTS_MAX = 100;

export function createFaults(): Faults {
  let waiting: Fault[] = [];
  return {
    inject({ endpoint, kind, times }) {
      waiting = [...waiting, { endpoint, kind, timesLeft: times }].slice(-FAULTS_MAX);
    },
    take(endpoint) {
      const found = waiting.find((fault) => fault.endpoint === endpoint || fault.endpoint === "*");
      if (found === undefined) return undefined;
      waiting = waiting.flatMap((fault) => (fault !== found ? [fault] : fault.timesLeft > 1 ? [{ ...fault, timesLeft: fault.timesLeft - 1 }] : []));
      return found.kind;
    },
    list: () => waiting,
    clear() {
      waiting = [];
    },
  };
}

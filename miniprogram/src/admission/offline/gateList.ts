import { addMs, localDateOf, type Instant } from "@app/contract/kernel/time";
import type { GatePack, GateParty } from "@app/contract/visits/gate.schema";
import { entryOf, isUnsent, type LocalScan } from "./localScan";

/** The day's list as it came from the server, and how far this phone's clock was off when it came. */
export interface KeptPack {
  readonly pack: GatePack;
  readonly clockOffMs: number;
  /** Who fetched it: names of visitors are not shown to the next person who logs in on this phone. */
  readonly operatorId: string;
}

/** A party with what this phone knows and the list does not yet. */
export interface ListedParty extends GateParty {
  /** Heads that were let in here and are not uploaded. */
  readonly headsUnsent: number;
}

/** The server's list with this phone's own entries laid over it, each counted once, whichever of the two has it (promises F3 and F4). */
export function partiesOf(pack: GatePack, scans: readonly LocalScan[], deviceId: string): readonly ListedParty[] {
  return pack.parties.map((party) => {
    const ours = scans.filter((scan) => scan.bookingId === party.bookingId && isMissingIn(pack, party, scan));
    const heads = ours.reduce((sum, scan) => sum + scan.heads, 0);
    return {
      ...party,
      headsEntered: party.headsEntered + heads,
      headsUnsent: ours.filter(isUnsent).reduce((sum, scan) => sum + scan.heads, 0),
      entries: [...party.entries, ...ours.map((scan) => entryOf(scan, deviceId))].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0)),
    };
  });
}

/** Let in here, and after this list was made as far as the server is concerned. */
function isMissingIn(pack: GatePack, party: GateParty, scan: LocalScan): boolean {
  if (!isLetIn(scan) || party.entries.some(({ entryId }) => entryId === scan.entryId)) return false;
  return isUnsent(scan) || (scan.settledAt !== undefined && scan.settledAt > pack.asOf);
}

export function isLetIn(scan: LocalScan): boolean {
  return scan.refusedFor === undefined && (scan.state === "QUEUED" || scan.state === "SENDING" || scan.state === "DONE");
}

/** Expected and entered heads, as the head of the page shows them. */
export function headsOf(parties: readonly ListedParty[]): { readonly expected: number; readonly entered: number } {
  return parties.reduce((sum, party) => ({ expected: sum.expected + party.heads, entered: sum.entered + party.headsEntered }), { expected: 0, entered: 0 });
}

export function serverTime(deviceNow: Instant, kept: KeptPack | undefined): Instant {
  return kept === undefined ? deviceNow : addMs(deviceNow, kept.clockOffMs);
}

/** A list of another day says nothing about today's parties; its key still reads their codes. */
export function isOfToday(kept: KeptPack, deviceNow: Instant): boolean {
  return kept.pack.date === localDateOf(serverTime(deviceNow, kept));
}

export function readKeptPack(raw: unknown): KeptPack | undefined {
  if (typeof raw !== "object" || raw === null) return undefined;
  const { pack, clockOffMs, operatorId } = raw as Partial<KeptPack>;
  const isWhole =
    typeof pack === "object" &&
    typeof pack.publicKey === "string" &&
    typeof pack.asOf === "string" &&
    Array.isArray(pack.parties) &&
    Array.isArray(pack.revoked);
  return isWhole && typeof clockOffMs === "number" && typeof operatorId === "string" ? { pack, clockOffMs, operatorId } : undefined;
}

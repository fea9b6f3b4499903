import { epochMsOf, localDateOf, type Instant, type LocalDate } from "@app/contract/kernel/time";
import type { BookingId, FacilityId } from "@app/contract/kernel/ids";
import type { BookingCodePayload } from "@app/contract/visits/bookingCode";
import type { BookingEntry } from "@app/contract/visits/bookingEntry.schema";
import type { ScanRefusalReason } from "@app/contract/visits/checkIn.schema";
import type { GatePack } from "@app/contract/visits/gate.schema";
import { SCAN_REFUSAL_SENTENCES } from "@app/contract/visits/visits.errors";
import { isLetIn, isOfToday, partiesOf, serverTime, type KeptPack, type ListedParty } from "./gateList";
import type { LocalScan } from "./localScan";
import type { ReadCode } from "./readCode";

/** A party at the gate, whoever told about it. */
export interface ScannedParty {
  readonly bookingId: BookingId;
  /** Of a booking that is on no list only the code speaks: no name, no phone. */
  readonly listed: { readonly name: string; readonly phoneTail: string; readonly periodLabel: string; readonly isTeam: boolean } | undefined;
  readonly heads: number;
  readonly headsEntered: number;
}

export interface LastEntry {
  readonly at: Instant;
  readonly gateName: string;
  readonly byName: string;
}

export type OfflineDecision =
  | { readonly outcome: "ADMISSIBLE"; readonly party: ScannedParty }
  | {
      readonly outcome: "REFUSED";
      readonly reason: ScanRefusalReason;
      readonly message: string;
      readonly party: ScannedParty | undefined;
      readonly lastEntry: LastEntry | undefined;
      readonly bookingId: BookingId | undefined;
    };

export interface OfflineQuestion {
  readonly code: ReadCode;
  readonly gateFacilityId: FacilityId;
  readonly kept: KeptPack;
  readonly scans: readonly LocalScan[];
  readonly deviceId: string;
  /** Undefined when the code is only read. */
  readonly heads: number | undefined;
  /** By the phone's clock. */
  readonly now: Instant;
}

/**
 * May this party enter, by what the phone knows alone (promises M6 and F3)? The order of the reasons is the server's: the wrong place before the wrong day, both
 * before what became of the booking.
 *
 * A genuine code that is on no list lets in as many as it says. Codes are signed only for confirmed bookings, so it was confirmed after the list was made; turning a
 * family away for our own lost network would be the greater wrong, and the screen says that the list could not vouch for it.
 */
export function decideOffline(question: OfflineQuestion): OfflineDecision {
  const { code, kept } = question;
  const refused = refuser(question);
  switch (code.kind) {
    case "OTHER":
      return refused("NOT_A_CODE");
    case "FORGED":
      return refused("SIGNATURE_WRONG");
    case "POSTER":
      return refused("POSTER_NOT_ACCEPTED_HERE");
    case "BOOKING":
      break;
  }
  const { payload } = code;
  if (payload.f !== question.gateFacilityId) return refused("WRONG_FACILITY");
  const revocation = kept.pack.revoked.find(({ bookingId }) => bookingId === payload.b);
  if (revocation !== undefined) return refused(revocation.reason, { closedReason: revocation.closedReason });
  const serverNow = serverTime(question.now, kept);
  const today = localDateOf(serverNow);
  if (today < payload.d) return refused("TOO_EARLY_DAY");
  if (today > payload.d || payload.x * 1000 <= epochMsOf(serverNow)) return refused("DAY_PAST");

  const listed = isOfToday(kept, question.now)
    ? partiesOf(kept.pack, question.scans, question.deviceId).find(({ bookingId }) => bookingId === payload.b)
    : undefined;
  const party = listed === undefined ? partyOfCode(payload, question.scans) : partyOfList(listed);
  const lastEntry = lastOf(listed?.entries ?? []) ?? lastOfPhone(payload.b, question.scans);
  const headsOutside = party.heads - party.headsEntered;
  if (headsOutside <= 0) return refused("COMPLETE", { party, lastEntry });
  if (question.heads !== undefined && question.heads > headsOutside) return refused("TOO_MANY_HEADS", { party, lastEntry });
  return { outcome: "ADMISSIBLE", party };
}

interface RefusalFacts {
  readonly party?: ScannedParty;
  readonly lastEntry?: LastEntry | undefined;
  readonly closedReason?: string | undefined;
}

function refuser({ code, kept, gateFacilityId }: OfflineQuestion) {
  const payload = code.kind === "BOOKING" ? code.payload : undefined;
  const here: GatePack = kept.pack;
  return (reason: ScanRefusalReason, { party, lastEntry, closedReason }: RefusalFacts = {}): OfflineDecision => ({
    outcome: "REFUSED",
    reason,
    message: SCAN_REFUSAL_SENTENCES[reason]({
      facilityName: payload?.f === gateFacilityId ? here.facilityName : undefined,
      gateFacilityName: here.facilityName,
      date: payload?.d as LocalDate | undefined,
      headsOutside: party === undefined ? undefined : Math.max(0, party.heads - party.headsEntered),
      closedReason,
      lastEntry,
    }),
    party,
    lastEntry,
    bookingId: payload?.b as BookingId | undefined,
  });
}

export function partyOfList(party: ListedParty): ScannedParty {
  return {
    bookingId: party.bookingId,
    listed: { name: party.teamName ?? party.contactName, phoneTail: party.phoneTail, periodLabel: party.periodLabel, isTeam: party.kind === "TEAM" },
    heads: party.heads,
    headsEntered: party.headsEntered,
  };
}

function partyOfCode(payload: BookingCodePayload, scans: readonly LocalScan[]): ScannedParty {
  const headsEntered = scans.filter((scan) => scan.bookingId === payload.b && isLetIn(scan)).reduce((sum, scan) => sum + scan.heads, 0);
  return { bookingId: payload.b as BookingId, listed: undefined, heads: payload.n, headsEntered };
}

/** When, where and by whom the last of the party entered, as far as it counts. */
export function lastOf(entries: readonly BookingEntry[]): LastEntry | undefined {
  const last = entries.filter(({ state }) => state === "COUNTED").at(-1);
  return last === undefined ? undefined : { at: last.at, gateName: last.gateName, byName: last.byName };
}

function lastOfPhone(bookingId: string, scans: readonly LocalScan[]): LastEntry | undefined {
  const last = scans.filter((scan) => scan.bookingId === bookingId && isLetIn(scan)).at(-1);
  return last === undefined ? undefined : { at: last.at, gateName: last.gateName, byName: last.operatorName };
}

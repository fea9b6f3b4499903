import type { GateParty } from "@app/contract/visits/gate.schema";

type Searched = Pick<GateParty, "contactName" | "teamName" | "phoneTail" | "bookingNumber">;

/** By a part of the name or the team's name, the end of the phone number, or the end of the booking's number: what people say at a gate. */
export function arrivalsMatching<Party extends Searched>(parties: readonly Party[], words: string): readonly Party[] {
  const wanted = words.trim();
  if (wanted === "") return parties;
  return parties.filter(
    ({ contactName, teamName, phoneTail, bookingNumber }) =>
      contactName.includes(wanted) ||
      teamName?.includes(wanted) === true ||
      isPhoneEnd(phoneTail, wanted) ||
      bookingNumber.toLowerCase().endsWith(wanted.toLowerCase()),
  );
}

/** The phone knows the last four figures only; who is told more of a number is found by its end. */
function isPhoneEnd(phoneTail: string, wanted: string): boolean {
  return phoneTail !== "" && (phoneTail.endsWith(wanted) || (/^\d{5,11}$/.test(wanted) && wanted.endsWith(phoneTail)));
}

import type { Instant } from "@app/contract/kernel/time";
import type { PersonalRecord } from "@app/contract/engines/personalRecord";

/**
 * One kind of record that names a person of the public. The feature that keeps it says here how it is shown to that person, how it goes over to whom they turned out
 * to be, and what of it stays when they ask to be forgotten (promise R18). A feature that keeps something new under a person adds its kind, or it is missed by all three.
 */
export interface PersonalRecords<Kind extends string> {
  readonly kind: Kind;
  /** One page, as its person reads it; latest first where there is an order. */
  readonly list: (personId: string, page: { readonly limit: number; readonly cursor: string | undefined }) => Promise<PersonalPage | "CURSOR_INVALID">;
  /**
   * Gives at most `limit` records to another person and says how many it found; what was handed over is found no more, so it is called until it finds none. A record
   * that somebody else changes in the same moment is left for the next call.
   */
  readonly handOver: (move: { readonly from: string; readonly to: string; readonly limit: number }) => Promise<number>;
  /** Takes the person out of at most `limit` records, or the records away; called until it finds none. Figures stay as they are. */
  readonly forget: (step: { readonly personId: string; readonly limit: number; readonly now: Instant }) => Promise<number>;
}

export interface PersonalPage {
  readonly items: PersonalRecord[];
  readonly next?: string;
}

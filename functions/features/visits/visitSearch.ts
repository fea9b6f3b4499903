import { mayAt, scopesOf, type Actor } from "@app/contract/kernel/actor";
import type { BookingStatus } from "@app/contract/visits/booking.schema";
import { BOOKING_KINDS } from "@app/contract/visits/bookingKind.schema";
import { whereabouts } from "@app/contract/regions/whereabouts";
import { FACILITY_STATUS_LABELS } from "@app/contract/visits/facility.schema";
import { SEARCH_HITS_MAX, type SearchHit } from "@app/contract/workbench/workbench.schema";
import type { CommandEngine } from "../../engines/commands/runCommand";
import type { SearchSource } from "../workbench/public";
import { getBookingItem, listBookingItems, listBookingsByNumber, saidNumber, type BookingItem } from "./bookingRepository";
import { maySeeBooking, toBookingSummary } from "./bookingView";
import { listFacilitiesBelow } from "./facilityRepository";
import { placeInScope } from "./queries/bookingPlace";
import { comparable } from "./textMatch";

type Deps = Pick<CommandEngine, "store" | "clock">;
const NOTHING = { items: [], more: false } as const;

/** By any part of the name, among the facilities of the reader's places: a bounded list that every filter reads. */
export function facilitySearch({ store }: Pick<Deps, "store">): SearchSource {
  return {
    kind: "FACILITIES",
    label: "开放单位",
    find: async (actor, words) => {
      const wanted = comparable(words);
      if (wanted === "") return NOTHING;
      const lists = await Promise.all([...new Set(scopesOf(actor, "facilities.read"))].map((scope) => listFacilitiesBelow(store, scope)));
      const inScope = [...new Map(lists.flat().map((facility) => [facility.facilityId, facility])).values()];
      const found = inScope.filter(({ name }) => comparable(name).includes(wanted));
      return {
        items: found.slice(0, SEARCH_HITS_MAX).map((facility) => ({
          id: facility.facilityId,
          title: facility.name,
          note: `${whereabouts(facility).join("")} · ${FACILITY_STATUS_LABELS[facility.status]}`,
          opens: `/facilities/${facility.facilityId}`,
        })),
        more: found.length > SEARCH_HITS_MAX,
      };
    },
  };
}

/** What somebody at the phone may be asked about: still open, the nearest visit first. */
const OPEN: readonly BookingStatus[] = ["PENDING", "CONFIRMED"];
const LOOKED_THROUGH_MAX = 100;
/** A facility's or a city's own; of a wider place only the whole number is found. */
const PLACES_MAX = 3;

/**
 * By the number wherever it is, whole or by its last four to eight characters, as people say it on the telephone; by the booker's whole phone number or part of a
 * team's name among the open bookings of a facility or a city. No index holds these two, so a page of each list is looked through and no more.
 */
export function bookingSearch({ store, clock }: Deps): SearchSource {
  return {
    kind: "BOOKINGS",
    label: "预约",
    find: async (actor, words) => {
      if (scopesOf(actor, "bookings.read").length === 0) return NOTHING;
      const whole = /^[A-Za-z0-9~_.:-]{9,64}$/.test(words) ? await getBookingItem(store, words) : undefined;
      const said = saidNumber(words);
      const byNumber = said === undefined ? [] : await listBookingsByNumber(store, said, (orgPath) => mayAt(actor, "bookings.read", orgPath));
      const listed = whole === undefined ? [...byNumber, ...(await openOnes(actor, words))] : [whole];
      // The pointer is only where to look: who may see a booking, the booking says.
      const found = [...new Map(listed.map((booking) => [booking.bookingId, booking])).values()].filter((booking) => maySeeBooking(booking, actor));
      return { items: found.slice(0, SEARCH_HITS_MAX).map((booking) => toHit(booking, actor)), more: found.length > SEARCH_HITS_MAX };
    },
  };

  async function openOnes(actor: Actor, words: string): Promise<BookingItem[]> {
    const place = await placeInScope(store, actor, "bookings.read", {});
    if (!place.ok || ("facilityIds" in place.value ? place.value.facilityIds : place.value.cityCodes).length > PLACES_MAX) return [];
    const page = { order: "ascending", limit: LOOKED_THROUGH_MAX, cursor: undefined } as const;
    const listed = await listBookingItems(store, place.value, { kinds: BOOKING_KINDS, statuses: OPEN }, { from: undefined, to: undefined }, page);
    return listed === "CURSOR_INVALID" ? [] : listed.items.filter(asked(words));
  }

  function toHit(booking: BookingItem, actor: Actor): SearchHit {
    const { bookingNumber, teamName, contactName, kindLabel, statusLabel } = toBookingSummary(booking, actor, clock.now());
    return {
      id: booking.bookingId,
      title: `${teamName ?? contactName} · ${booking.facilityName}`,
      note: `${booking.date} ${booking.periodLabel} · ${kindLabel} · ${statusLabel} · 编号 ${bookingNumber}`,
      opens: `/bookings?kind=${booking.kind}&status=${booking.status}&booking=${encodeURIComponent(booking.bookingId)}`,
    };
  }
}

function asked(words: string): (booking: BookingItem) => boolean {
  // A part of a number is no question: the list would tell phones digit by digit (promise R18).
  if (/^1\d{10}$/.test(words)) return ({ contactPhone }) => contactPhone === words;
  const wanted = comparable(words);
  return ({ team }) => wanted !== "" && team !== undefined && comparable(team.teamName).includes(wanted);
}

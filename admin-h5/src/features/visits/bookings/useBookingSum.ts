import { useQuery } from "@tanstack/react-query";
import { visitRoutes } from "@app/contract/visits/visits.routes";
import { read } from "../../../platform/api";
import { askedFilter, type BookingsFilter } from "./bookingsFilter";

export interface BookingSum {
  readonly bookings: number;
  readonly heads: number;
  /** False when there are more than are added up here. */
  readonly isWhole: boolean;
}

const PAGES_MAX = 20;
const PAGE_SIZE = 100;

/**
 * What is counted, added up from the records themselves, so that a figure of 综合统计 can be checked against what lies behind it and not against another
 * counter. Teams alone: a family's figures are the sum of its entries, which 入场记录 adds up.
 */
export function useBookingSum(filter: BookingsFilter, isAsked: boolean) {
  return useQuery({ queryKey: ["booking-sum", filter], queryFn: () => sumOf(filter), enabled: isAsked });
}

async function sumOf(filter: BookingsFilter): Promise<BookingSum> {
  let bookings = 0;
  let heads = 0;
  let cursor: string | undefined;
  for (let page = 0; page < PAGES_MAX; page += 1) {
    const answer = await read(visitRoutes.listBookings, { query: { ...askedFilter(filter), limit: PAGE_SIZE, cursor } });
    bookings += answer.items.length;
    heads += answer.items.reduce((sum, booking) => sum + booking.heads, 0);
    cursor = answer.next;
    if (cursor === undefined) return { bookings, heads, isWhole: true };
  }
  return { bookings, heads, isWhole: false };
}

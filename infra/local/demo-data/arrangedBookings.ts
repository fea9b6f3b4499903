import { addDays, weekdayOf, type LocalDate, type TimeOfDay } from "@app/contract/kernel/time";
import type { BookingStatus } from "@app/contract/visits/booking.schema";
import { demoPeople } from "../wechat-sandbox/demoPeople";
import type { Booker } from "./bookingLife";
import { AFTERNOON, MORNING, demoFacility } from "./facilities";
import { demoPersonId } from "./persons";

/** A booking that the demonstration's story needs. Its slot is open that day, whatever chance says. */
export interface ArrangedBooking {
  readonly facilityId: string;
  readonly date: LocalDate;
  readonly startsAt: TimeOfDay;
  /** Somebody of the generated families when left out. */
  readonly booker?: Booker;
  readonly heads: number;
  readonly status: BookingStatus;
  readonly submittedDaysAgo?: number;
  readonly note?: string;
  readonly remark?: string;
  /** How a party that came in parts entered. */
  readonly entries?: readonly number[];
}

/** The visitors whose phones the sandbox shows have something to see at once; three gates expect families today; one office has requests to decide. */
export function arrangedBookings(today: LocalDate): ArrangedBooking[] {
  const lin = bookerOf("lin-xiaoyan");
  const chen = bookerOf("chen-zhiqiang");
  const wang = bookerOf("wang-xiuying");
  const baishamen = "haikou-baishamen";
  return [
    { facilityId: baishamen, date: today, ...afternoon, booker: lin, heads: 4, status: "CONFIRMED", submittedDaysAgo: 5, note: "带两个孩子，一个上小学" },
    { facilityId: "hainan-monitoring", date: next(6, addDays(today, 2)), ...morning, booker: lin, heads: 3, status: "PENDING", submittedDaysAgo: 1 },
    { facilityId: "haikou-yanchunling", date: previous(7, addDays(today, -20)), ...morning, booker: lin, heads: 4, status: "CHECKED_IN", entries: [3, 1] },
    {
      facilityId: baishamen,
      date: next(6, addDays(today, 9)),
      ...morning,
      booker: lin,
      heads: 3,
      status: "CANCELLED",
      submittedDaysAgo: 3,
      remark: "孩子临时有课",
    },
    {
      facilityId: baishamen,
      date: nextOpen(baishamen, addDays(today, 3)),
      ...morning,
      booker: chen,
      heads: 6,
      status: "PENDING",
      submittedDaysAgo: 1,
      note: "小区居民代表，其中有两位老人",
    },
    { facilityId: "haikou-yanchunling", date: previous(6, addDays(today, -40)), ...morning, booker: chen, heads: 5, status: "CHECKED_IN" },
    // Two weeks ago nobody came: 失约记录 has something to read and to appeal against.
    { facilityId: "haikou-yanchunling", date: previous(6, addDays(today, -14)), ...morning, booker: chen, heads: 3, status: "NO_SHOW" },
    // Somebody whose phone can try the gate's poster while another family shows its code.
    { facilityId: "hainan-monitoring", date: today, ...afternoon, booker: wang, heads: 2, status: "CONFIRMED", submittedDaysAgo: 3 },
    ...[2, 3, 5, 4].map((heads, index) => ({
      facilityId: baishamen,
      date: today,
      ...(index % 2 === 0 ? morning : afternoon),
      heads,
      status: "CONFIRMED" as const,
    })),
    ...[3, 6, 2].map((heads, index) => ({
      facilityId: baishamen,
      date: today,
      ...(index % 2 === 0 ? afternoon : morning),
      heads,
      status: "CONFIRMED" as const,
    })),
    ...[4, 2, 3, 5].map((heads, index) => ({
      facilityId: "sanya-hongsha",
      date: today,
      ...(index % 2 === 0 ? morning : afternoon),
      heads,
      status: "CONFIRMED" as const,
    })),
    ...[3, 1, 4, 2].map((heads, index) => ({
      facilityId: "hainan-monitoring",
      date: today,
      ...(index % 2 === 0 ? morning : afternoon),
      heads,
      status: "CONFIRMED" as const,
    })),
    ...pendingAt(baishamen, today, [3, 4, 2, 5]),
    ...pendingAt("sanya-hongsha", today, [4, 2]),
    ...pendingAt("hainan-monitoring", today, [3, 2]),
  ];
}

const morning = { startsAt: MORNING.startsAt };
const afternoon = { startsAt: AFTERNOON.startsAt };

function bookerOf(id: string): Booker {
  const person = demoPeople.find((candidate) => candidate.id === id);
  if (person === undefined) throw new Error(`the sandbox has no person ${id}`);
  return { personId: demoPersonId(id), name: person.name, phone: person.phone };
}

function pendingAt(facilityId: string, today: LocalDate, parties: readonly number[]): ArrangedBooking[] {
  return parties.map((heads, index) => ({
    facilityId,
    date: nextOpen(facilityId, addDays(today, 2 + index * 3)),
    ...(index % 2 === 0 ? afternoon : morning),
    heads,
    status: "PENDING",
    // The last one has waited too long, so that a screen shows it as overdue.
    submittedDaysAgo: index === parties.length - 1 ? 8 : 1,
  }));
}

function next(weekday: number, from: LocalDate): LocalDate {
  return weekdayOf(from) === weekday ? from : next(weekday, addDays(from, 1));
}

function previous(weekday: number, from: LocalDate): LocalDate {
  return weekdayOf(from) === weekday ? from : previous(weekday, addDays(from, -1));
}

function nextOpen(facilityId: string, from: LocalDate): LocalDate {
  return demoFacility(facilityId).opening.weekdays.includes(weekdayOf(from)) ? from : nextOpen(facilityId, addDays(from, 1));
}

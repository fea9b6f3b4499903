import { mkdirSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { addDays, instantFromEpochMs, type LocalDate } from "@app/contract/kernel/time";
import { OFFLINE_SCANS_MAX } from "@app/contract/visits/gate.schema";
import { measureAuditTrail } from "./auditTrail";
import { measureBareStore } from "./bareStore";
import { measureCloudBundle } from "./cloudBundle";
import { measureFanOut, prepareRecipients } from "./fanOut";
import { Connection, percentiles, rounded, runLoad, runPaced, type LoadRequest, type LoadResult, type PacedResult } from "./loadGenerator";
import { BENCH_ACCOUNTS, BENCH_PASSWORD, benchUsername, PARTY_HEADS, prepareState, type BenchState, type CheckInAsked } from "./prepareState";
import { measureSpreadsheet } from "./spreadsheet";
import { startProduct, type BenchedProduct } from "./startProduct";

const { values: options } = parseArgs({
  options: {
    quick: { type: "boolean" },
    seconds: { type: "string" },
    only: { type: "string" },
    sizes: { type: "string" },
    connections: { type: "string" },
    profile: { type: "string" },
    recipients: { type: "string" },
  },
});
const quick = options.quick === true;
const seconds = Number(options.seconds ?? (quick ? 2 : 5));
const PARTS = ["bookings", "logIns", "lists", "checkIns", "exports", "cloud", "fanOut", "trail"] as const;
type Part = (typeof PARTS)[number];
const parts: readonly string[] = options.only?.split(",") ?? PARTS;
const wants = (part: Part): boolean => parts.includes(part);
/** Rows of the year before; the lists and the statistics must not tell them apart. */
const SIZES: readonly number[] = options.sizes?.split(",").map(Number) ?? (quick ? [1_000, 5_000] : [10_000, 100_000]);
/** Measured too, without being asked for, when this machine prepares it in that time: by how long ten times less took. */
const LARGEST = 1_000_000;
const LARGEST_PREPARED_WITHIN_MS = 120_000;
const CONNECTIONS = (options.connections ?? "1,10,50").split(",").map(Number);

let requests = 0;
const requestId = (): string => `bench-request-${String((requests += 1)).padStart(10, "0")}`;

function bookingRequest(state: BenchState): LoadRequest | undefined {
  const asked = state.nextBooking();
  if (asked === undefined) return undefined;
  const body = {
    requestId: requestId(),
    slotId: asked.slotId,
    contactName: "林晓燕",
    contactPhone: "13900000001",
    heads: 1 + (requests % 6),
    note: "带孩子参观",
    safetyNoticeAccepted: true,
  };
  return { method: "POST", path: "/api/visits/bookings", token: asked.token, body };
}

function checkInRequest(asked: CheckInAsked | undefined, token: string): LoadRequest | undefined {
  if (asked === undefined) return undefined;
  const body = { requestId: requestId(), text: asked.text, heads: 1, gateFacilityId: asked.facilityId, gateName: "东门", deviceId: "bench-device-1" };
  return { method: "POST", path: `/api/visits/bookings/${asked.bookingId}/check-ins`, token, body };
}

/** Store and product in turns, so that a slow minute of the machine slows both. */
async function measureBookings(state: BenchState, port: number): Promise<object[]> {
  await runLoad({ port, connections: 10, seconds: Math.min(1, seconds), next: () => bookingRequest(state) });
  const rows: object[] = [];
  for (const connections of CONNECTIONS) {
    const small = await measureBareStore("small", connections, seconds);
    const bookingSized = await measureBareStore("bookingSized", connections, seconds);
    const booking = await runLoad({ port, connections, seconds, next: () => bookingRequest(state) });
    rows.push({
      connections,
      bareStore: { small, bookingSized },
      booking,
      costOfSmall: rounded(small.perSecond / booking.perSecond),
      costOfBookingSized: rounded(bookingSized.perSecond / booking.perSecond),
      errors5xx: serverErrors(booking.byStatus),
    });
  }
  return rows;
}

/** A morning's log-ins beside the bookings: what they cost the bookings. Twice without and twice with, in turns. */
async function measureLogIns(state: BenchState, port: number): Promise<object> {
  const booking = () => runLoad({ port, connections: 10, seconds, next: () => bookingRequest(state) });
  const alone: number[] = [];
  const beside: number[] = [];
  const logIns: PacedResult[] = [];
  let errors5xx = 0;
  for (let turn = 0; turn < 2; turn += 1) {
    alone.push((await booking()).perSecond);
    const paced = runPaced({ port, perSecond: LOG_INS_PER_SECOND, seconds, next: logInRequest });
    const bookings = await booking();
    beside.push(bookings.perSecond);
    logIns.push(await paced);
    errors5xx += serverErrors(bookings.byStatus);
  }
  const mean = (figures: readonly number[]): number => rounded(figures.reduce((sum, figure) => sum + figure, 0) / figures.length);
  return {
    logInsPerSecondAsked: LOG_INS_PER_SECOND,
    bookingsPerSecondAlone: mean(alone),
    bookingsPerSecondBeside: mean(beside),
    share: rounded(mean(beside) / mean(alone)),
    logIns,
    errors5xx: errors5xx + logIns.reduce((sum, { byStatus }) => sum + serverErrors(byStatus), 0),
  };
}

const LOG_INS_PER_SECOND = 20;
let logInsAsked = 0;
function logInRequest(): LoadRequest {
  logInsAsked += 1;
  return {
    method: "POST",
    path: "/api/sessions/password",
    token: "",
    body: { username: benchUsername(logInsAsked % BENCH_ACCOUNTS), password: BENCH_PASSWORD },
  };
}

async function measureCheckIns(state: BenchState, port: number): Promise<object> {
  const load = runLoad({ port, connections: 20, seconds, next: () => checkInRequest(state.nextCheckIn(), state.gateToken) });
  const untilShown = await measureUntilShown(state, port);
  const checkIn = await load;
  const queues = await measureQueues(state, port);
  return { connections: 20, checkIn, errors5xx: serverErrors(checkIn.byStatus), figureShownAfter: untilShown, queues };
}

/** P6: phones that were without network send their queues at the same moment, in the largest pieces that are taken; then all of it once more, as after lost answers. */
async function measureQueues(state: BenchState, port: number): Promise<object> {
  const now = instantFromEpochMs(Date.now());
  const scans = state.queued.map(({ text }, sequence) => ({ entryId: requestId(), text, heads: PARTY_HEADS, scannedAt: now, listAsOf: now, sequence }));
  const pieces = Array.from({ length: Math.ceil(scans.length / OFFLINE_SCANS_MAX) }, (_, piece) =>
    scans.slice(piece * OFFLINE_SCANS_MAX, (piece + 1) * OFFLINE_SCANS_MAX),
  );
  const path = `/api/visits/facilities/${state.queued[0]?.facilityId ?? ""}/offline-scans`;
  const connections = await Promise.all(pieces.map(() => Connection.open(port)));
  const sendAll = async (): Promise<{ tookMs: number; outcomes: Record<string, number> }> => {
    const outcomes: Record<string, number> = {};
    const startedAt = performance.now();
    await Promise.all(
      connections.map(async (connection, piece) => {
        const body = { deviceId: `bench-device-${piece}`, deviceNow: instantFromEpochMs(Date.now()), gateName: `${piece + 1} 号门`, scans: pieces[piece] };
        const answer = await connection.ask({ method: "POST", path, token: state.queueGateToken, body });
        if (answer.status !== 200) throw new Error(`a queue was answered ${answer.status}: ${answer.body.slice(0, 200)}`);
        for (const { outcome } of (JSON.parse(answer.body) as { results: { outcome: string }[] }).results) outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
      }),
    );
    return { tookMs: rounded(performance.now() - startedAt), outcomes };
  };
  const first = await sendAll();
  const again = await sendAll();
  for (const connection of connections) connection.close();
  return { scans: scans.length, uploadsAtOnce: pieces.length, first, again };
}

/** From a check-in's answer until the city's statistics show it (P4), while the gates of another facility are busy. */
async function measureUntilShown(state: BenchState, port: number): Promise<object> {
  const connection = await Connection.open(port);
  const path = `/api/statistics/visits?from=${state.today}&to=${state.today}`;
  const heads = async (): Promise<number> => {
    const { body } = await connection.ask({ method: "GET", path, token: state.probeCityToken });
    const { cities } = JSON.parse(body) as { cities: { facilities: { facilityId: string; figures: { familyHeads: number } }[] }[] };
    return cities.flatMap((city) => city.facilities).find((facility) => facility.facilityId === "bench-probe")?.figures.familyHeads ?? 0;
  };
  const took: number[] = [];
  const endsAt = performance.now() + seconds * 1000;
  while (performance.now() < endsAt) {
    const before = await heads();
    const request = checkInRequest(state.nextProbe(), state.probeGateToken);
    if (request === undefined) break;
    const { status } = await connection.ask(request);
    if (status !== 200) throw new Error(`the probe's check-in was answered ${status}`);
    const answeredAt = performance.now();
    while ((await heads()) === before) if (performance.now() - answeredAt > 30_000) throw new Error("a check-in never reached the statistics");
    took.push(performance.now() - answeredAt);
  }
  connection.close();
  return { samples: took.length, ...percentiles(took), maxMs: rounded(Math.max(...took)) };
}

/** What the back office reads most, a page of 20 or a year's figures; one at a time, and the first also by ten at once. */
function readPaths(today: LocalDate) {
  const days = `from=${addDays(today, -60)}&to=${addDays(today, -30)}&limit=20`;
  const year = Number(today.slice(0, 4)) - 1;
  return {
    list: `/api/visits/bookings?facilityId=haikou-baishamen&status=CHECKED_IN&${days}`,
    listOfAllStatuses: `/api/visits/bookings?facilityId=haikou-baishamen&${days}`,
    listOfACity: `/api/visits/bookings?status=CHECKED_IN&${days}`,
    listOfACityAllStatuses: `/api/visits/bookings?${days}`,
    statistics: `/api/statistics/visits?from=${year}-01-01&to=${year}-12-31`,
    latest: "/api/statistics/latest",
  } as const;
}
type ReadName = keyof ReturnType<typeof readPaths>;
type ReadRow = { readonly [Name in ReadName]: LoadResult };

async function measureReads(state: BenchState, port: number): Promise<ReadRow & { readonly listAt10: LoadResult }> {
  const paths = readPaths(state.today);
  const read = (path: string, connections: number) => runLoad({ port, connections, seconds, next: () => ({ method: "GET", path, token: state.cityToken }) });
  await read(paths.list, 1);
  const rows: [string, LoadResult][] = [];
  for (const [name, path] of Object.entries(paths)) rows.push([name, await read(path, 1)]);
  return { ...(Object.fromEntries(rows) as ReadRow), listAt10: await read(paths.list, 10) };
}

const serverErrors = (byStatus: Readonly<Record<string, number>>): number =>
  Object.entries(byStatus).reduce((sum, [status, count]) => sum + (Number(status) >= 500 ? count : 0), 0);
const MB = 1024 * 1024;
const restedRssMb = async (product: BenchedProduct): Promise<number> => {
  await new Promise((resolve) => setTimeout(resolve, quick ? 500 : 5000));
  return rounded((await product.rssBytes()) / MB);
};

async function main(): Promise<void> {
  const result: Record<string, unknown> = { seconds, quick, node: process.version };
  if (wants("bookings") || wants("checkIns") || wants("logIns")) {
    const state = await prepareState({ bookings: Math.min(...SIZES), parties: quick ? 2000 : 5000 });
    try {
      const product = await startProduct(state.folder, options.profile);
      if (wants("bookings")) result["bookings"] = await measureBookings(state, product.port);
      if (wants("logIns")) result["logIns"] = await measureLogIns(state, product.port);
      if (wants("checkIns")) result["checkIns"] = await measureCheckIns(state, product.port);
      result["rssAfterLoadMb"] = await restedRssMb(product);
      await product.stop();
    } finally {
      state.remove();
    }
  }
  if (wants("fanOut")) result["fanOut"] = await measureTelling();
  if (wants("lists")) result["reads"] = await measureSizes();
  if (wants("exports")) result["exports"] = await measureSpreadsheet(quick ? 20_000 : 100_000);
  if (wants("trail")) result["auditTrail"] = await measureAuditTrail(quick ? [1_000, 20_000] : [1_000, LARGEST]);
  if (wants("cloud")) result["cloud"] = await measureCloudBundle();
  const text = JSON.stringify(result, null, 2);
  mkdirSync(".artifacts", { recursive: true });
  writeFileSync(".artifacts/bench.json", text);
  console.log(text);
}

/** One event to ten thousand: a state of its own, for the people it is told to must be there before the product starts. */
async function measureTelling(): Promise<object> {
  const recipients = Number(options.recipients ?? (quick ? 500 : 10_000));
  const state = await prepareState({ bookings: Math.min(...SIZES), parties: 10 });
  try {
    await prepareRecipients(state.folder, recipients);
    const product = await startProduct(state.folder, options.profile);
    const measured = await measureFanOut({ folder: state.folder, product, seconds, recipients, next: () => bookingRequest(state) });
    await product.stop();
    return measured;
  } finally {
    state.remove();
  }
}

async function measureSizes(): Promise<object> {
  const rows: ({ bookings: number; readyAfterMs: number; rssAtRestMb: number } & Awaited<ReturnType<typeof measureReads>>)[] = [];
  const sizes = [...SIZES];
  for (let bookings = sizes.shift(); bookings !== undefined; bookings = sizes.shift()) {
    const startedAt = performance.now();
    const state = await prepareState({ bookings, parties: 10 });
    const preparedMs = performance.now() - startedAt;
    if (options.sizes === undefined && !quick && bookings * 10 === LARGEST && preparedMs * 10 < LARGEST_PREPARED_WITHIN_MS) sizes.push(LARGEST);
    try {
      const product = await startProduct(state.folder);
      const rssAtRestMb = await restedRssMb(product);
      rows.push({ bookings, readyAfterMs: product.readyAfterMs, rssAtRestMb, ...(await measureReads(state, product.port)) });
      await product.stop();
    } finally {
      state.remove();
    }
  }
  const [smallest] = rows;
  const names = Object.keys(readPaths("2026-01-01" as LocalDate)) as ReadName[];
  const growths = rows
    .slice(1)
    .map((row) => [`${row.bookings}`, Object.fromEntries(names.map((name) => [name, rounded(row[name].p50Ms / (smallest?.[name].p50Ms ?? 1))]))] as const);
  const errors5xx = rows.reduce((sum, row) => sum + [...names, "listAt10" as const].reduce((own, name) => own + serverErrors(row[name].byStatus), 0), 0);
  return { rows, p50Growth: { of: smallest?.bookings, to: Object.fromEntries(growths) }, errors5xx };
}

await main();

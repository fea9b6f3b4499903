import { execFileSync } from "node:child_process";
import { join } from "node:path";

const REPOSITORY = join(__dirname, "../..");

type Outcomes = { readonly outcomes: Record<string, number> };
type Queues = { readonly first: Outcomes; readonly again: Outcomes };

interface BenchResult {
  readonly bookings: readonly {
    readonly connections: number;
    readonly booking: { readonly count: number; readonly byStatus: Record<string, number> };
    readonly errors5xx: number;
  }[];
  readonly logIns: {
    readonly logInsPerSecondAsked: number;
    readonly share: number;
    readonly logIns: readonly { readonly count: number; readonly byStatus: Record<string, number> }[];
    readonly errors5xx: number;
  };
  readonly fanOut: { readonly recipients: number; readonly told: number; readonly doubles: number; readonly cpuMsPerMessage: number };
  readonly checkIns: { readonly errors5xx: number; readonly figureShownAfter: { readonly samples: number }; readonly queues: Queues };
  readonly reads: {
    readonly rows: readonly { readonly bookings: number; readonly rssAtRestMb: number }[];
    readonly p50Growth: { readonly to: Record<string, Record<string, number>> };
    readonly errors5xx: number;
  };
  readonly exports: { readonly rows: number; readonly addedRssMb: number };
  readonly cloud: { readonly zippedKb: number };
}

/** Not a timed test: it shows that the benchmark runs and that nothing it does is refused. */
it("a very short run prints its result as JSON, all of it answered", () => {
  const output = execFileSync(process.execPath, ["infra/bench/run.mjs", "--quick", "--seconds", "0.2"], {
    cwd: REPOSITORY,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  });
  const result = JSON.parse(output) as BenchResult;
  expect(result.bookings.map((row) => [row.connections, Object.keys(row.booking.byStatus), row.errors5xx])).toEqual(
    [1, 10, 50].map((connections) => [connections, ["200"], 0]),
  );
  // Twenty a second for a fifth of one, in two turns: all let in.
  expect(result.logIns).toMatchObject({ logInsPerSecondAsked: 20, errors5xx: 0 });
  expect(result.logIns.logIns.map(({ count, byStatus }) => [count, byStatus])).toEqual([
    [4, { "200": 4 }],
    [4, { "200": 4 }],
  ]);
  expect(result.logIns.share).toBeGreaterThan(0);
  expect(result.fanOut).toMatchObject({ recipients: 500, told: 500, doubles: 0 });
  expect(result.fanOut.cpuMsPerMessage).toEqual(expect.any(Number));
  expect(result.checkIns.errors5xx).toBe(0);
  expect(result.checkIns.figureShownAfter.samples).toBeGreaterThan(0);
  const { first, again } = result.checkIns.queues;
  expect([first.outcomes, again.outcomes]).toEqual([{ ENTERED: 2_000 }, { ALREADY_RECORDED: 2_000 }]);
  expect(result.reads.rows.map((row) => row.bookings)).toEqual([1_000, 5_000]);
  expect(Object.keys(result.reads.p50Growth.to["5000"] ?? {})).toEqual([
    "list",
    "listOfAllStatuses",
    "listOfACity",
    "listOfACityAllStatuses",
    "statistics",
    "latest",
  ]);
  expect(result.reads.errors5xx).toBe(0);
  expect(result.exports.rows).toBe(20_000);
  expect(result.exports.addedRssMb).toBeLessThan(150);
  // P8, a size and not a time: the limit is 3 MB.
  expect(result.cloud.zippedKb).toBeLessThan(3 * 1024);
}, 300_000);

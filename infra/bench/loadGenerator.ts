import { connect, type Socket } from "node:net";

/** One request of a load; made anew for each, because every booking is another person's. */
export interface LoadRequest {
  readonly method: "GET" | "POST";
  readonly path: string;
  readonly token: string;
  readonly body?: unknown;
}
export interface LoadResult {
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly count: number;
  readonly byStatus: Readonly<Record<string, number>>;
}

/** A keep-alive connection that knows just enough HTTP to wait for an answer: a full client would take a good part of the machine for itself. */
export class Connection {
  readonly #socket: Socket;
  #buffer: Buffer = Buffer.alloc(0);
  #answered: ((answer: { status: number; body: string }) => void) | undefined;
  #failed: ((error: Error) => void) | undefined;

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.setNoDelay(true);
    socket.on("data", (chunk: Buffer) => this.#take(chunk));
    const fail = (): void => this.#failed?.(new Error("the connection ended"));
    socket.on("error", fail);
    socket.on("close", fail);
  }

  static open(port: number): Promise<Connection> {
    return new Promise((resolve, reject) => {
      const socket = connect(port, "127.0.0.1", () => resolve(new Connection(socket)));
      socket.once("error", reject);
    });
  }

  ask({ method, path, token, body }: LoadRequest): Promise<{ status: number; body: string }> {
    const payload = body === undefined ? "" : JSON.stringify(body);
    const head = `${method} ${path} HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer ${token}\r\n${body === undefined ? "" : `content-type: application/json\r\ncontent-length: ${Buffer.byteLength(payload)}\r\n`}\r\n`;
    return new Promise((resolve, reject) => {
      this.#answered = resolve;
      this.#failed = reject;
      this.#socket.write(head + payload);
    });
  }

  close(): void {
    this.#failed = undefined;
    this.#socket.destroy();
  }

  #take(chunk: Buffer): void {
    this.#buffer = this.#buffer.length === 0 ? chunk : Buffer.concat([this.#buffer, chunk]);
    const headEnds = this.#buffer.indexOf("\r\n\r\n");
    if (headEnds < 0) return;
    const head = this.#buffer.toString("latin1", 0, headEnds);
    const length = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 0);
    if (this.#buffer.length < headEnds + 4 + length) return;
    const answer = { status: Number(head.slice(9, 12)), body: this.#buffer.toString("utf8", headEnds + 4, headEnds + 4 + length) };
    this.#buffer = this.#buffer.subarray(headEnds + 4 + length);
    const answered = this.#answered;
    this.#answered = undefined;
    answered?.(answer);
  }
}

/** Keeps `connections` requests under way for `seconds`, each connection one at a time. `next` answers undefined when there is nothing left to ask. */
export async function runLoad(options: { port: number; connections: number; seconds: number; next: () => LoadRequest | undefined }): Promise<LoadResult> {
  const open = await Promise.all(Array.from({ length: options.connections }, () => Connection.open(options.port)));
  const byStatus: Record<string, number> = {};
  const took: number[] = [];
  const startedAt = performance.now();
  const endsAt = startedAt + options.seconds * 1000;
  await Promise.all(
    open.map(async (connection) => {
      while (performance.now() < endsAt) {
        const request = options.next();
        if (request === undefined) return;
        const sentAt = performance.now();
        const { status } = await connection.ask(request);
        took.push(performance.now() - sentAt);
        byStatus[status] = (byStatus[status] ?? 0) + 1;
      }
    }),
  );
  const seconds = (performance.now() - startedAt) / 1000;
  for (const connection of open) connection.close();
  return { perSecond: rounded(took.length / seconds), ...percentiles(took), count: took.length, byStatus };
}

export type PacedResult = Omit<LoadResult, "perSecond"> & { readonly maxMs: number };

/** Asks so often a second, whether or not what was asked before is answered; waits for the last answer. */
export async function runPaced(options: { port: number; perSecond: number; seconds: number; next: () => LoadRequest }): Promise<PacedResult> {
  const byStatus: Record<string, number> = {};
  const took: number[] = [];
  const one = async (): Promise<void> => {
    const connection = await Connection.open(options.port);
    const sentAt = performance.now();
    const { status } = await connection.ask(options.next());
    took.push(performance.now() - sentAt);
    byStatus[status] = (byStatus[status] ?? 0) + 1;
    connection.close();
  };
  const asked: Promise<void>[] = [];
  for (let count = Math.max(1, Math.round(options.perSecond * options.seconds)); count > 0; count -= 1) {
    asked.push(one());
    await new Promise((resolve) => setTimeout(resolve, 1000 / options.perSecond));
  }
  await Promise.all(asked);
  return { ...percentiles(took), maxMs: rounded(Math.max(...took)), count: took.length, byStatus };
}

export function percentiles(took: readonly number[]): { p50Ms: number; p99Ms: number } {
  const sorted = [...took].sort((left, right) => left - right);
  const at = (share: number): number => rounded(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0);
  return { p50Ms: at(0.5), p99Ms: at(0.99) };
}

export const rounded = (value: number): number => Number(value.toPrecision(3));

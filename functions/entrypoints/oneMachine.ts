import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { randomBytes } from "node:crypto";
import { createServer } from "node:net";
import { join } from "node:path";
import type { PasswordPort } from "../engines/codes/passwordPort";
import type { ScannableStore } from "../engines/store/storePort";
import { systemClock } from "../platform/clock/systemClock";
import { createAesSecretBox, newSecretBoxKey } from "../platform/codes/aesSecretBox";
import { totp } from "../platform/codes/totp";
import { createSvgCaptcha } from "../platform/codes/svgCaptcha";
import { createEd25519CodeSigner, newCodeKeyPem } from "../platform/codes/ed25519CodeSigner";
import { createDiskFiles, type DiskFiles } from "../platform/files/disk/diskFiles";
import { registerFileRoutes } from "../platform/files/disk/registerFileRoutes";
import { serveClients } from "../platform/http/serveClients";
import { createTimeOrderedIds } from "../platform/ids/timeOrderedIds";
import { createJsonLog, type Log } from "../platform/log/log";
import { createBackgroundScrypt } from "../platform/passwords/backgroundScrypt";
import { createScryptPasswords } from "../platform/passwords/scryptPasswords";
import { createSharpPictures } from "../platform/pictures/sharpPictures";
import { openSqliteStore, type SqliteStore } from "../platform/store/sqlite/sqliteStore";
import { composeProduct, type Product, type ProductParts } from "./composeProduct";
import { startProductLoops, type ProductLoops } from "./productLoops";

/** Where one machine keeps its store, its clients and its port. */
export interface OneMachinePlace {
  readonly port: number;
  readonly stateFolder: string;
  readonly h5Folder: string;
  readonly adminFolder: string;
}

/** Everything that is answered by somebody else's server, and the ids that they gave. */
export type OutsideServices = Pick<
  ProductParts,
  | "wechat"
  | "sms"
  | "email"
  | "missingServices"
  | "templateIds"
  | "officialAccountTemplates"
  | "longTermTemplates"
  | "miniProgramAppId"
  | "officialAccountCallback"
  | "smsReportSecret"
>;

export interface StoreHome {
  readonly store: ScannableStore;
  readonly kind: ProductParts["storeKind"];
  purge(nowEpochSeconds: number, log: Log): void;
  close(): Promise<void>;
}

export interface OneMachineOptions extends Pick<ProductParts, "backups" | "publicOrigin" | "allowedRedirectOrigins" | "requestLimitsTimes" | "trustedProxies"> {
  readonly place: OneMachinePlace;
  /** The address to listen on. */
  readonly host: string;
  readonly home: StoreHome;
  readonly outside: OutsideServices;
  /** What else stands on the same server or in the store before the first request comes. */
  readonly prepare?: (made: { readonly product: Product; readonly passwords: PasswordPort; readonly files: DiskFiles }) => Promise<void>;
}

export interface RunningMachine {
  readonly log: Log;
  stop(): Promise<void>;
}

const PURGE_EVERY_MS = 3_600_000;
export const DATABASE_FILE = "civic-green.sqlite";

/**
 * The whole product in one process on one machine: API, clients, consumers and deadlines, its state in one folder.
 * Throws with `code` EADDRINUSE when the port is taken.
 */
export async function startOneMachine(options: OneMachineOptions): Promise<RunningMachine> {
  const { home, place } = options;
  const { port, stateFolder } = place;
  // Shown on the terminal beside the addresses: only what needs a person's eye.
  const log = createJsonLog(
    (line) => console.error(line),
    () => systemClock.now(),
  );
  const passwords = createScryptPasswords({ derive: createBackgroundScrypt() });
  const ids = createTimeOrderedIds(Date.now);
  const files = createDiskFiles({ folder: join(stateFolder, "files"), secret: fileSecret(stateFolder), clock: systemClock, ids });
  let loops: ProductLoops | undefined;
  const product = composeProduct({
    ...options.outside,
    store: home.store,
    storeKind: home.kind,
    clock: systemClock,
    ids,
    passwords,
    captchas: createSvgCaptcha(),
    totp,
    secretBox: createAesSecretBox(secretBoxKey(stateFolder)),
    codes: createEd25519CodeSigner(codeKey(stateFolder)),
    files,
    pictures: createSharpPictures(files),
    log,
    ...(options.requestLimitsTimes === undefined ? {} : { requestLimitsTimes: options.requestLimitsTimes }),
    ...(options.trustedProxies === undefined ? {} : { trustedProxies: options.trustedProxies }),
    ...(options.backups === undefined ? {} : { backups: options.backups }),
    publicOrigin: options.publicOrigin,
    allowedRedirectOrigins: options.allowedRedirectOrigins,
    onOutbox: () => loops?.nudge(),
  });
  await options.prepare?.({ product, passwords, files });
  await registerFileRoutes(product.app, files);
  await serveClients(product.app, place);
  try {
    await product.app.listen({ port, host: options.host });
  } catch (error) {
    await home.close();
    throw error;
  }
  loops = startProductLoops(product, log);
  const purging = setInterval(() => {
    home.purge(Math.floor(Date.now() / 1000), log);
    dropOldUploads(files, log);
  }, PURGE_EVERY_MS);
  return {
    log,
    async stop() {
      clearInterval(purging);
      await product.app.close();
      await loops?.stop();
      await home.close();
    },
  };
}

export function openSqliteHome(stateFolder: string): StoreHome & { readonly store: SqliteStore } {
  const store = openSqliteStore({ path: join(stateFolder, DATABASE_FILE) });
  return {
    store,
    kind: "ONE_MACHINE",
    purge: (nowEpochSeconds, log) => void store.purgeExpired(nowEpochSeconds).catch((error: unknown) => log.error("purge failed", { error })),
    close: () => store.close(),
  };
}

/** Seals what accounts keep secret; whoever loses it sets two-step log-in up again. */
function secretBoxKey(stateFolder: string): string {
  const path = join(stateFolder, "account-secret.key");
  if (!existsSync(path)) writeFileSync(path, newSecretBoxKey(), { mode: 0o600 });
  return readFileSync(path, "utf8").trim();
}

/** The key that signs visitors' codes is made at the first start and stays with the data: with another one, every code on a phone would be refused. */
function codeKey(stateFolder: string): string {
  const file = join(stateFolder, "booking-code-key.pem");
  if (!existsSync(file)) writeFileSync(file, newCodeKeyPem(), { mode: 0o600 });
  return readFileSync(file, "utf8");
}

/** Signs the forms and links of photos; made at the first start, like the key above. */
function fileSecret(stateFolder: string): string {
  const file = join(stateFolder, "file-link-secret");
  if (!existsSync(file)) writeFileSync(file, randomBytes(32).toString("base64url"), { mode: 0o600 });
  return readFileSync(file, "utf8");
}

function dropOldUploads(files: DiskFiles, log: Log): void {
  void files.dropOldUploads().catch((error: unknown) => log.error("old uploads stay", { error }));
}

/** 0 is any free one: the product must know its own address before it listens. */
export function portOf(asked: number): Promise<number> | number {
  if (asked !== 0) return asked;
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => (typeof address === "object" && address !== null ? resolve(address.port) : reject(new Error("no port"))));
    });
  });
}

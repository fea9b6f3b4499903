import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { randomBytes } from "node:crypto";
import { createServer } from "node:net";
import { join } from "node:path";
import { demoAccountLines } from "../../infra/local/demo-data/accounts";
import { seedDemoData } from "../../infra/local/demo-data/seedDemoData";
import { startDynamodbLocal } from "../../infra/local/dynamodb/startDynamodbLocal";
import { demoApps, demoCallback, demoSms } from "../../infra/local/wechat-sandbox/demoApps";
import { demoSmsTemplateIds } from "../../infra/local/wechat-sandbox/demoSmsTemplates";
import { registerWechatSandbox } from "../../infra/local/wechat-sandbox/registerWechatSandbox";
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
import { createScryptPasswords } from "../platform/passwords/scryptPasswords";
import { createSharpPictures } from "../platform/pictures/sharpPictures";
import { createSmtpMailer } from "../platform/email/smtpMailer";
import { createTencentSmsClient } from "../platform/sms/tencentSmsClient";
import { dynamodbClient, openDynamodbStore } from "../platform/store/dynamodb/dynamodbStore";
import { createTableIfMissing } from "../platform/store/dynamodb/tableDefinition";
import { openSqliteStore } from "../platform/store/sqlite/sqliteStore";
import { MINI_PROGRAM_CALLBACK_PATH, OFFICIAL_ACCOUNT_CALLBACK_PATH } from "../platform/wechat/callback/registerOfficialAccountCallback";
import { createWechatHttpClient } from "../platform/wechat/wechatHttpClient";
import { composeProduct } from "./composeProduct";
import { startProductLoops, type ProductLoops } from "./productLoops";
import { readLocalConfig } from "../platform/config/localConfig";

export interface StartLocalOptions {
  readonly port: number;
  readonly stateFolder: string;
  readonly fresh: boolean;
  readonly store: "sqlite" | "dynamodb-local";
  readonly h5Folder: string;
  readonly adminFolder: string;
}
export interface RunningLocal {
  readonly port: number;
  readonly lines: readonly string[];
  stop(): Promise<void>;
}

const PURGE_EVERY_MS = 3_600_000;
const MAIL_FROM = "城市环境共治平台 <no-reply@civic-green.example>";
const LOCAL_TEMPLATES = {
  BOOKING_CONFIRMED: "TPL_BOOKING_CONFIRMED",
  BOOKING_DECLINED: "TPL_BOOKING_DECLINED",
  BOOKING_EXPIRED: "TPL_BOOKING_EXPIRED",
  BOOKING_CLOSED_OUT: "TPL_BOOKING_CANCELLED",
  BOOKING_REMINDED: "TPL_VISIT_REMINDER",
  WAITING_OFFER: "TPL_WAITING_OFFER",
  WAITING_ENDED: "TPL_WAITING_ENDED",
  SLOTS_OPENED: "TPL_SLOTS_OPENED",
  NO_SHOW: "TPL_NO_SHOW",
  WORK_REMINDER: "TPL_WORK_REMINDER",
};

/**
 * The whole product in one process on one machine: API, clients, consumers, deadlines and the WeChat sandbox, its state in one folder.
 * Throws with `code` EADDRINUSE when the port is taken.
 */
export async function startLocal(options: StartLocalOptions): Promise<RunningLocal> {
  const config = readLocalConfig(process.env);
  mkdirSync(options.stateFolder, { recursive: true });
  // Shown on the terminal beside the addresses: only what needs a person's eye.
  const log = createJsonLog(
    (line) => console.error(line),
    () => systemClock.now(),
  );
  const home = await openStore(options);
  const port = options.port === 0 ? await freePort() : options.port;
  const origin = config.PUBLIC_BASE_URL ?? `http://localhost:${port}`;
  const nowEpochMs = Date.now;
  const passwords = createScryptPasswords();
  const ids = createTimeOrderedIds(nowEpochMs);
  const files = createDiskFiles({ folder: join(options.stateFolder, "files"), secret: fileSecret(options.stateFolder), clock: systemClock, ids });
  const sandboxBase = `http://127.0.0.1:${port}/sandbox`;
  const mailUrl = (): string => sandbox.mail.url;
  let loops: ProductLoops | undefined;
  const product = composeProduct({
    store: home.store,
    storeKind: options.store === "sqlite" ? "ONE_MACHINE" : "CLOUD",
    clock: systemClock,
    ids,
    wechat: createWechatHttpClient({
      ...demoApps,
      nowEpochMs,
      miniProgramState: "developer",
      apiBaseUrl: `${sandboxBase}/wechat`,
      authorizeBaseUrl: `${origin}/sandbox/wechat`,
    }),
    sms: createTencentSmsClient({ baseUrl: `${sandboxBase}/tencent-cloud`, ...demoSms, templateIds: demoSmsTemplateIds }),
    // The sandbox's mail server listens only once the sandbox stands.
    email: { sendEmail: (message) => createSmtpMailer({ url: mailUrl(), from: MAIL_FROM, isPlain: true }).sendEmail(message) },
    passwords,
    captchas: createSvgCaptcha(),
    totp,
    secretBox: createAesSecretBox(secretBoxKey(options.stateFolder)),
    codes: createEd25519CodeSigner(codeKey(options.stateFolder)),
    files,
    pictures: createSharpPictures(files),
    log,
    requestLimitsTimes: config.REQUEST_LIMITS_TIMES,
    publicOrigin: origin,
    allowedRedirectOrigins: [...new Set([origin, `http://localhost:${port}`, `http://127.0.0.1:${port}`])],
    templateIds: LOCAL_TEMPLATES,
    officialAccountTemplates: { template: LOCAL_TEMPLATES, subscription: LOCAL_TEMPLATES },
    longTermTemplates: ["WORK_REMINDER"],
    miniProgramAppId: demoApps.miniProgram.appId,
    officialAccountCallback: { appId: demoApps.officialAccount.appId, mode: "encrypted", ...demoCallback },
    onOutbox: () => loops?.nudge(),
  });
  const sandbox = await registerWechatSandbox(product.app, {
    stateFile: join(options.stateFolder, "wechat-sandbox.json"),
    productUrl: "/",
    picturesAnsweredAfterMs: 5_000,
    miniProgramCallbackUrl: () => `http://127.0.0.1:${port}${MINI_PROGRAM_CALLBACK_PATH}`,
    callbackUrl: () => `http://127.0.0.1:${port}${OFFICIAL_ACCOUNT_CALLBACK_PATH}`,
  });
  await registerFileRoutes(product.app, files);
  await serveClients(product.app, options);
  await seedDemoData({ store: home.store, passwords, clock: systemClock, files });
  try {
    await product.app.listen({ port, host: config.HOST });
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
    port,
    lines: demoAccountLines(),
    async stop() {
      clearInterval(purging);
      await product.app.close();
      await loops?.stop();
      await home.close();
    },
  };
}

interface StoreHome {
  readonly store: ScannableStore;
  purge(nowEpochSeconds: number, log: Log): void;
  close(): Promise<void>;
}

async function openStore(options: StartLocalOptions): Promise<StoreHome> {
  if (options.store === "sqlite") {
    const store = openSqliteStore({ path: join(options.stateFolder, "civic-green.sqlite") });
    return {
      store,
      purge: (nowEpochSeconds, log) => void store.purgeExpired(nowEpochSeconds).catch((error: unknown) => log.error("purge failed", { error })),
      close: () => store.close(),
    };
  }
  const engine = await startDynamodbLocal();
  const connection = { endpoint: engine.endpoint, region: "local", credentials: { accessKeyId: "local", secretAccessKey: "local" } };
  const tableName = "civic-green";
  await createTableIfMissing(dynamodbClient(connection), tableName);
  return { store: openDynamodbStore({ tableName, ...connection }), purge: () => undefined, close: () => engine.stop() };
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

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => (typeof address === "object" && address !== null ? resolve(address.port) : reject(new Error("no port"))));
    });
  });
}

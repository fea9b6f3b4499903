import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createApiClient, type ApiClient } from "@app/contract/kernel/apiClient";
import type { OutsideService } from "@app/contract/kernel/outsideServices";
import type { Actor, Grant } from "@app/contract/kernel/actor";
import { addMs, epochMsOf, instantFromEpochMs, type Instant } from "@app/contract/kernel/time";
import { registerWechatSandbox } from "../../infra/local/wechat-sandbox/registerWechatSandbox";
import type { WechatSandbox } from "../../infra/local/wechat-sandbox/sandboxState";
import { composeProduct, type Product } from "../entrypoints/composeProduct";
import type { PasswordPort } from "../engines/codes/passwordPort";
import type { FileStore } from "../engines/files/fileStorePort";
import type { ScannableStore } from "../engines/store/storePort";
import { accountItem, itemsOfAccount, type StoredGrant } from "../features/sessions/accountRepository";
import { sessionItem } from "../features/sessions/sessionRepository";
import { createAesSecretBox, newSecretBoxKey } from "../platform/codes/aesSecretBox";
import { totp } from "../platform/codes/totp";
import { createSvgCaptcha } from "../platform/codes/svgCaptcha";
import { createEd25519CodeSigner, newCodeKeyPem } from "../platform/codes/ed25519CodeSigner";
import { createDiskFiles } from "../platform/files/disk/diskFiles";
import { registerFileRoutes } from "../platform/files/disk/registerFileRoutes";
import { refuseUnknownRoutes } from "../platform/http/createHttpApp";
import { createTimeOrderedIds } from "../platform/ids/timeOrderedIds";
import { silentLog, type Log } from "../platform/log/log";
import { createScryptPasswords } from "../platform/passwords/scryptPasswords";
import { createSharpPictures } from "../platform/pictures/sharpPictures";
import { createSmtpMailer } from "../platform/email/smtpMailer";
import { noSms } from "../platform/sms/noSms";
import { createTencentSmsClient } from "../platform/sms/tencentSmsClient";
import { openSqliteStore } from "../platform/store/sqlite/sqliteStore";
import { createWechatHttpClient } from "../platform/wechat/wechatHttpClient";
import { withoutApps } from "../platform/wechat/withoutApps";
import { fetchTransport } from "./fetchTransport";

/** Saturday 7 March 2026, 09:00 in China: where every test stands unless it says otherwise. */
export const NOW = "2026-03-07T09:00:00.000+08:00" as Instant;

const TEST_TEMPLATES = {
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

/** scrypt as weak as it may be: tests log in often, and its strength is shown in its own test. */
const FAST_SCRYPT = { N: 2, r: 1, p: 1, maxmem: 1024 * 1024 };

/** What every captcha of a test shows; the product draws it by lot. */
export const CAPTCHA_TEXT = "K7MP";

export interface TestProduct {
  readonly product: Product;
  /** Writes are heeded by the product's sessions as its own are; what another process writes comes by way of `wrapStore`. */
  readonly store: ScannableStore;
  readonly sandbox: WechatSandbox;
  readonly baseUrl: string;
  readonly clock: { now(): Instant; set(instant: Instant): void; advanceMs(ms: number): void };
  readonly codes: ReturnType<typeof createEd25519CodeSigner>;
  readonly files: FileStore;
  /** A client that acts as this person or account, through HTTP like any other. */
  as(who: { personId: string } | { grants: readonly StoredGrant[]; name?: string; personId?: string }): Promise<ApiClient>;
  token(who: { personId?: string; grants?: readonly StoredGrant[]; name?: string }): Promise<string>;
  anonymous(): ApiClient;
  /** Applies everything the outbox and the deadlines hold, as the loops would. */
  settle(): Promise<void>;
  /** Without a phone the account gets 13900009999, which one account of a test can have. */
  addAccount(account: { username: string; password: string; displayName: string; grants: readonly StoredGrant[]; phone?: string }): Promise<void>;
  stop(): Promise<void>;
}

/**
 * The whole product on its own port with a fixed clock: real HTTP, a real SQLite file, the WeChat sandbox beside it. Answers are checked against their schemas.
 * @param wrapStore puts a counter or a fault between the product and its store
 * @param wrapFiles the same for its file store
 */
export async function startTestProduct(
  options: {
    now?: Instant;
    store?: ScannableStore;
    wrapStore?: (store: ScannableStore) => ScannableStore;
    log?: Log;
    exportRowsMax?: number;
    /** The clock of a test stands still, so its buckets never fill again; 1 are the usual limits. */
    requestLimitsTimes?: number;
    /** As WeChat's console would be set; the sandbox always encrypts. */
    callbackMode?: "encrypted" | "plain";
    wrapPasswords?: (passwords: PasswordPort) => PasswordPort;
    wrapFiles?: (files: FileStore) => FileStore;
    /** As an office begins that has not been given these yet. */
    without?: readonly OutsideService[];
  } = {},
): Promise<TestProduct> {
  const folder = mkdtempSync(join(tmpdir(), "civic-green-test-"));
  const sqlite = options.store === undefined ? openSqliteStore({ path: join(folder, "store.sqlite"), isForgotten: true }) : undefined;
  const bare = options.store ?? (sqlite as ScannableStore);
  const store = options.wrapStore?.(bare) ?? bare;
  let epochMs = epochMsOf(options.now ?? NOW);
  const clock = {
    now: () => instantFromEpochMs(epochMs),
    set: (instant: Instant) => void (epochMs = epochMsOf(instant)),
    advanceMs: (ms: number) => void (epochMs += ms),
  };
  const nowEpochMs = (): number => epochMs;
  const codes = createEd25519CodeSigner(newCodeKeyPem());
  const passwords = createScryptPasswords({ cost: FAST_SCRYPT });
  const ids = createTimeOrderedIds(nowEpochMs);
  const disk = createDiskFiles({ folder: join(folder, "files"), secret: "test-file-secret", clock, ids });
  const files = options.wrapFiles?.(disk) ?? disk;
  // The sandbox stands on the product's own server, whose port is known only once it listens.
  const address = { baseUrl: "" };
  const lazily = <Port extends object>(make: () => Port): Port => new Proxy({} as Port, { get: (_, name) => Reflect.get(make(), name) });
  const { demoApps, demoCallback, demoSms } = await import("../../infra/local/wechat-sandbox/demoApps");
  const { demoSmsTemplateIds } = await import("../../infra/local/wechat-sandbox/demoSmsTemplates");
  const sandboxBase = (): string => `${address.baseUrl}/sandbox`;
  let wechat: ReturnType<typeof createWechatHttpClient> | undefined;
  let sms: ReturnType<typeof createTencentSmsClient> | undefined;
  const { without = [] } = options;
  const product = composeProduct({
    store,
    storeKind: "ONE_MACHINE",
    clock,
    ids,
    missingServices: without,
    wechat: lazily(
      () =>
        (wechat ??= withoutApps(
          createWechatHttpClient({ ...demoApps, nowEpochMs, apiBaseUrl: `${sandboxBase()}/wechat`, authorizeBaseUrl: `${sandboxBase()}/wechat` }),
          without,
        )),
    ),
    sms: without.includes("SMS")
      ? noSms
      : lazily(() => (sms ??= createTencentSmsClient({ ...demoSms, baseUrl: `${sandboxBase()}/tencent-cloud`, templateIds: demoSmsTemplateIds }))),
    email: { sendEmail: (message) => createSmtpMailer({ url: sandbox.mail.url, from: "no-reply@civic-green.example", isPlain: true }).sendEmail(message) },
    passwords: options.wrapPasswords?.(passwords) ?? passwords,
    totp,
    secretBox: createAesSecretBox(newSecretBoxKey()),
    captchas: { ...createSvgCaptcha(), newText: () => CAPTCHA_TEXT },
    codes,
    files,
    pictures: createSharpPictures(files),
    log: options.log ?? silentLog,
    publicOrigin: "http://localhost:8080",
    allowedRedirectOrigins: ["http://localhost:8080"],
    templateIds: TEST_TEMPLATES,
    officialAccountTemplates: { template: TEST_TEMPLATES, subscription: TEST_TEMPLATES },
    longTermTemplates: ["WORK_REMINDER"],
    miniProgramAppId: demoApps.miniProgram.appId,
    ...(without.includes("OFFICIAL_ACCOUNT")
      ? {}
      : { officialAccountCallback: { appId: demoApps.officialAccount.appId, mode: options.callbackMode ?? "encrypted", ...demoCallback } }),
    smsReportSecret: demoSms.reportSecret,
    checkOutput: true,
    requestLimitsTimes: options.requestLimitsTimes ?? 1_000,
    ...(options.exportRowsMax === undefined ? {} : { exportRowsMax: options.exportRowsMax }),
  });
  const sandbox = await registerWechatSandbox(product.app, {
    nowEpochMs,
    callbackUrl: () => `${address.baseUrl}/wechat/official-account`,
    miniProgramCallbackUrl: () => `${address.baseUrl}/wechat/mini-program`,
    smsReportsUrl: () => `${address.baseUrl}/sms/reports/${demoSms.reportSecret}`,
  });
  await registerFileRoutes(product.app, disk);
  refuseUnknownRoutes(product.app);
  address.baseUrl = await product.app.listen({ port: 0, host: "127.0.0.1" });

  async function token(who: { personId?: string; grants?: readonly StoredGrant[]; name?: string }): Promise<string> {
    const text = `test${Math.random().toString(36).slice(2)}${Math.random().toString(36).slice(2)}aaaaaaaaaaaaaaaaaaaa`;
    const accountId = who.grants === undefined ? undefined : `acc-${who.name ?? "staff"}`;
    await store.transact([
      {
        kind: "put",
        tag: "session",
        item: sessionItem(text, {
          audience: who.grants === undefined ? "MINIPROGRAM" : "BACK_OFFICE",
          name: who.name ?? "测试",
          personId: who.personId,
          accountId,
          username: undefined,
          phone: undefined,
          grants: who.grants ?? [],
          expiresAt: addMs(clock.now(), 400 * 86_400_000),
        }),
      },
    ]);
    return text;
  }
  const client = (sessionToken: string | undefined): ApiClient =>
    createApiClient({ baseUrl: address.baseUrl, transport: fetchTransport, sessionToken: () => sessionToken });

  return {
    product,
    store: { ...product.store, scan: (input) => store.scan(input) },
    sandbox,
    baseUrl: address.baseUrl,
    clock,
    codes,
    files,
    as: async (who) => client(await token(who)),
    token,
    anonymous: () => client(undefined),
    async settle() {
      for (let round = 0; round < 5; round += 1) {
        const applied = await product.consumers.drain();
        const settled = await product.sweep();
        if (applied + settled === 0) return;
      }
    },
    async addAccount(account) {
      const item = accountItem({
        accountId: `acc-${account.username}`,
        username: account.username,
        displayName: account.displayName,
        phone: account.phone ?? "13900009999",
        passwordHash: await passwords.hash(account.password),
        grants: account.grants,
      });
      await store.transact(itemsOfAccount(item).map((part, index) => ({ kind: "put", tag: `account ${index}`, item: part })));
    },
    async stop() {
      await product.app.close();
      await sqlite?.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export function grantAt(role: Grant["role"], orgPath: string): StoredGrant {
  return { role, orgPath: orgPath as Actor["grants"][number]["orgPath"], orgName: "测试单位" };
}

let requestCount = 0;
/** A new request id; seeded by count, so that a failing test fails the same way again. */
export function newRequestId(): string {
  requestCount += 1;
  return `request-${String(requestCount).padStart(12, "0")}`;
}

import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { demoAccountLines } from "../../infra/local/demo-data/accounts";
import { seedDemoData } from "../../infra/local/demo-data/seedDemoData";
import { startDynamodbLocal } from "../../infra/local/dynamodb/startDynamodbLocal";
import { demoApps, demoCallback, demoSms } from "../../infra/local/wechat-sandbox/demoApps";
import { demoSmsTemplateIds } from "../../infra/local/wechat-sandbox/demoSmsTemplates";
import { registerWechatSandbox } from "../../infra/local/wechat-sandbox/registerWechatSandbox";
import type { WechatSandbox } from "../../infra/local/wechat-sandbox/sandboxState";
import { systemClock } from "../platform/clock/systemClock";
import { createSmtpMailer } from "../platform/email/smtpMailer";
import { SMS_REPORTS_PATH } from "../platform/sms/registerSmsReports";
import { createTencentSmsClient } from "../platform/sms/tencentSmsClient";
import { dynamodbClient, openDynamodbStore } from "../platform/store/dynamodb/dynamodbStore";
import { createTableIfMissing } from "../platform/store/dynamodb/tableDefinition";
import { MINI_PROGRAM_CALLBACK_PATH, OFFICIAL_ACCOUNT_CALLBACK_PATH } from "../platform/wechat/callback/registerOfficialAccountCallback";
import { createWechatHttpClient } from "../platform/wechat/wechatHttpClient";
import { readLocalConfig } from "../platform/config/localConfig";
import { openSqliteHome, portOf, startOneMachine, type OneMachinePlace, type StoreHome } from "./oneMachine";

export interface StartLocalOptions extends OneMachinePlace {
  readonly fresh: boolean;
  readonly store: "sqlite" | "dynamodb-local";
}
export interface RunningLocal {
  readonly port: number;
  readonly lines: readonly string[];
  stop(): Promise<void>;
}

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
 * The demonstration: the product on one machine with the WeChat sandbox as everybody's phone, and with made-up data in it.
 * Throws with `code` EADDRINUSE when the port is taken.
 */
export async function startLocal(options: StartLocalOptions): Promise<RunningLocal> {
  const config = readLocalConfig(process.env);
  mkdirSync(options.stateFolder, { recursive: true });
  const home = await openStore(options);
  const port = await portOf(options.port);
  const origin = config.PUBLIC_BASE_URL ?? `http://localhost:${port}`;
  const sandboxBase = `http://127.0.0.1:${port}/sandbox`;
  let sandbox: WechatSandbox | undefined;
  const running = await startOneMachine({
    place: { ...options, port },
    host: config.HOST,
    home,
    requestLimitsTimes: config.REQUEST_LIMITS_TIMES,
    publicOrigin: origin,
    allowedRedirectOrigins: [...new Set([origin, `http://localhost:${port}`, `http://127.0.0.1:${port}`])],
    outside: {
      wechat: createWechatHttpClient({
        ...demoApps,
        nowEpochMs: Date.now,
        miniProgramState: "developer",
        apiBaseUrl: `${sandboxBase}/wechat`,
        authorizeBaseUrl: `${origin}/sandbox/wechat`,
      }),
      sms: createTencentSmsClient({ baseUrl: `${sandboxBase}/tencent-cloud`, ...demoSms, templateIds: demoSmsTemplateIds }),
      // The sandbox's mail server listens only once the sandbox stands.
      email: { sendEmail: (message) => createSmtpMailer({ url: sandbox?.mail.url ?? "", from: MAIL_FROM, isPlain: true }).sendEmail(message) },
      templateIds: LOCAL_TEMPLATES,
      officialAccountTemplates: { template: LOCAL_TEMPLATES, subscription: LOCAL_TEMPLATES },
      longTermTemplates: ["WORK_REMINDER"],
      miniProgramAppId: demoApps.miniProgram.appId,
      officialAccountCallback: { appId: demoApps.officialAccount.appId, mode: "encrypted", ...demoCallback },
      smsReportSecret: demoSms.reportSecret,
    },
    async prepare({ product, passwords, files }) {
      sandbox = await registerWechatSandbox(product.app, {
        stateFile: join(options.stateFolder, "wechat-sandbox.json"),
        productUrl: "/",
        picturesAnsweredAfterMs: 5_000,
        smsReportedAfterMs: 2_000,
        smsReportsUrl: () => `http://127.0.0.1:${port}${SMS_REPORTS_PATH}/${demoSms.reportSecret}`,
        miniProgramCallbackUrl: () => `http://127.0.0.1:${port}${MINI_PROGRAM_CALLBACK_PATH}`,
        callbackUrl: () => `http://127.0.0.1:${port}${OFFICIAL_ACCOUNT_CALLBACK_PATH}`,
      });
      await seedDemoData({ store: home.store, passwords, clock: systemClock, files });
    },
  });
  return { port, lines: demoAccountLines(), stop: () => running.stop() };
}

async function openStore(options: StartLocalOptions): Promise<StoreHome> {
  if (options.store === "sqlite") return openSqliteHome(options.stateFolder);
  const engine = await startDynamodbLocal();
  const connection = { endpoint: engine.endpoint, region: "local", credentials: { accessKeyId: "local", secretAccessKey: "local" } };
  const tableName = "civic-green";
  await createTableIfMissing(dynamodbClient(connection), tableName);
  return { store: openDynamodbStore({ tableName, ...connection }), kind: "CLOUD", purge: () => undefined, close: () => engine.stop() };
}

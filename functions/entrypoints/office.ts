import { mkdirSync } from "node:fs";
import { startNightlyBackups } from "../platform/backup/nightlyBackups";
import { systemClock } from "../platform/clock/systemClock";
import { createSmtpMailer } from "../platform/email/smtpMailer";
import { noSms } from "../platform/sms/noSms";
import { createTencentSmsClient } from "../platform/sms/tencentSmsClient";
import { createWechatHttpClient } from "../platform/wechat/wechatHttpClient";
import { withoutApps } from "../platform/wechat/withoutApps";
import { NOTICE_TEMPLATES } from "../features/notices/noticeTexts";
import { NOT_SET_UP, type OfficeSettings } from "../platform/config/officeSettings";
import { openSqliteHome, startOneMachine, type OneMachinePlace, type OutsideServices } from "./oneMachine";

export { OfficeSettingsWrong, officeTemplate, readOfficeSettings } from "../platform/config/officeSettings";

/**
 * An office's own machine, for real: no sandbox, no made-up data, the services as its settings file names them.
 * Throws with `code` EADDRINUSE when the port is taken.
 */
export async function startOffice(settings: OfficeSettings, clients: Pick<OneMachinePlace, "h5Folder" | "adminFolder">): Promise<{ stop(): Promise<void> }> {
  mkdirSync(settings.stateFolder, { recursive: true, mode: 0o700 });
  const home = openSqliteHome(settings.stateFolder);
  const running = await startOneMachine({
    place: { ...clients, port: settings.port, stateFolder: settings.stateFolder },
    host: settings.host,
    home,
    backups: settings.backup === undefined ? "NONE" : "NIGHTLY",
    publicOrigin: settings.publicBaseUrl,
    allowedRedirectOrigins: [settings.publicBaseUrl],
    trustedProxies: settings.trustedProxies,
    outside: outsideOf(settings),
  });
  const { stateFolder, backup: plan } = settings;
  const nightly = plan === undefined ? undefined : startNightlyBackups({ store: home.store, stateFolder, plan, clock: systemClock, log: running.log });
  return {
    async stop() {
      await nightly?.stop();
      await running.stop();
    },
  };
}

function outsideOf(settings: OfficeSettings): OutsideServices {
  const { text, missingServices } = settings;
  const isThere = (service: (typeof missingServices)[number]): boolean => !missingServices.includes(service);
  const longTerm = text("LONG_TERM_TEMPLATES").split(",");
  return {
    missingServices,
    wechat: withoutApps(
      createWechatHttpClient({
        apiBaseUrl: settings.wechatApiBaseUrl,
        authorizeBaseUrl: settings.wechatAuthorizeBaseUrl,
        miniProgram: { appId: text("WECHAT_APP_ID"), appSecret: text("WECHAT_APP_SECRET") },
        officialAccount: { appId: text("OFFICIAL_ACCOUNT_APP_ID"), appSecret: text("OFFICIAL_ACCOUNT_APP_SECRET") },
        nowEpochMs: Date.now,
      }),
      missingServices,
    ),
    sms: isThere("SMS")
      ? createTencentSmsClient({
          baseUrl: settings.smsApiBaseUrl,
          region: text("SMS_REGION"),
          secretId: text("SMS_SECRET_ID"),
          secretKey: text("SMS_SECRET_KEY"),
          sdkAppId: text("SMS_SDK_APP_ID"),
          signName: text("SMS_SIGN_NAME"),
          templateIds: settings.smsTemplates,
        })
      : noSms,
    ...(["", NOT_SET_UP].includes(text("SMS_REPORT_SECRET")) ? {} : { smsReportSecret: text("SMS_REPORT_SECRET") }),
    ...(isThere("EMAIL") ? { email: createSmtpMailer({ url: text("SMTP_URL"), from: text("MAIL_FROM"), isPlain: isOnThisMachine(text("SMTP_URL")) }) } : {}),
    templateIds: settings.templates("TEMPLATE_"),
    officialAccountTemplates: {
      template: settings.templates("OFFICIAL_ACCOUNT_TEMPLATE_"),
      subscription: settings.templates("OFFICIAL_ACCOUNT_SUBSCRIPTION_"),
    },
    longTermTemplates: NOTICE_TEMPLATES.filter((template) => longTerm.some((name) => name.trim() === template)),
    miniProgramAppId: text("WECHAT_APP_ID"),
    ...(isThere("OFFICIAL_ACCOUNT")
      ? {
          officialAccountCallback: {
            appId: text("OFFICIAL_ACCOUNT_APP_ID"),
            mode: text("OFFICIAL_ACCOUNT_CALLBACK_MODE") === "plain" ? "plain" : "encrypted",
            token: text("OFFICIAL_ACCOUNT_CALLBACK_TOKEN"),
            encodingAesKey: text("OFFICIAL_ACCOUNT_ENCODING_AES_KEY"),
          },
        }
      : {}),
  };
}

/** The machine's own postfix speaks no TLS to itself; any other server must. */
function isOnThisMachine(smtpUrl: string): boolean {
  const { protocol, hostname } = new URL(smtpUrl);
  return protocol === "smtp:" && (hostname === "localhost" || hostname === "127.0.0.1");
}

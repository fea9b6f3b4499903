import { createAesSecretBox } from "../platform/codes/aesSecretBox";
import { totp } from "../platform/codes/totp";
import { createSvgCaptcha } from "../platform/codes/svgCaptcha";
import { createEd25519CodeSigner } from "../platform/codes/ed25519CodeSigner";
import { systemClock } from "../platform/clock/systemClock";
import type { PicturePort } from "../engines/files/picturePort";
import { readCloudConfig } from "../platform/config/cloudConfig";
import { createS3Files } from "../platform/files/s3/s3Files";
import { createTimeOrderedIds } from "../platform/ids/timeOrderedIds";
import { createJsonLog } from "../platform/log/log";
import { createScryptPasswords } from "../platform/passwords/scryptPasswords";
import { createSmtpMailer } from "../platform/email/smtpMailer";
import { createTencentSmsClient } from "../platform/sms/tencentSmsClient";
import { openDynamodbStore } from "../platform/store/dynamodb/dynamodbStore";
import type { WechatTokenStore } from "../platform/wechat/stableToken";
import { createStoredToken } from "../platform/wechat/storedToken";
import { createWechatHttpClient } from "../platform/wechat/wechatHttpClient";
import { NOTICE_TEMPLATES } from "../features/notices/noticeTexts";
import { FilesUnavailable, type FileStore } from "../engines/files/fileStorePort";
import { composeProduct, type Product } from "./composeProduct";

let product: Product | undefined;

const noWork = (): Promise<never> => Promise.reject(new FilesUnavailable("the gateway sent picture work to a function that cannot do it"));
/** Only one function carries the picture library, and the gateway sends it all picture work (lambdaPictures.ts). Elsewhere the caller is told to try again. */
const noPictureWorkHere = (): PicturePort => ({
  prepare: noWork,
  cover: noWork,
});

/** The product in the cloud; made once for each container, so that a warm call pays nothing. */
export function cloudProduct(picturesOf: (files: FileStore) => PicturePort = noPictureWorkHere): Product {
  product ??= makeProduct(picturesOf);
  return product;
}

/** What CloudFront shows the gateway's functions. */
export const edgeSecret = (): string => readCloudConfig(process.env).EDGE_SECRET;

function makeProduct(picturesOf: (files: FileStore) => PicturePort): Product {
  const config = readCloudConfig(process.env);
  const nowEpochMs = Date.now;
  const files = createS3Files({ bucket: config.FILES_BUCKET, clock: systemClock });
  const store = openDynamodbStore({ tableName: config.STORE_TABLE });
  const secretBox = createAesSecretBox(config.ACCOUNT_SECRET_KEY);
  const sharedToken = (name: string): WechatTokenStore => createStoredToken({ store, secretBox, nowEpochMs, name });
  return composeProduct({
    store,
    storeKind: "CLOUD",
    clock: systemClock,
    ids: createTimeOrderedIds(nowEpochMs),
    wechat: createWechatHttpClient({
      apiBaseUrl: config.WECHAT_API_BASE_URL,
      authorizeBaseUrl: config.WECHAT_AUTHORIZE_BASE_URL,
      miniProgram: { appId: config.WECHAT_APP_ID, appSecret: config.WECHAT_APP_SECRET },
      officialAccount: { appId: config.OFFICIAL_ACCOUNT_APP_ID, appSecret: config.OFFICIAL_ACCOUNT_APP_SECRET },
      // Each container would else ask WeChat for tokens of its own.
      tokenStores: {
        miniProgram: sharedToken(`${config.WECHAT_APP_ID} access_token`),
        officialAccount: sharedToken(`${config.OFFICIAL_ACCOUNT_APP_ID} access_token`),
        pageTicket: sharedToken(`${config.OFFICIAL_ACCOUNT_APP_ID} jsapi_ticket`),
      },
      nowEpochMs,
    }),
    sms: createTencentSmsClient({
      baseUrl: config.SMS_API_BASE_URL,
      region: config.SMS_REGION,
      secretId: config.SMS_SECRET_ID,
      secretKey: config.SMS_SECRET_KEY,
      sdkAppId: config.SMS_SDK_APP_ID,
      signName: config.SMS_SIGN_NAME,
      templateIds: config.SMS_TEMPLATES,
    }),
    ...(config.SMTP_URL === "none" ? { missingServices: ["EMAIL"] as const } : { email: createSmtpMailer({ url: config.SMTP_URL, from: config.MAIL_FROM }) }),
    passwords: createScryptPasswords(),
    captchas: createSvgCaptcha(),
    totp,
    secretBox,
    codes: createEd25519CodeSigner(config.BOOKING_CODE_KEY),
    files,
    pictures: picturesOf(files),
    log: createJsonLog(
      (line) => console.log(line),
      () => systemClock.now(),
    ),
    requestLimitsTimes: config.REQUEST_LIMITS_TIMES,
    publicOrigin: config.PUBLIC_BASE_URL,
    // CloudFront, and the gateway behind it; `forwardedFor.ts` sees to it that nobody goes around the first.
    trustedProxies: 2,
    allowedRedirectOrigins: [config.PUBLIC_BASE_URL],
    miniProgramAppId: config.WECHAT_APP_ID,
    officialAccountCallback: {
      appId: config.OFFICIAL_ACCOUNT_APP_ID,
      mode: config.OFFICIAL_ACCOUNT_CALLBACK_MODE,
      token: config.OFFICIAL_ACCOUNT_CALLBACK_TOKEN,
      encodingAesKey: config.OFFICIAL_ACCOUNT_ENCODING_AES_KEY,
    },
    smsReportSecret: config.SMS_REPORT_SECRET,
    officialAccountTemplates: config.OFFICIAL_ACCOUNT_TEMPLATES,
    longTermTemplates: NOTICE_TEMPLATES.filter((template) => config.LONG_TERM_TEMPLATES.includes(template)),
    templateIds: {
      BOOKING_CONFIRMED: config.TEMPLATE_BOOKING_CONFIRMED,
      BOOKING_DECLINED: config.TEMPLATE_BOOKING_DECLINED,
      BOOKING_EXPIRED: config.TEMPLATE_BOOKING_EXPIRED,
      BOOKING_CLOSED_OUT: config.TEMPLATE_BOOKING_CLOSED_OUT,
      BOOKING_REMINDED: config.TEMPLATE_BOOKING_REMINDED,
      WAITING_OFFER: config.TEMPLATE_WAITING_OFFER,
      WAITING_ENDED: config.TEMPLATE_WAITING_ENDED,
      SLOTS_OPENED: config.TEMPLATE_SLOTS_OPENED,
      NO_SHOW: config.TEMPLATE_NO_SHOW,
      WORK_REMINDER: config.TEMPLATE_WORK_REMINDER,
    },
  });
}

import { dirname, resolve } from "node:path";
import type { TimeOfDay } from "@app/contract/kernel/time";
import { z } from "@app/contract/kernel/zod";
import { OUTSIDE_SERVICE_LABELS, OUTSIDE_SERVICES, type OutsideService } from "@app/contract/kernel/outsideServices";
import { SMS_TEMPLATE_CODES, SMS_TEMPLATES, type SmsTemplateCode } from "../../engines/messaging/smsTemplates";

/**
 * What an office writes into its settings file, a row each: KEY=VALUE lines, because whoever looks after the one machine knows them from every other service on it.
 * The template that `--template` prints and the reading of a file both follow this table.
 */
interface Setting {
  readonly says: string;
  /** What the template shows. */
  readonly example: string;
  /** What holds when the line is not there; without it the line is needed. */
  readonly otherwise?: string;
  readonly schema: z.ZodType;
  /** The service it belongs to. `none` at a service's first row leaves the whole service out. */
  readonly of?: OutsideService;
  /** Stands commented out in the template: WeChat's and the provider's own addresses hold. */
  readonly isRare?: boolean;
}

export const NOT_SET_UP = "none";

const text = z.string();
const folder = z.string().regex(/^[^\0]+$/, "应为一个目录");
const whole = (least: number, most: number) =>
  z
    .string()
    .regex(/^\d{1,6}$/, `应为 ${least} 到 ${most} 的整数`)
    .transform(Number)
    .refine((value) => value >= least && value <= most, `应为 ${least} 到 ${most} 的整数`);
const templateId = (says: string, of: OutsideService): Setting => ({ says, example: NOT_SET_UP, otherwise: NOT_SET_UP, schema: text, of });

/** Names of the messages, as the consoles' forms are filled in. */
const NOTICE_NAMES = {
  BOOKING_CONFIRMED: "预约成功通知",
  BOOKING_DECLINED: "预约未通过通知",
  BOOKING_EXPIRED: "预约失效通知",
  BOOKING_CLOSED_OUT: "场次取消通知",
  BOOKING_REMINDED: "参观提醒",
  WAITING_OFFER: "候补名额通知",
  WAITING_ENDED: "候补结束通知",
  SLOTS_OPENED: "开放场次通知",
  NO_SHOW: "失约通知",
  WORK_REMINDER: "工作提醒",
} as const;
export type NoticeName = keyof typeof NOTICE_NAMES;
const NAMES = Object.keys(NOTICE_NAMES) as NoticeName[];
const ofNotices = (prefix: string, says: (label: string) => string, of: OutsideService): [string, Setting][] =>
  NAMES.map((name) => [`${prefix}${name}`, templateId(says(NOTICE_NAMES[name]), of)]);

const SETTINGS: ReadonlyMap<string, Setting> = new Map<string, Setting>([
  [
    "PUBLIC_BASE_URL",
    {
      says: "公众和工作人员打开平台的地址，必须是 https，不带路径和末尾的斜杠",
      example: "https://visit.example.gov.cn",
      schema: z.string().regex(/^(https:\/\/[^/\s]+|http:\/\/(localhost|127\.0\.0\.1)(:\d{1,5})?)$/, "应为 https 开头的完整地址，不带路径和末尾的斜杠"),
    },
  ],
  ["PORT", { says: "平台在本机使用的端口，由 nginx 或 Caddy 转发到这里", example: "8080", otherwise: "8080", schema: whole(1, 65_535) }],
  ["HOST", { says: "只接受本机转发来的访问；不要改成 0.0.0.0，除非转发程序在另一台机器上", example: "127.0.0.1", otherwise: "127.0.0.1", schema: text.min(1) }],
  ["TRUSTED_PROXIES", { says: "前面有几层转发。只有一个 nginx 或 Caddy 就填 1", example: "1", otherwise: "1", schema: whole(0, 5) }],
  ["STATE_FOLDER", { says: "数据放在哪个目录：数据库、照片和密钥都在里面。相对路径从本文件所在目录算起", example: "/var/lib/civic-green", schema: folder }],
  [
    "BACKUP_FOLDER",
    { says: "每天的备份放在哪个目录，最好是另一块硬盘或网络盘；填 none 表示不备份（不建议）", example: "/var/backups/civic-green", schema: folder },
  ],
  [
    "BACKUP_AT",
    {
      says: "每天几点备份（北京时间）",
      example: "02:30",
      otherwise: "02:30",
      schema: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "应为 02:30 这样的时间"),
    },
  ],
  ["BACKUP_KEEP_DAYS", { says: "备份保留多少天，更早的自动删除", example: "14", otherwise: "14", schema: whole(1, 3650) }],

  ["WECHAT_APP_ID", { says: "小程序的 AppID", example: NOT_SET_UP, otherwise: NOT_SET_UP, schema: text.min(1), of: "MINI_PROGRAM" }],
  ["WECHAT_APP_SECRET", { says: "小程序的 AppSecret", example: "", schema: text.min(1, "没有填写"), of: "MINI_PROGRAM" }],
  ...ofNotices("TEMPLATE_", (label) => `订阅消息「${label}」的模板 ID`, "MINI_PROGRAM"),
  [
    "LONG_TERM_TEMPLATES",
    {
      says: `已获批长期订阅的消息，用逗号隔开，例如 ${NAMES.slice(0, 2).join(",")}`,
      example: NOT_SET_UP,
      otherwise: NOT_SET_UP,
      schema: z
        .string()
        .refine((list) => list === NOT_SET_UP || list.split(",").every((name) => name.trim() in NOTICE_NAMES), `只能是 ${NAMES.join("、")} 中的几个`),
      of: "MINI_PROGRAM",
    },
  ],

  ["OFFICIAL_ACCOUNT_APP_ID", { says: "公众号（服务号）的 AppID", example: NOT_SET_UP, otherwise: NOT_SET_UP, schema: text.min(1), of: "OFFICIAL_ACCOUNT" }],
  ["OFFICIAL_ACCOUNT_APP_SECRET", { says: "公众号的 AppSecret", example: "", schema: text.min(1, "没有填写"), of: "OFFICIAL_ACCOUNT" }],
  [
    "OFFICIAL_ACCOUNT_CALLBACK_TOKEN",
    {
      says: "公众号后台「服务器配置」里的 Token（小程序的「消息推送」填一样的）",
      example: "",
      schema: z.string().regex(/^[A-Za-z0-9]{3,32}$/, "应为 3 到 32 位字母和数字"),
      of: "OFFICIAL_ACCOUNT",
    },
  ],
  [
    "OFFICIAL_ACCOUNT_ENCODING_AES_KEY",
    { says: "同一页的 EncodingAESKey", example: "", schema: z.string().regex(/^[A-Za-z0-9]{43}$/, "应为 43 位字母和数字"), of: "OFFICIAL_ACCOUNT" },
  ],
  [
    "OFFICIAL_ACCOUNT_CALLBACK_MODE",
    {
      says: "同一页的消息加解密方式：安全模式填 encrypted，明文模式填 plain",
      example: "encrypted",
      otherwise: "encrypted",
      schema: z.enum(["encrypted", "plain"], "只能是 encrypted 或 plain"),
      of: "OFFICIAL_ACCOUNT",
    },
  ],
  ...ofNotices("OFFICIAL_ACCOUNT_TEMPLATE_", (label) => `模板消息「${label}」的模板 ID`, "OFFICIAL_ACCOUNT"),
  ...ofNotices("OFFICIAL_ACCOUNT_SUBSCRIPTION_", (label) => `订阅通知「${label}」的模板 ID`, "OFFICIAL_ACCOUNT"),

  [
    "SMS_SDK_APP_ID",
    { says: "腾讯云短信的 SdkAppId", example: NOT_SET_UP, otherwise: NOT_SET_UP, schema: z.string().regex(/^(none|\d+)$/, "应为一串数字"), of: "SMS" },
  ],
  ["SMS_SECRET_ID", { says: "只有短信权限的子账号的 SecretId", example: "", schema: text.min(1, "没有填写"), of: "SMS" }],
  ["SMS_SECRET_KEY", { says: "同一个子账号的 SecretKey", example: "", schema: text.min(1, "没有填写"), of: "SMS" }],
  ["SMS_SIGN_NAME", { says: "短信签名，不带【】", example: "", schema: z.string().regex(/^[^【】]+$/, "没有填写，或带了【】"), of: "SMS" }],
  ["SMS_REGION", { says: "短信服务的地域", example: "ap-guangzhou", otherwise: "ap-guangzhou", schema: text.min(1), of: "SMS" }],
  [
    "SMS_REPORT_SECRET",
    {
      says: "短信下发状态回调地址的最后一段，自己定 43 位以上的字母和数字；在短信控制台填 平台地址/sms/reports/这一段。不用就填 none",
      example: NOT_SET_UP,
      otherwise: NOT_SET_UP,
      schema: z.string().regex(/^(none|[A-Za-z0-9_-]{43,128})$/, "应为 43 到 128 位字母、数字、- 和 _"),
      of: "SMS",
    },
  ],
  ...SMS_TEMPLATE_CODES.map((code): [string, Setting] => {
    const setting = templateId(`短信正文「${SMS_TEMPLATES[code]}」的模板 ID`, "SMS");
    // A code that silently never comes locks people out.
    return [
      `SMS_TEMPLATE_${code}`,
      code.endsWith("_CODE") ? { says: setting.says, example: "", schema: text.regex(/^\d+$/, "应为一串数字"), of: "SMS" } : setting,
    ];
  }),

  [
    "SMTP_URL",
    {
      says: "发信邮箱：smtps://账号:密码@服务器:465；密码里的特殊字符要写成 % 编码",
      example: NOT_SET_UP,
      otherwise: NOT_SET_UP,
      schema: z.string().refine((url) => url === NOT_SET_UP || (/^smtps?:\/\//.test(url) && URL.canParse(url)), "应以 smtps:// 或 smtp:// 开头"),
      of: "EMAIL",
    },
  ],
  [
    "MAIL_FROM",
    { says: "发件人，例如 城市环境共治平台 <no-reply@example.gov.cn>", example: "", schema: z.string().regex(/@/, "应为一个邮箱地址"), of: "EMAIL" },
  ],

  [
    "WECHAT_API_BASE_URL",
    { says: "微信接口的地址", example: "https://api.weixin.qq.com", otherwise: "https://api.weixin.qq.com", schema: z.url("应为完整地址"), isRare: true },
  ],
  [
    "WECHAT_AUTHORIZE_BASE_URL",
    { says: "微信网页授权的地址", example: "https://open.weixin.qq.com", otherwise: "https://open.weixin.qq.com", schema: z.url("应为完整地址"), isRare: true },
  ],
  [
    "SMS_API_BASE_URL",
    {
      says: "短信接口的地址",
      example: "https://sms.tencentcloudapi.com",
      otherwise: "https://sms.tencentcloudapi.com",
      schema: z.url("应为完整地址"),
      isRare: true,
    },
  ],
]);

/** The row that says whether a service is there at all. */
const HEADS = {
  MINI_PROGRAM: "WECHAT_APP_ID",
  OFFICIAL_ACCOUNT: "OFFICIAL_ACCOUNT_APP_ID",
  SMS: "SMS_SDK_APP_ID",
  EMAIL: "SMTP_URL",
} as const satisfies Record<OutsideService, string>;

export interface OfficeSettings {
  readonly publicBaseUrl: string;
  readonly port: number;
  readonly host: string;
  readonly trustedProxies: number;
  readonly stateFolder: string;
  /** Undefined: nothing is backed up. */
  readonly backup: { readonly folder: string; readonly at: TimeOfDay; readonly keepDays: number } | undefined;
  readonly missingServices: readonly OutsideService[];
  readonly missingLabels: readonly string[];
  readonly wechatApiBaseUrl: string;
  readonly wechatAuthorizeBaseUrl: string;
  readonly smsApiBaseUrl: string;
  /** Any other line by its key; empty when its service is not set up. */
  readonly text: (key: string) => string;
  /** The ids of one group by message, those that are there. */
  readonly templates: (prefix: "TEMPLATE_" | "OFFICIAL_ACCOUNT_TEMPLATE_" | "OFFICIAL_ACCOUNT_SUBSCRIPTION_") => Partial<Record<NoticeName, string>>;
  readonly smsTemplates: Partial<Record<SmsTemplateCode, string>>;
}

export class OfficeSettingsWrong extends Error {}

/** Reads the whole file and names everything that is wrong with it at once, never a value: it may be a secret. */
export function readOfficeSettings(file: { readonly path: string; readonly content: string }): OfficeSettings {
  const problems: string[] = [];
  const given = linesOf(file.content, problems);
  const missingServices = OUTSIDE_SERVICES.filter((service) => (given.get(HEADS[service]) ?? NOT_SET_UP) === NOT_SET_UP);
  const values = new Map<string, unknown>();
  for (const [key, { schema, otherwise, of }] of SETTINGS) {
    if (of !== undefined && missingServices.includes(of) && key !== HEADS[of]) continue;
    const written = given.get(key) ?? otherwise;
    if (written === undefined)
      problems.push(
        `${key}：没有填写${of === undefined ? "" : `（${OUTSIDE_SERVICE_LABELS[of]}要用它；还没有开通${OUTSIDE_SERVICE_LABELS[of]}就把 ${HEADS[of]} 写成 none）`}`,
      );
    else {
      const parsed = schema.safeParse(written);
      if (parsed.success) values.set(key, parsed.data);
      else problems.push(`${key}：${parsed.error.issues[0]?.message ?? "不正确"}`);
    }
  }
  if (problems.length > 0)
    throw new OfficeSettingsWrong(`设置文件 ${file.path} 有 ${problems.length} 处要改：\n${problems.map((problem) => `- ${problem}`).join("\n")}`);
  const valueOf = (key: string): string => {
    const value = values.get(key);
    return value === undefined ? "" : String(value);
  };
  const idsOf = <Name extends string>(prefix: string, names: readonly Name[]): Partial<Record<Name, string>> =>
    Object.fromEntries(names.flatMap((name) => ([NOT_SET_UP, ""].includes(valueOf(prefix + name)) ? [] : [[name, valueOf(prefix + name)]]))) as Partial<
      Record<Name, string>
    >;
  const folderOf = (key: string): string => resolve(dirname(file.path), valueOf(key));
  return {
    publicBaseUrl: valueOf("PUBLIC_BASE_URL"),
    port: Number(valueOf("PORT")),
    host: valueOf("HOST"),
    trustedProxies: Number(valueOf("TRUSTED_PROXIES")),
    stateFolder: folderOf("STATE_FOLDER"),
    backup:
      valueOf("BACKUP_FOLDER") === NOT_SET_UP
        ? undefined
        : { folder: folderOf("BACKUP_FOLDER"), at: valueOf("BACKUP_AT") as TimeOfDay, keepDays: Number(valueOf("BACKUP_KEEP_DAYS")) },
    missingServices,
    missingLabels: missingServices.map((service) => OUTSIDE_SERVICE_LABELS[service]),
    wechatApiBaseUrl: valueOf("WECHAT_API_BASE_URL"),
    wechatAuthorizeBaseUrl: valueOf("WECHAT_AUTHORIZE_BASE_URL"),
    smsApiBaseUrl: valueOf("SMS_API_BASE_URL"),
    text: valueOf,
    templates: (prefix) => idsOf(prefix, NAMES),
    smsTemplates: idsOf("SMS_TEMPLATE_", SMS_TEMPLATE_CODES),
  };
}

function linesOf(content: string, problems: string[]): ReadonlyMap<string, string> {
  const given = new Map<string, string>();
  for (const [index, raw] of content
    .replace(/^\uFEFF/, "")
    .split(/\r?\n/)
    .entries()) {
    const line = raw.trim();
    if (line === "" || line.startsWith("#")) continue;
    const [, key, value = ""] = /^([A-Za-z_][A-Za-z0-9_]*)\s*=(.*)$/.exec(line) ?? [];
    if (key === undefined) problems.push(`第 ${index + 1} 行：应写成「名称=内容」`);
    else if (!SETTINGS.has(key)) problems.push(`${key}（第 ${index + 1} 行）：没有这个设置，请检查拼写`);
    else if (given.has(key)) problems.push(`${key}（第 ${index + 1} 行）：前面已经写过一次，请只留一行`);
    // An empty line of the template is one that was not filled in.
    else if (unquoted(value.trim()) !== "") given.set(key, unquoted(value.trim()));
  }
  return given;
}

function unquoted(value: string): string {
  return /^(["']).*\1$/.test(value) ? value.slice(1, -1) : value;
}

/** A file to be filled in; as it stands it runs with no service connected, once the address and the folders are right. */
export function officeTemplate(): string {
  const rows = [...SETTINGS];
  const part = (title: string, of: (setting: Setting) => boolean): string[] => [
    "",
    `# ==== ${title} ====`,
    ...rows
      .filter(([, setting]) => of(setting))
      .flatMap(([key, setting]) => [`# ${setting.says}`, `${setting.isRare === true ? "# " : ""}${key}=${setting.example}`]),
  ];
  return [
    "# 城市环境共治平台 · 一台机器正式运行的设置文件",
    "# 每行一个「名称=内容」，# 开头的是说明。这个文件里有密钥，请只让运行平台的系统账号能读（chmod 600）。",
    ...part("本机", ({ of, isRare }) => of === undefined && isRare !== true),
    ...OUTSIDE_SERVICES.flatMap((service) =>
      part(`${OUTSIDE_SERVICE_LABELS[service]}：还没有开通就让 ${HEADS[service]} 保持 none`, ({ of }) => of === service),
    ),
    ...part("一般不用改", ({ isRare }) => isRare === true),
    "",
  ].join("\n");
}

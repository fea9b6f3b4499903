import { SMS_TEMPLATE_CODES } from "../../engines/messaging/smsTemplates";
import { OfficeSettingsWrong, officeTemplate, readOfficeSettings } from "./officeSettings";

const LEAST = ["PUBLIC_BASE_URL=https://visit.example.gov.cn", "STATE_FOLDER=state", "BACKUP_FOLDER=none"];
const read = (...lines: readonly string[]) => readOfficeSettings({ path: "/etc/civic-green/office.env", content: lines.join("\n") });

function problemsOf(...lines: readonly string[]): string[] {
  try {
    read(...lines);
    return [];
  } catch (error) {
    if (!(error instanceof OfficeSettingsWrong)) throw error;
    return error.message.split("\n").slice(1);
  }
}

it("an office begins with an address and two folders, without any service", () => {
  expect(read(...LEAST)).toMatchObject({
    publicBaseUrl: "https://visit.example.gov.cn",
    port: 8080,
    host: "127.0.0.1",
    trustedProxies: 1,
    stateFolder: "/etc/civic-green/state",
    backup: undefined,
    missingServices: ["MINI_PROGRAM", "OFFICIAL_ACCOUNT", "SMS", "EMAIL"],
    missingLabels: ["微信小程序", "微信公众号", "短信", "电子邮件"],
    smsTemplates: {},
  });
});

it("everything that is wrong is named at once, by its line or its key, and no value is repeated", () => {
  const problems = problemsOf("PORT=eighty-secret", "WECHAT_APPID=wx1", "hello", "HOST=a", "HOST=b", "WECHAT_APP_ID=wx1", "SMTP_URL=https://mail");
  expect(problems).toEqual([
    "- WECHAT_APPID（第 2 行）：没有这个设置，请检查拼写",
    "- 第 3 行：应写成「名称=内容」",
    "- HOST（第 5 行）：前面已经写过一次，请只留一行",
    "- PUBLIC_BASE_URL：没有填写",
    "- PORT：应为 1 到 65535 的整数",
    "- STATE_FOLDER：没有填写",
    "- BACKUP_FOLDER：没有填写",
    "- WECHAT_APP_SECRET：没有填写（微信小程序要用它；还没有开通微信小程序就把 WECHAT_APP_ID 写成 none）",
    "- SMTP_URL：应以 smtps:// 或 smtp:// 开头",
    "- MAIL_FROM：没有填写（电子邮件要用它；还没有开通电子邮件就把 SMTP_URL 写成 none）",
  ]);
  expect(problems.join()).not.toContain("secret");
});

it.each([
  ["an address without TLS", "http://visit.example.gov.cn"],
  ["an address with a path", "https://visit.example.gov.cn/"],
])("%s is refused", (_, address) => {
  expect(problemsOf(`PUBLIC_BASE_URL=${address}`, ...LEAST.slice(1))).toEqual(["- PUBLIC_BASE_URL：应为 https 开头的完整地址，不带路径和末尾的斜杠"]);
});

it("a service that is set up needs what it cannot do without; templates that are not approved yet may wait", () => {
  const sms = ["SMS_SDK_APP_ID=1400000001", "SMS_SECRET_ID=i", "SMS_SECRET_KEY=k", 'SMS_SIGN_NAME="城市环境"'];
  expect(problemsOf(...LEAST, ...sms).map((problem) => /\w+/.exec(problem)?.[0])).toEqual([
    "SMS_TEMPLATE_LOG_IN_CODE",
    "SMS_TEMPLATE_PROVE_PHONE_CODE",
    "SMS_TEMPLATE_BIND_STAFF_CODE",
  ]);
  const codes = SMS_TEMPLATE_CODES.filter((code) => code.endsWith("_CODE")).map((code, index) => `SMS_TEMPLATE_${code}=${2_400_000 + index}`);
  const settings = read(...LEAST, ...sms, ...codes, "WECHAT_APP_ID=wx1", "WECHAT_APP_SECRET=s", "TEMPLATE_NO_SHOW=t9", "TEMPLATE_WORK_REMINDER=none");
  expect(settings.missingServices).toEqual(["OFFICIAL_ACCOUNT", "EMAIL"]);
  expect(settings.text("SMS_SIGN_NAME")).toBe("城市环境");
  expect(settings.smsTemplates).toEqual({ LOG_IN_CODE: "2400000", PROVE_PHONE_CODE: "2400001", BIND_STAFF_CODE: "2400002" });
  expect(settings.templates("TEMPLATE_")).toEqual({ NO_SHOW: "t9" });
});

it("the printed template runs as it stands once it is filled in: no row of it is unknown or wrong", () => {
  expect(problemsOf(officeTemplate())).toEqual([]);
  expect(read(officeTemplate())).toMatchObject({
    stateFolder: "/var/lib/civic-green",
    backup: { folder: "/var/backups/civic-green", at: "02:30", keepDays: 14 },
  });
});

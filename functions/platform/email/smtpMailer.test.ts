import { createServer, type AddressInfo, type Server } from "node:net";
import { SMTPServer } from "smtp-server";
import { startWechatSandbox, type RunningWechatSandbox } from "../../../infra/local/wechat-sandbox/startWechatSandbox";
import { createSmtpMailer, type SmtpOptions } from "./smtpMailer";

const TO = "wang.fang@example.gov.cn";
const MESSAGE = {
  to: TO,
  subject: "工作提醒：团队参观待上报",
  text: "白沙门：<b>团队</b> & 参观\n请最晚在 3月18日 上报。",
  link: { label: "打开管理后台查看", url: "https://visit.example/admin/bookings?a=1&b=2" },
  requestId: "notice-1",
};

let running: RunningWechatSandbox;
beforeEach(async () => {
  running = await startWechatSandbox();
});
afterEach(() => running.close());
const aMailer = (changes: Partial<SmtpOptions> = {}) =>
  createSmtpMailer({ url: running.sandbox.mail.url, from: "城市环境共治平台 <no-reply@civic-green.example>", isPlain: true, timeoutMs: 500, ...changes });
const received = (address = TO) => running.sandbox.inboxes.of(`mail:${address}`);
const refused = (code: string) => ({ ok: false, refusal: { code, detail: expect.any(String) } });

test("F24 a message arrives in plain words and in html that shows them as words", async () => {
  expect(await aMailer().sendEmail(MESSAGE)).toEqual({ ok: true, value: { messageId: "<notice-1@civic-green.example>" } });
  expect(received()).toMatchObject([
    {
      kind: "EMAIL",
      from: "城市环境共治平台 <no-reply@civic-green.example>",
      subject: MESSAGE.subject,
      messageId: "<notice-1@civic-green.example>",
      text: `${MESSAGE.text}\n\n打开管理后台查看：${MESSAGE.link.url}`,
    },
  ]);
  const [mail] = received();
  const html = mail?.kind === "EMAIL" ? mail.html : "";
  expect(html).toContain("白沙门：&lt;b&gt;团队&lt;/b&gt; &amp; 参观</p>");
  expect(html).toContain('<a href="https://visit.example/admin/bookings?a=1&amp;b=2"');
  expect(html).not.toContain("<b>");
});

test("R12 nothing in a message becomes a header or a second recipient", async () => {
  const subject = "提醒\r\nBcc: evil@example.com\r\n\r\nbody";
  expect(await aMailer().sendEmail({ ...MESSAGE, subject, requestId: "a>\r\nX-Evil: 1" })).toMatchObject({ ok: true });
  const [mail] = received();
  if (mail?.kind !== "EMAIL") throw new Error("no mail");
  expect(mail.subject).toBe("提醒 Bcc: evil@example.com body");
  expect([...mail.headerNames].sort()).toEqual(["auto-submitted", "content-type", "date", "from", "message-id", "mime-version", "subject", "to"]);
  expect(received("evil@example.com")).toEqual([]);
});

test.each([
  "",
  "wang",
  "a@b.example, c@d.example",
  "a@b.example\r\nBcc: c@d.example",
  "<a@b.example>",
  "wang fang <a@b.example>",
  `${"a".repeat(65)}@b.example`,
])("R12 %j is no address", async (to) => {
  expect(await aMailer().sendEmail({ ...MESSAGE, to })).toEqual(refused("ADDRESS_INVALID"));
  expect(running.sandbox.inboxes.owners()).toEqual([]);
});

test.each([
  [550, "ADDRESS_INVALID"],
  [450, "UNAVAILABLE"],
])("R7 a server that answers %d to the address → %s", async (answer, code) => {
  running.sandbox.mail.refusals.set(TO, answer);
  expect(await aMailer().sendEmail(MESSAGE)).toEqual(refused(code));
});

describe("R7 a server that is not there, says nothing, or cannot keep a secret", () => {
  let silent: Server;
  let open: SMTPServer;
  beforeEach(async () => {
    silent = createServer(() => undefined).listen(0, "127.0.0.1");
    open = new SMTPServer({ authOptional: true, disabledCommands: ["STARTTLS"], logger: false });
    await new Promise<void>((resolve) => open.listen(0, "127.0.0.1", resolve));
  });
  afterEach(async () => {
    silent.close();
    await new Promise<void>((resolve) => open.close(resolve));
  });
  const portOf = (server: { address(): unknown }): number => (server.address() as AddressInfo).port;

  test("nobody there", async () => {
    expect(await aMailer({ url: "smtp://127.0.0.1:9" }).sendEmail(MESSAGE)).toEqual(refused("UNAVAILABLE"));
  });
  test("silence ends by the time-out", async () => {
    expect(await aMailer({ url: `smtp://127.0.0.1:${portOf(silent)}` }).sendEmail(MESSAGE)).toEqual(refused("UNAVAILABLE"));
  });
  test("without TLS nothing is sent, not even the password", async () => {
    const url = `smtp://user:secret@127.0.0.1:${portOf(open.server)}`;
    expect(await createSmtpMailer({ url, from: "no-reply@civic-green.example", timeoutMs: 500 }).sendEmail(MESSAGE)).toEqual(refused("MISCONFIGURED"));
  });
});

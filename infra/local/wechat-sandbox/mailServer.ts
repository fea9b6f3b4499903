import type { AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";
import type { WechatSandbox } from "./sandboxState";

const SIZE_MAX = 1_000_000;

/** A mail server on this machine that takes every message and shows it in the sandbox's page. It speaks no TLS, for nothing leaves the machine. */
export async function startMailServer(sandbox: WechatSandbox): Promise<{ readonly url: string; close(): Promise<void> }> {
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS", "AUTH"],
    disableReverseLookup: true,
    logger: false,
    size: SIZE_MAX,
    onRcptTo({ address }, _session, callback) {
      const refused = sandbox.mail.refusals.get(address);
      callback(refused === undefined ? null : Object.assign(new Error("mailbox unavailable"), { responseCode: refused }));
    },
    onData(stream, session, callback) {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => void chunks.push(chunk));
      stream.on("end", () => {
        const mail = readMail(Buffer.concat(chunks).toString("latin1"));
        for (const { address } of session.envelope.rcptTo)
          sandbox.inboxes.deliver(`mail:${address}`, { kind: "EMAIL", address, ...mail, receivedAtEpochMs: sandbox.nowEpochMs() });
        callback();
      });
    },
  });
  server.on("error", () => undefined);
  await new Promise<void>((resolve, reject) => {
    server.server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  return {
    url: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

export interface ReadMail {
  readonly from: string;
  readonly subject: string;
  readonly messageId: string;
  readonly text: string;
  readonly html: string;
  /** Names of the headers in their order: an injected one would stand here. */
  readonly headerNames: readonly string[];
}

/** A message of one or two parts, as far as this product writes them. `raw`: each byte one character. */
export function readMail(raw: string): ReadMail {
  const { headers, body } = splitHead(raw);
  const boundary = /boundary="?([^";]+)"?/.exec(headers.get("content-type") ?? "")?.[1];
  const parts = boundary === undefined ? [raw] : body.split(`--${boundary}`).slice(1, -1);
  const partOf = (type: string): string => {
    const part = parts.map(splitHead).find(({ headers: own }) => (own.get("content-type") ?? "text/plain").startsWith(type));
    return part === undefined ? "" : decodeBody(part.body, part.headers.get("content-transfer-encoding") ?? "7bit").replace(/\r\n/g, "\n");
  };
  return {
    from: decodeWords(headers.get("from") ?? ""),
    subject: decodeWords(headers.get("subject") ?? ""),
    messageId: headers.get("message-id") ?? "",
    text: partOf("text/plain").trim(),
    html: partOf("text/html").trim(),
    headerNames: [...headers.keys()],
  };
}

function splitHead(raw: string): { readonly headers: Map<string, string>; readonly body: string } {
  const whole = raw.replace(/^\r?\n/, "");
  const end = /\r?\n\r?\n/.exec(whole);
  const head = end === null ? whole : whole.slice(0, end.index);
  const lines = head.replace(/\r?\n[ \t]+/g, " ").split(/\r?\n/);
  const headers = new Map(lines.map((line): [string, string] => [line.slice(0, line.indexOf(":")).toLowerCase(), line.slice(line.indexOf(":") + 1).trim()]));
  return { headers, body: end === null ? "" : whole.slice(end.index + end[0].length) };
}

function decodeBody(body: string, encoding: string): string {
  if (encoding === "base64") return Buffer.from(body, "base64").toString("utf8");
  return encoding === "quoted-printable" ? quotedPrintable(body.replace(/=\r?\n/g, "")) : Buffer.from(body, "latin1").toString("utf8");
}

function quotedPrintable(text: string): string {
  return Buffer.from(
    text.replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))),
    "latin1",
  ).toString("utf8");
}

/** `=?UTF-8?B?…?=` and `=?UTF-8?Q?…?=`; words that follow each other belong together. */
function decodeWords(text: string): string {
  return text
    .replace(/\?=\s+=\?/g, "?==?")
    .replace(/=\?utf-8\?([bq])\?([^?]*)\?=/gi, (_, kind: string, word: string) =>
      kind.toLowerCase() === "b" ? Buffer.from(word, "base64").toString("utf8") : quotedPrintable(word.replace(/_/g, " ")),
    );
}

import { createTransport } from "nodemailer";
import { ok, refuse } from "@app/contract/kernel/result";
import type { EmailMessage, EmailPort, EmailRefusal } from "../../engines/messaging/emailPort";
import { failureWords } from "../wechat/failureWords";
import { emailHtml } from "./emailHtml";

export interface SmtpOptions {
  /** `smtps://user:password@host:465` speaks TLS from the start; `smtp://…:587` changes to TLS before anything is said and refuses a server that cannot. */
  readonly url: string;
  /** `城市环境共治平台 <no-reply@example.gov.cn>` or the address alone. */
  readonly from: string;
  readonly timeoutMs?: number;
  /** A server on this machine that speaks no TLS. */
  readonly isPlain?: boolean;
}

const TIMEOUT_MS_DEFAULT = 8_000;
/** One address, of which no part could be read as a second one or as a header. */
const ADDRESS = /^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,250}[A-Za-z0-9])?$/;
const SUBJECT_LENGTH_MAX = 120;

/** Sends mail by SMTP; each by a connection of its own, for there are few and a Lambda sleeps between them. */
export function createSmtpMailer(options: SmtpOptions): EmailPort {
  const url = new URL(options.url);
  const timeoutMs = options.timeoutMs ?? TIMEOUT_MS_DEFAULT;
  const isTls = url.protocol === "smtps:";
  const transport = createTransport({
    host: url.hostname,
    port: Number(url.port === "" ? (isTls ? 465 : 587) : url.port),
    secure: isTls,
    requireTLS: !isTls && options.isPlain !== true,
    ignoreTLS: options.isPlain === true,
    ...(url.username === "" ? {} : { auth: { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) } }),
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    // Nothing in a message may name a file or an address to be fetched.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const domain = /@([^>\s]+)/.exec(options.from)?.[1] ?? "localhost";

  return {
    async sendEmail(message) {
      if (!ADDRESS.test(message.to)) return refuse({ code: "ADDRESS_INVALID", detail: "not one plain address" });
      try {
        const { messageId } = await transport.sendMail({
          from: options.from,
          to: { name: "", address: message.to },
          subject: oneLine(message.subject).slice(0, SUBJECT_LENGTH_MAX),
          messageId: `<${message.requestId.replace(/[^A-Za-z0-9._-]/g, "-")}@${domain}>`,
          text: plainText(message),
          html: emailHtml(message),
          // What sends by itself: no out-of-office reply comes back.
          headers: { "Auto-Submitted": "auto-generated" },
        });
        return ok({ messageId });
      } catch (error) {
        return refuse(refusalOfError(error));
      }
    },
  };
}

function oneLine(text: string): string {
  return text.replace(/[\s\p{Cc}]+/gu, " ").trim();
}

function plainText({ text, link }: EmailMessage): string {
  return link === undefined ? `${text}\n` : `${text}\n\n${link.label}：${link.url}\n`;
}

/** nodemailer names what went wrong by `code`, and passes on the server's number. */
function refusalOfError(error: unknown): EmailRefusal {
  const { code, responseCode } = (typeof error === "object" && error !== null ? error : {}) as { readonly code?: unknown; readonly responseCode?: unknown };
  const detail = `${String(code ?? "")} ${String(responseCode ?? "")} ${failureWords(error)}`.trim();
  if (code === "EAUTH" || code === "ENOAUTH" || code === "ETLS") return { code: "MISCONFIGURED", detail };
  if (typeof responseCode !== "number" || responseCode < 500) return { code: "UNAVAILABLE", detail };
  return { code: code === "EENVELOPE" ? "ADDRESS_INVALID" : "REJECTED", detail };
}

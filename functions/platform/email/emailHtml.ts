import type { EmailMessage } from "../../engines/messaging/emailPort";

const ENTITY: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
const escaped = (text: string): string => text.replace(/[&<>"']/g, (character) => ENTITY[character] ?? "");

/** The same words with one button, without any outside file: a mailbox that blocks pictures shows all of it. */
export function emailHtml({ subject, text, link }: Pick<EmailMessage, "subject" | "text" | "link">): string {
  const paragraphs = text.split(/\n+/).map((line) => `<p style="margin:0 0 12px">${escaped(line)}</p>`);
  const button =
    link === undefined || !/^https?:\/\//.test(link.url)
      ? ""
      : `<p style="margin:20px 0 0"><a href="${escaped(link.url)}" style="display:inline-block;padding:10px 20px;border-radius:6px;background:#067a46;color:#ffffff;text-decoration:none">${escaped(link.label)}</a></p>`;
  return `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>${escaped(subject)}</title></head><body style="margin:0;padding:24px;background:#f2f4f3;color:#17211c;font:16px/1.6 'PingFang SC','Microsoft YaHei',sans-serif"><div style="max-width:560px;margin:0 auto;padding:24px;background:#ffffff;border-radius:8px"><h1 style="margin:0 0 16px;font-size:18px">${escaped(subject)}</h1>${paragraphs.join("")}${button}<p style="margin:24px 0 0;color:#4c5a53;font-size:13px">本邮件由城市环境共治平台自动发送，请勿回复。</p></div></body></html>`;
}

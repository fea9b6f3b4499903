import type { DemoPerson } from "../demoPeople";
import { escapeHtml } from "./escapeHtml";
import { faceColour } from "./faceColour";

const STYLE = `
  *{box-sizing:border-box}
  body{margin:0;background:#f2f4f3;color:#17211c;font:16px/1.5 -apple-system,"PingFang SC","Noto Sans CJK SC","Microsoft YaHei",sans-serif}
  main{max-width:720px;margin:0 auto;padding:32px 16px 48px}
  .mark{width:56px;height:56px;border-radius:14px;background:#067a46;color:#fff;display:grid;place-items:center;font-size:26px;font-weight:600;margin:0 auto 12px}
  h1{font-size:22px;line-height:1.35;margin:0 0 6px;text-align:center}
  .lead{margin:0 auto 24px;max-width:34em;text-align:center;color:#4c5a53}
  h2{font-size:15px;font-weight:600;color:#4c5a53;margin:24px 4px 8px}
  ul{list-style:none;margin:0;padding:0;display:grid;gap:10px;grid-template-columns:repeat(auto-fill,minmax(min(100%,300px),1fr))}
  a{display:flex;gap:12px;align-items:center;min-height:68px;padding:10px 14px;border-radius:14px;background:#fff;border:1px solid #dde4e0;color:inherit;text-decoration:none}
  a:hover{border-color:#067a46;background:#f6fbf8}
  a:focus-visible{outline:3px solid #067a46;outline-offset:2px}
  .face{flex:none;width:44px;height:44px;border-radius:10px;display:grid;place-items:center;color:#fff;font-size:20px;font-weight:600}
  .name{font-weight:600;font-size:17px}
  .about{display:block;color:#4c5a53;font-size:14px;line-height:1.4}
  ul.first{grid-template-columns:1fr}
  .first a{background:#067a46;border-color:#067a46;color:#fff;min-height:80px}
  .first a:hover{background:#05663a}
  .first .about{color:#e3f4eb}
  .first .face{background:#fff!important;color:#067a46}
  .go{margin-left:auto;font-size:15px;font-weight:600;white-space:nowrap}
  .note{margin-top:28px;text-align:center;color:#4c5a53;font-size:14px}
`;

export function authorizePage(options: {
  readonly people: readonly DemoPerson[];
  /** Chosen before in this browser: offered alone at the top, still one tap. */
  readonly firstPersonId: string | undefined;
  readonly hrefOf: (personId: string) => string;
}): string {
  const item = (person: DemoPerson, go: string): string =>
    `<li><a href="${escapeHtml(options.hrefOf(person.id))}" data-person="${escapeHtml(person.id)}">` +
    `<span class="face" style="background:${faceColour(person.id)}" aria-hidden="true">${escapeHtml(person.name.slice(0, 1))}</span>` +
    `<span><span class="name">${escapeHtml(person.name)}</span><span class="about">${escapeHtml(person.description)}</span></span>${go}</a></li>`;
  const section = (title: string, people: readonly DemoPerson[]): string =>
    people.length === 0 ? "" : `<h2>${title}</h2><ul>${people.map((person) => item(person, "")).join("")}</ul>`;
  const first = options.people.find((person) => person.id === options.firstPersonId);
  const others = options.people.filter((person) => person !== first);
  return page(
    "选择一位演示人员登录",
    `<div class="mark" aria-hidden="true">微</div><h1>选择一位演示人员登录</h1>
    <p class="lead">这里代替微信的授权页：点一下，就以这位人员的微信身份回到页面。</p>
    ${first === undefined ? "" : `<ul class="first">${item(first, '<span class="go">继续登录</span>')}</ul>`}
    ${section(
      "公众",
      others.filter((person) => person.kind === "VISITOR"),
    )}
    ${section(
      "设施工作人员",
      others.filter((person) => person.kind === "STAFF"),
    )}
    <p class="note">演示环境，不连接微信，也不收集任何个人信息。</p>`,
  );
}

export function authorizeErrorPage(problem: string): string {
  return page(
    "无法登录",
    `<div class="mark" aria-hidden="true">!</div><h1>无法登录</h1><p class="lead">${escapeHtml(problem)}</p><p class="note">请返回上一页重试，或检查登录链接的参数。</p>`,
  );
}

function page(title: string, body: string): string {
  return `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${title}</title><link rel="icon" href="data:,"><style>${STYLE}</style></head><body><main>${body}</main></body></html>`;
}

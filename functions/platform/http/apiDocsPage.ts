import type { Route } from "@app/contract/kernel/route";

const TAG_LABELS: Readonly<Record<string, string>> = { sessions: "登录", visits: "设施参观", statistics: "统计" };

/** The API as a page that people read: no script, no outside asset. */
export function apiDocsPage(routes: readonly Route[], document: { readonly paths?: unknown }): string {
  const paths = document.paths as Record<
    string,
    Record<string, { parameters: unknown[]; requestBody?: unknown; responses: Record<string, { description: string }> }>
  >;
  const tags = [...new Set(routes.map((route) => route.tag))];
  const sections = tags.map((tag) => {
    const entries = routes.filter((route) => route.tag === tag).map((route) => entryOf(route, paths[route.path]?.[route.method.toLowerCase()]));
    return `<h2 id="${tag}">${TAG_LABELS[tag] ?? tag}</h2>${entries.join("")}`;
  });
  return `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>城市环境共治平台 · 接口文档</title><style>${STYLE}</style></head><body><header><h1>城市环境共治平台 接口文档</h1><p>机器可读的版本：<a href="/api/openapi.json">/api/openapi.json</a>（OpenAPI 3.1）。登录后的请求带 <code>Authorization: Bearer &lt;token&gt;</code>；写操作的正文带 <code>requestId</code>（16-64 位），网络中断时用同一个 requestId 重发即可，不会重复办理。</p><nav>${tags.map((tag) => `<a href="#${tag}">${TAG_LABELS[tag] ?? tag}</a>`).join("")}</nav></header><main>${sections.join("")}</main></body></html>`;
}

function entryOf(
  route: Route,
  operation: { parameters: unknown[]; requestBody?: unknown; responses: Record<string, { description: string }> } | undefined,
): string {
  const access = route.access === "PUBLIC" ? "公开" : route.access === "SESSION" ? "需登录" : `权限 ${route.access.permission}`;
  const errors = Object.keys(route.errors);
  return `<details id="${route.id}"><summary><b class="${route.method.toLowerCase()}">${route.method}</b><code>${escapeHtml(route.path)}</code><span>${escapeHtml(route.summary)}</span><i>${access}</i></summary>${block("参数", operation?.parameters ?? [])}${block("正文", operation?.requestBody)}${block("答复", operation?.responses["200"])}${errors.length === 0 ? "" : `<h4>可能的拒绝</h4><p>${errors.map((code) => `<code>${code}</code>`).join(" ")}</p>`}</details>`;
}

function block(title: string, value: unknown): string {
  if (value === undefined || (Array.isArray(value) && value.length === 0)) return "";
  return `<h4>${title}</h4><pre>${escapeHtml(JSON.stringify(value, null, 1))}</pre>`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[character] ?? character);
}

const STYLE = `:root{font:16px/1.6 system-ui,"Noto Sans CJK SC","PingFang SC","Microsoft YaHei",sans-serif;color:#1f2a26}body{margin:0;background:#f5f7f6}header,main{max-width:960px;margin:0 auto;padding:24px 16px}header h1{font-size:24px;margin:0 0 8px}nav a{display:inline-block;min-height:44px;line-height:44px;margin-right:20px}a{color:#0b6b4b}h2{font-size:18px;margin:28px 0 8px}h4{margin:12px 0 4px;font-size:14px;color:#43514b}details{background:#fff;border:1px solid #dfe6e2;border-radius:8px;margin:8px 0;padding:0 12px}summary{display:flex;flex-wrap:wrap;gap:4px 12px;align-items:center;min-height:44px;padding:6px 0;cursor:pointer}summary b{min-width:56px;text-align:center;border-radius:6px;color:#fff;font-size:13px;padding:2px 6px;background:#3b5ba5}summary b.post{background:#0b6b4b}summary b.delete{background:#a03a2b}summary code{overflow-wrap:anywhere}summary span{flex:1 1 240px;color:#43514b}summary i{font-style:normal;font-size:13px;color:#43514b}pre{overflow:auto;background:#f5f7f6;border-radius:6px;padding:12px;font-size:13px;max-height:480px}`;

import { FAULT_KINDS, type FaultKind } from "../faults";
import { escapeHtml } from "./escapeHtml";
import { INBOX_PAGE_SCRIPT } from "./inboxPageScript";
import { INBOX_PAGE_STYLE } from "./inboxPageStyle";

const FAULT_KIND_LABELS: Readonly<Record<FaultKind, string>> = {
  timeout: "超时，没有办理",
  "timeout-after-commit": "超时，其实已办理",
  "500": "服务器错误 500",
  "45009": "今天的次数用完 45009",
  "45011": "调用太频繁 45011",
  "-1": "系统繁忙 -1",
};

const option = (value: string, label: string): string => `<option value="${escapeHtml(value)}">${escapeHtml(label)}</option>`;

/** One page without any outside file: what each demonstration person received, and the switches of their WeChat. */
export function inboxPage(options: { readonly faultEndpoints: Readonly<Record<string, string>> }): string {
  const endpoints = Object.entries(options.faultEndpoints).map(([value, label]) => option(value, label));
  const kinds = FAULT_KINDS.map((kind) => option(kind, FAULT_KIND_LABELS[kind]));
  return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>微信沙箱 · 演示人员的手机</title>
<link rel="icon" href="data:,">
<style>${INBOX_PAGE_STYLE}</style>
</head>
<body data-view="list">
<header class="top">
  <span class="mark" aria-hidden="true">微</span>
  <div class="top-words"><h1>微信沙箱</h1><p>演示人员的手机：看每个人收到了什么</p></div>
  <p id="link-state" class="link-state" role="status">正在连接…</p>
</header>
<div class="layout">
  <nav class="people" aria-label="演示人员">
    <h2>公众</h2><ul id="visitors"></ul>
    <h2>设施工作人员</h2><ul id="staff"></ul>
    <h2 id="strangers-title" hidden>其他号码和邮箱</h2><ul id="strangers"></ul>
  </nav>
  <main class="stage">
    <section class="phone" aria-labelledby="owner-name">
      <div class="phone-top">
        <button type="button" id="back" class="icon" aria-label="返回人员列表">‹</button>
        <div class="phone-owner"><h2 id="owner-name">请选择一位人员</h2><p id="owner-about"></p></div>
        <button type="button" id="clear" class="quiet">清空</button>
      </div>
      <div id="messages" class="messages" tabindex="0" aria-label="收到的消息" aria-live="polite"></div>
      <div class="phone-bottom">
        <button type="button" id="consent" class="switch" role="switch" aria-checked="true"><span class="track" aria-hidden="true"><span class="knob"></span></span><span id="consent-words">允许订阅消息</span></button>
        <button type="button" id="reach" class="switch" role="switch" aria-checked="true"><span class="track" aria-hidden="true"><span class="knob"></span></span><span id="reach-words">手机收得到短信</span></button>
        <a id="open" class="primary" target="_blank" rel="noopener" href="#">以此人打开小程序</a>
      </div>
    </section>
  </main>
  <aside class="tools" aria-label="测试工具">
    <section class="panel">
      <h2>故障注入</h2>
      <p class="hint">让接下来的几次调用出错，看产品怎样应对。</p>
      <form id="fault-form">
        <label>接口<select id="fault-endpoint">${endpoints.join("")}</select></label>
        <label>故障<select id="fault-kind">${kinds.join("")}</select></label>
        <label>次数<input id="fault-times" type="number" inputmode="numeric" min="1" max="1000" value="1" required></label>
        <button type="submit" class="primary">注入故障</button>
      </form>
      <h3>等待触发</h3>
      <ul id="faults" class="faults"></ul>
      <div class="row"><button type="button" id="clear-faults" class="quiet">全部取消</button><button type="button" id="revoke" class="quiet">作废调用凭据</button></div>
    </section>
    <section class="panel">
      <h2>公众号</h2>
      <p class="hint" id="follow-words">选择一位人员后操作。</p>
      <form id="account-form">
        <label>做什么<select id="account-act"><option value="follow">关注</option><option value="unfollow">取消关注</option><option value="scan">扫公众号二维码</option><option value="text">发消息</option><option value="click">点菜单（回复）</option><option value="view">点菜单（网页）</option></select></label>
        <label>内容<input id="account-said" maxlength="200" placeholder="预约 / facility_haikou-baishamen / BOOK"></label>
        <button type="submit" class="primary" id="account-do">以此人操作</button>
      </form>
      <h3>账号的菜单</h3>
      <div id="account-menu" class="account-menu"></div>
      <h3>带场景的二维码</h3>
      <ul id="account-codes" class="faults"></ul>
    </section>
    <section class="panel">
      <h2>图片检查</h2>
      <p class="hint">访客的照片送来检查，5 秒后自动通过。可以再推一次别的结果，看产品怎样应对。</p>
      <ul id="picture-checks" class="faults"></ul>
    </section>
    <section class="panel identity">
      <h2>身份标识</h2>
      <dl id="ids" class="ids"></dl>
      <button type="button" id="code" class="quiet">取小程序登录码</button>
      <output id="code-value" class="code-value"></output>
    </section>
  </aside>
</div>
<div id="toast" class="toast" role="status" hidden></div>
<script>${INBOX_PAGE_SCRIPT}</script>
</body>
</html>`;
}

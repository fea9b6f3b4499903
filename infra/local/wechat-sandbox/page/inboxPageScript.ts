import { FACE_COLOURS } from "./faceColour";

/**
 * The page's behaviour, in the JavaScript of today's browsers. It is text, so that a bundle of the product carries it without a file beside it.
 * All that people or the product wrote goes through `textContent`: a message may hold anything.
 */
export const INBOX_PAGE_SCRIPT = String.raw`
(() => {
  "use strict";
  const POLL_MS = 2000;
  const COLOURS = ${JSON.stringify(FACE_COLOURS)};
  const KIND_LABELS = {};
  const byId = (id) => document.getElementById(id);
  for (const option of byId("fault-kind").options) KIND_LABELS[option.value] = option.textContent;
  const ENDPOINT_LABELS = {};
  for (const option of byId("fault-endpoint").options) ENDPOINT_LABELS[option.value] = option.textContent;

  let people = [];
  let strangers = [];
  let selectedId = decodeURIComponent(location.hash.slice(1)) || null;
  const drawn = {};

  function el(tag, attributes = {}, ...children) {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (value === null || value === false) continue;
      node.setAttribute(name, value === true ? "" : value);
    }
    node.append(...children.filter((child) => child !== null));
    return node;
  }

  async function api(method, path, body) {
    const response = await fetch("api" + path, {
      method,
      headers: body === undefined ? {} : { "content-type": "application/json" },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const answer = await response.json();
    if (!response.ok) throw new Error(answer.message || "HTTP " + response.status);
    return answer;
  }

  /** Draws only what changed, so that a poll never moves the focus or the scroll position. */
  function redraw(name, state, draw) {
    const text = JSON.stringify(state);
    if (drawn[name] === text) return false;
    drawn[name] = text;
    draw();
    return true;
  }

  let toastTimer;
  function toast(words) {
    const node = byId("toast");
    node.textContent = words;
    node.hidden = false;
    clearTimeout(toastTimer);
    toastTimer = setTimeout(() => { node.hidden = true; }, 3000);
  }

  /** A button that fails says so; nothing fails in silence. */
  const attempt = (action) => async (event) => {
    event?.preventDefault();
    try { await action(); await refresh(); } catch (error) { toast("没有成功：" + error.message); }
  };

  const colourOf = (id) => COLOURS[[...id].reduce((sum, character) => sum + character.charCodeAt(0), 0) % COLOURS.length];
  const pad = (number) => String(number).padStart(2, "0");
  function timeLabel(epochMs) {
    const moment = new Date(epochMs);
    const clock = pad(moment.getHours()) + ":" + pad(moment.getMinutes());
    return moment.toDateString() === new Date().toDateString() ? clock : moment.getMonth() + 1 + "月" + moment.getDate() + "日 " + clock;
  }

  function personItem(person, words) {
    const unread = person.unread > 0 ? el("span", { class: "badge" }, person.unread > 99 ? "99+" : String(person.unread)) : null;
    const face = el("span", { class: "face", style: "background:" + colourOf(person.id), "aria-hidden": "true" }, words.face, unread);
    const label = words.title + "，" + words.about + (person.unread > 0 ? "，" + person.unread + " 条未读" : "");
    const button = el("button", { type: "button", class: "person", "data-person": person.id, "aria-label": label, "aria-current": person.id === selectedId ? "true" : null },
      face,
      el("span", { class: "person-words" }, el("b", {}, words.title), el("span", { title: words.about }, words.about)),
      person.accepts === false ? el("span", { class: "refuses" }, "拒收") : null);
    button.addEventListener("click", () => { location.hash = encodeURIComponent(person.id); });
    return el("li", {}, button);
  }

  function drawPeople() {
    const focused = document.activeElement?.getAttribute("data-person");
    const item = (person) => personItem(person, { face: person.name.slice(0, 1), title: person.name, about: person.description });
    byId("visitors").replaceChildren(...people.filter((person) => person.kind === "VISITOR").map(item));
    byId("staff").replaceChildren(...people.filter((person) => person.kind === "STAFF").map(item));
    byId("strangers").replaceChildren(...strangers.map((stranger) => personItem(stranger, { face: "#", title: stranger.phone, about: strangerWords(stranger) })));
    byId("strangers-title").hidden = strangers.length === 0;
    if (focused) document.querySelector('[data-person="' + CSS.escape(focused) + '"]')?.focus();
  }

  function noticeCard(notice) {
    const account = notice.from === "OFFICIAL_ACCOUNT";
    const fields = el("dl");
    for (const field of notice.fields) fields.append(el("dt", {}, field.label), el("dd", {}, field.value));
    let link = el("span", { class: "card-link dead" }, "此消息没有可打开的页面");
    if (notice.page !== null) {
      const href = /^https?:/.test(notice.page) ? notice.page : "api/people/" + encodeURIComponent(selectedId) + "/open?page=" + encodeURIComponent(notice.page);
      link = el("a", { class: "card-link", href, target: "_blank", rel: "noopener" }, account && /^https?:/.test(notice.page) ? "查看详情" : "进入小程序查看");
    }
    return el("article", { class: "card", "data-template": notice.templateId },
      el("div", { class: "card-from" }, el("i", { class: account ? "account" : null, "aria-hidden": "true" }, account ? "号" : "程"), notice.templateId === "CHAT" ? "公众号 · 对话" : account ? "服务通知 · 公众号" : "服务通知 · 小程序"),
      el("h3", {}, notice.title), fields, link);
  }

  function smsBubble(sms) {
    return el("article", { class: "sms", "data-template": sms.templateCode }, el("small", {}, "短信 · " + sms.phone), el("p", {}, (sms.signName ? "【" + sms.signName + "】" : "") + sms.text));
  }

  function mailItem(mail) {
    return el("article", { class: "sms", "data-template": "EMAIL" }, el("small", {}, "邮件 · " + mail.from), el("p", {}, el("b", {}, mail.subject)), el("p", { style: "white-space:pre-wrap" }, mail.text));
  }

  const strangerWords = (stranger) => stranger.id.startsWith("mail:") ? "本机的邮箱" : "不在演示人员之列的手机号";

  function drawMessages(received) {
    const box = byId("messages");
    const nodes = [];
    let lastMinute = null;
    for (const message of received) {
      const minute = Math.floor(message.receivedAtEpochMs / 60000);
      if (minute !== lastMinute) nodes.push(el("time", { class: "time", datetime: new Date(message.receivedAtEpochMs).toISOString() }, timeLabel(message.receivedAtEpochMs)));
      lastMinute = minute;
      nodes.push(message.kind === "SMS" ? smsBubble(message) : message.kind === "EMAIL" ? mailItem(message) : noticeCard(message));
    }
    if (received.length === 0) {
      nodes.push(el("p", { class: "empty" }, el("b", {}, "还没有收到消息"), "预约确认、参观提醒和短信会出现在这里，约两秒内自动更新。"));
    }
    box.replaceChildren(...nodes);
    box.scrollTop = box.scrollHeight;
  }

  function drawOwner(person, stranger) {
    byId("owner-name").textContent = person ? person.name : stranger ? stranger.phone : "请选择一位人员";
    byId("owner-about").textContent = person ? person.description + " · " + person.phone : stranger ? strangerWords(stranger) : "在列表中点一位人员";
    const consent = byId("consent");
    consent.hidden = !person;
    consent.setAttribute("aria-checked", String(person?.accepts !== false));
    byId("consent-words").textContent = person?.accepts === false ? "拒绝订阅消息" : "允许订阅消息";
    const reach = byId("reach");
    const phone = person?.phone ?? (stranger?.id.startsWith("phone:") ? stranger.phone : undefined);
    reach.hidden = phone === undefined;
    reach.dataset.phone = phone ?? "";
    reach.setAttribute("aria-checked", String((person ?? stranger)?.isReachable !== false));
    byId("reach-words").textContent = (person ?? stranger)?.isReachable === false ? "手机关机，收不到短信" : "手机收得到短信";
    byId("open").hidden = !person;
    byId("open").setAttribute("href", person ? "api/people/" + encodeURIComponent(person.id) + "/open" : "#");
    byId("code").disabled = !person;
    byId("account-do").disabled = !person;
    byId("follow-words").textContent = !person ? "选择一位人员后操作。" : person.follows ? person.name + "已关注公众号。" : person.name + "还没有关注公众号。";
    const ids = person
      ? [["小程序 openid", person.openid], ["公众号 openid", person.officialAccountOpenid], ["unionid", person.unionid]]
      : [["", "选择一位人员后显示"]];
    byId("ids").replaceChildren(...ids.flatMap(([name, value]) => [el("dt", {}, name), el("dd", {}, value)]));
  }

  const SUGGESTIONS = { pass: "通过", review: "疑似", risky: "违规" };
  function drawPictureChecks(checks) {
    byId("picture-checks").replaceChildren(...(checks.length === 0
      ? [el("li", { class: "none" }, "还没有送检的照片")]
      : checks.slice(0, 8).map((check) => {
          const buttons = Object.entries(SUGGESTIONS).map(([suggest, words]) => {
            const button = el("button", { type: "button", class: "quiet" }, "推「" + words + "」");
            button.addEventListener("click", attempt(async () => {
              const { status } = await api("POST", "/picture-checks/" + encodeURIComponent(check.traceId), { suggest });
              toast(status === 200 ? "已推送，产品收到了" : "已推送，产品没有正常回答");
            }));
            return button;
          });
          const said = check.answers.length === 0 ? "还没有结果" : "已推：" + check.answers.map((answer) => SUGGESTIONS[answer]).join("、");
          return el("li", {}, el("span", {}, timeLabel(check.askedAtEpochMs) + " 的照片，" + said), ...buttons);
        })));
  }

  function drawFaults(faults) {
    byId("clear-faults").disabled = faults.length === 0;
    byId("faults").replaceChildren(...(faults.length === 0
      ? [el("li", { class: "none" }, "没有，一切正常")]
      : faults.map((fault) => el("li", {}, el("span", {}, ENDPOINT_LABELS[fault.endpoint] + "：" + KIND_LABELS[fault.kind]), el("b", {}, fault.timesLeft + " 次")))));
  }

  /** A tap on an entry, as the chosen person: a web page opens as it would inside WeChat. */
  function menuTap(entry) {
    const isReply = entry.type === "click";
    const words = isReply ? "回复" : entry.type === "miniprogram" ? "小程序" : "网页";
    const button = el("button", { type: "button", class: "quiet", "data-menu": entry.key || entry.pagepath || entry.url }, entry.name + "（" + words + "）");
    button.addEventListener("click", attempt(async () => {
      if (selectedId === null) throw new Error("请先选择一位人员");
      const said = isReply ? entry.key : entry.type === "miniprogram" ? entry.pagepath : entry.url;
      await api("POST", "/people/" + encodeURIComponent(selectedId) + "/official-account", { act: isReply ? "click" : "view", said });
      if (isReply) toast("公众号的回复在左边的手机里");
      else window.open(entry.type === "miniprogram" ? "api/people/" + encodeURIComponent(selectedId) + "/open?page=" + encodeURIComponent(entry.pagepath) : entry.url, "_blank", "noopener");
    }));
    return button;
  }

  function drawAccount({ menu, codes }) {
    byId("account-menu").replaceChildren(...(menu === null
      ? [el("p", { class: "hint" }, "还没有发布菜单")]
      : menu.flatMap((entry) => (entry.sub_button ? [el("b", {}, entry.name), ...entry.sub_button.map(menuTap)] : [menuTap(entry)]))));
    byId("account-codes").replaceChildren(...(codes.length === 0
      ? [el("li", { class: "none" }, "还没有生成二维码")]
      : codes.map((code) => {
          const scan = el("button", { type: "button", class: "quiet" }, "扫一扫");
          scan.addEventListener("click", attempt(async () => {
            if (selectedId === null) throw new Error("请先选择一位人员");
            await api("POST", "/people/" + encodeURIComponent(selectedId) + "/official-account", { act: "scan", said: code.scene });
            toast("已扫码，公众号的回复在左边的手机里");
          }));
          return el("li", {}, el("span", {}, code.scene), scan);
        })));
  }

  async function refresh() {
    const [list, { faults }, account, { checks }] = await Promise.all([api("GET", "/people"), api("GET", "/faults"), api("GET", "/official-account"), api("GET", "/picture-checks")]);
    people = list.people;
    strangers = list.strangers;
    const wide = matchMedia("(min-width: 720px)").matches;
    // On a wide screen an empty phone helps nobody: show whoever received something last.
    if (selectedId === null && wide) {
      selectedId = people.reduce((best, person) => ((person.lastReceivedAtEpochMs ?? 0) > (best.lastReceivedAtEpochMs ?? 0) ? person : best)).id;
    }
    const person = people.find((candidate) => candidate.id === selectedId);
    const stranger = strangers.find((candidate) => candidate.id === selectedId);
    const inbox = selectedId !== null && (person || stranger) ? await api("GET", "/people/" + encodeURIComponent(selectedId) + "/inbox") : { received: [] };
    redraw("owner", [person?.id, person?.accepts, person?.follows, stranger?.id, (person ?? stranger)?.isReachable], () => drawOwner(person, stranger));
    redraw("messages", [selectedId, inbox.received.map((message) => message.id)], () => drawMessages(inbox.received));
    byId("clear").disabled = inbox.received.length === 0;
    const seen = document.visibilityState === "visible" && (wide || document.body.dataset.view === "inbox");
    if (seen && inbox.received.some((message) => !message.read)) {
      await api("POST", "/people/" + encodeURIComponent(selectedId) + "/inbox/read", {});
      for (const one of [person, stranger]) if (one) one.unread = 0;
    }
    redraw("people", [people, strangers, selectedId], drawPeople);
    redraw("pictureChecks", checks, () => drawPictureChecks(checks));
    redraw("faults", faults, () => drawFaults(faults));
    redraw("account", account, () => drawAccount(account));
  }

  function showSelected() {
    document.body.dataset.view = selectedId === null ? "list" : "inbox";
    byId("code-value").textContent = "";
  }

  addEventListener("hashchange", () => {
    selectedId = decodeURIComponent(location.hash.slice(1)) || null;
    showSelected();
    void poll();
  });
  byId("back").addEventListener("click", () => { location.hash = ""; });
  byId("clear").addEventListener("click", attempt(() => api("DELETE", "/people/" + encodeURIComponent(selectedId) + "/inbox")));
  byId("consent").addEventListener("click", attempt(() => {
    const accepts = byId("consent").getAttribute("aria-checked") === "true";
    return api("POST", "/people/" + encodeURIComponent(selectedId) + "/consent", { consent: accepts ? "refuse" : "accept" });
  }));
  byId("reach").addEventListener("click", attempt(() => {
    const isReachable = byId("reach").getAttribute("aria-checked") === "true";
    return api("POST", "/unreachable-phones", { phone: byId("reach").dataset.phone, isUnreachable: isReachable });
  }));
  byId("fault-form").addEventListener("submit", attempt(async () => {
    await api("POST", "/faults", { endpoint: byId("fault-endpoint").value, kind: byId("fault-kind").value, times: Number(byId("fault-times").value) });
    toast("已注入，下一次调用时触发");
  }));
  byId("clear-faults").addEventListener("click", attempt(() => api("DELETE", "/faults")));
  byId("revoke").addEventListener("click", attempt(async () => {
    await api("POST", "/tokens/revoke", {});
    toast("全部调用凭据已作废，产品应自行换新");
  }));
  byId("code").addEventListener("click", attempt(async () => {
    const { code } = await api("POST", "/people/" + encodeURIComponent(selectedId) + "/miniprogram-code", {});
    byId("code-value").textContent = code + "（5 分钟内有效，限用一次）";
  }));

  byId("account-form").addEventListener("submit", attempt(async () => {
    const { answered } = await api("POST", "/people/" + encodeURIComponent(selectedId) + "/official-account", { act: byId("account-act").value, said: byId("account-said").value.trim() });
    toast(answered === "REPLY" ? "公众号回复了，见左边的手机" : answered === "SILENCE" ? "已送达，公众号没有回复" : "公众号没有正常回答");
  }));

  let timer;
  async function poll() {
    clearTimeout(timer);
    const state = byId("link-state");
    try {
      await refresh();
      if (state.dataset.state !== "live") { state.dataset.state = "live"; state.textContent = "实时更新中"; }
    } catch {
      if (state.dataset.state !== "lost") { state.dataset.state = "lost"; state.textContent = "连接中断，自动重试"; }
    }
    clearTimeout(timer);
    timer = setTimeout(poll, document.visibilityState === "visible" ? POLL_MS : POLL_MS * 5);
  }
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "visible") void poll(); });
  showSelected();
  void poll();
})();
`;

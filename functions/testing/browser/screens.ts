import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { eventually } from "./browser";

const FOLDER = ".artifacts/screenshots";

/** Keeps the picture for people to look at, and returns what a program can see is wrong. */
export async function keepScreen(page: Page, name: string): Promise<string[]> {
  mkdirSync(FOLDER, { recursive: true });
  // A page behind others is not drawn to its end.
  await page.bringToFront();
  // Asked from outside: the page's own policy lets no text be run inside it again and again.
  await eventually(() => page.evaluate<boolean>(IS_STILL));
  await page.screenshot({ path: join(FOLDER, `${name}.png`), animations: "disabled" });
  return (await page.evaluate<string[]>(LOOK)).map((problem) => `${name}: ${problem}`);
}

/** Fonts are there, and whatever slides in has arrived; a spinner goes on for ever and is no reason to wait. */
const IS_STILL = `document.fonts.status === "loaded" &&
  document.getAnimations().every((animation) => animation.playState !== "running" || animation.effect.getComputedTiming().iterations === Infinity)`;

/** Names, units and places of an address that are the same in Chinese text. */
const LATIN_WORDS =
  "PM|AQI|COD|SO|NOx|CO|AAO|MBR|UV|VR|SNCR|SCR|PNCR|DCS|API|km|kg|mg|pH|GB|QR|H5|CG1|Ctrl|SMS|openid|unionid|Excel|JPG|PNG|WebP|PDF|Word|MB|JSON|Windows|Mac|Linux|iPhone|iPad|Chrome|Edge|Firefox|Safari";

// Runs in the page. Small targets are judged on phones only; the rules' numbers are those of WCAG 2.2 AA (1.4.3) and of the product (44 px).
const LOOK = `(() => {
  const problems = [];
  const wide = document.scrollingElement.scrollWidth - window.innerWidth;
  if (wide > 0) problems.push("is " + wide + " px wider than the screen");
  const isPhone = window.innerWidth < 768;

  const shown = (element) => {
    const box = element.getBoundingClientRect();
    if (box.width < 2 || box.height < 2 || box.bottom <= 0 || box.top >= window.innerHeight || box.right <= 0 || box.left >= window.innerWidth) return undefined;
    return element.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true }) ? box : undefined;
  };
  const front = (element, box) => {
    const x = Math.min(Math.max(box.left + box.width / 2, 0), window.innerWidth - 1);
    const y = Math.min(Math.max(box.top + box.height / 2, 0), window.innerHeight - 1);
    const top = document.elementFromPoint(x, y);
    return top !== null && (element === top || element.contains(top) || top.contains(element));
  };
  const words = (element) => (element.getAttribute("aria-label") ?? element.innerText ?? element.value ?? "").trim().slice(0, 20) + (element.id ? " #" + element.id : "");

  if (isPhone) {
    for (const element of document.querySelectorAll("button, a[href], input, textarea, select, [role=button], [role=tab]")) {
      const box = shown(element);
      if (box === undefined || element.disabled || !front(element, box)) continue;
      // A field's own decorations lie inside of a target that is large enough.
      if (element.closest(".ant-select, .ant-picker, .ant-input-number, .ant-input-affix-wrapper, .ant-table") !== null) continue;
      if (getComputedStyle(element).display === "inline") continue;
      // What is drawn small may take the thumb around it.
      const around = getComputedStyle(element, "::before");
      const beyond = around.content !== "none" && around.position === "absolute" ? Math.max(0, -parseFloat(around.top)) + Math.max(0, -parseFloat(around.bottom)) : 0;
      if (box.height + beyond < 43.5 || box.width < 43.5) problems.push("target of " + Math.round(box.width) + "x" + Math.round(box.height) + ": " + words(element));
    }
  }

  const channels = (colour) => (colour.match(/[\\d.]+/g) ?? []).map(Number);
  const light = (rgb) => {
    const [r, g, b] = rgb.map((value) => { const part = value / 255; return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4; });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const groundOf = (element) => {
    const layers = [];
    for (let at = element; at !== null; at = at.parentElement) {
      const style = getComputedStyle(at);
      if (style.backgroundImage !== "none") return undefined;
      if (Number(style.opacity) < 1) return undefined;
      const [r, g, b, a = 1] = channels(style.backgroundColor);
      if (a > 0) layers.push([r, g, b, a]);
      if (a === 1) break;
    }
    let ground = [255, 255, 255];
    for (const [r, g, b, a] of layers.reverse()) ground = [r * a + ground[0] * (1 - a), g * a + ground[1] * (1 - a), b * a + ground[2] * (1 - a)];
    return ground;
  };
  const latin = /[A-Za-z]{2,}/g;
  const known = new RegExp("^(${LATIN_WORDS})$");
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const said = new Set();
  while (walker.nextNode()) {
    const node = walker.currentNode;
    const text = node.data.trim();
    const element = node.parentElement;
    if (text === "" || element === null || element.closest("script, style, svg, [aria-hidden=true]") !== null) continue;
    const box = shown(element);
    if (box === undefined || !front(element, box)) continue;
    // Codes, booking numbers, user names and e-mail addresses are not words.
    const prose = text.replace(/[\\w.+-]+@[\\w.-]+|\\b[a-z]+\\.[a-z-]+\\b/g, "");
    for (const word of prose.match(latin) ?? []) if (!known.test(word) && !/\\d|^[A-Z]{8}$/.test(text) && element.closest("code, [data-code]") === null) problems.push("English: " + text.slice(0, 40));
    if (element.closest(":disabled, [aria-disabled=true], .button--disabled, .ant-checkbox-wrapper-disabled, .day") !== null) continue;
    const style = getComputedStyle(element);
    const ground = groundOf(element);
    if (ground === undefined) continue;
    const [r, g, b, a = 1] = channels(style.color);
    // Drawn for its width alone.
    if (a === 0) continue;
    const ink = [r * a + ground[0] * (1 - a), g * a + ground[1] * (1 - a), b * a + ground[2] * (1 - a)];
    const [one, two] = [light(ink), light(ground)];
    const ratio = (Math.max(one, two) + 0.05) / (Math.min(one, two) + 0.05);
    const size = parseFloat(style.fontSize);
    const isLarge = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    const line = "contrast " + ratio.toFixed(2) + ": " + text.slice(0, 20);
    if (ratio < (isLarge ? 3 : 4.5) - 0.01 && !said.has(line)) { said.add(line); problems.push(line); }
    const over = element.scrollWidth - element.clientWidth;
    if (over > 1 && style.overflowX === "hidden" && style.textOverflow !== "ellipsis") problems.push("cut text: " + text.slice(0, 30));
  }
  if (location.pathname.startsWith("/admin")) problems.push(...unnamed());
  return problems;

  // What eyes pass over and a screen reader or a small print does not.
  function unnamed() {
    const found = [];
    const isDrawn = (element) => { const box = element.getBoundingClientRect(); return box.width > 1 && box.height > 1 && element.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true }) && element.closest("[aria-hidden=true]") === null; };
    const textOf = (ids) => (ids ?? "").split(" ").map((id) => document.getElementById(id)?.textContent ?? "").join("");
    const given = (element) => textOf(element.getAttribute("aria-labelledby")) || element.getAttribute("aria-label") || element.getAttribute("title") || "";
    for (const element of document.querySelectorAll("button, a[href], [role=button], [role=tab]"))
      // The cross in a field is no stop of Tab; its field has the name.
      if (isDrawn(element) && !element.matches(".ant-input-clear-icon") && (element.labels?.length ?? 0) === 0 && (given(element) || element.textContent).trim() === "" && element.querySelector("img[alt]") === null) found.push("no name: " + element.outerHTML.slice(0, 100));
    for (const element of document.querySelectorAll("input:not([type=hidden]), textarea, select"))
      if (isDrawn(element) && (element.labels?.length ?? 0) === 0 && given(element) === "") found.push("no label: " + element.outerHTML.slice(0, 100));
    const ids = [...document.querySelectorAll("[id]")].map(({ id }) => id);
    for (const id of new Set(ids.filter((each, at) => ids.indexOf(each) !== at))) found.push("an id twice: " + id);
    if (document.querySelectorAll("h1").length !== 1) found.push("headings of the page: " + document.querySelectorAll("h1").length);
    if (!/ · /.test(document.title) || document.title.includes("管理后台")) found.push("no title of its own: " + document.title);
    if (!isPhone) return found;
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const element = texts.currentNode.parentElement;
      // A poster is made for paper.
      if (texts.currentNode.data.trim() === "" || element.closest("svg, script, style, .on-paper") !== null || !isDrawn(element)) continue;
      if (parseFloat(getComputedStyle(element).fontSize) < 12) found.push("print of " + getComputedStyle(element).fontSize + ": " + texts.currentNode.data.trim().slice(0, 20));
    }
    return found;
  }
})()`;

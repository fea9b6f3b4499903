import SearchOutlined from "@ant-design/icons/SearchOutlined";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Input, Modal, type InputRef } from "antd";
import { useEffect, useRef, useState, type KeyboardEvent } from "react";
import { useNavigate } from "react-router";
import { workbenchRoutes } from "@app/contract/workbench/workbench.routes";
import type { SearchAnswer } from "@app/contract/workbench/workbench.schema";
import { read } from "../../platform/api";
import { useMe } from "../../platform/currentUser";
import { useIsPhone } from "../../ui/useIsPhone";
import { keepSearch, recentSearches } from "./recentSearches";
import "./search.css";

const DEBOUNCE_MS = 300;
const WORDS_MIN = 2;
const WORDS_MAX = 50;

/** A page of the menu, found by its name without asking the server. */
interface SearchedPage {
  readonly path: string;
  readonly label: string;
}
interface Line {
  readonly key: string;
  readonly title: string;
  readonly note: string;
  readonly opens: string;
}
interface Group {
  readonly kind: string;
  readonly label: string;
  readonly items: readonly Line[];
  readonly more: boolean;
}

/** 全局搜索: a field in the header, Ctrl+K or "/"; on a phone the whole screen. */
export function GlobalSearch({ pages }: { readonly pages: readonly SearchedPage[] }) {
  const [isOpen, setOpen] = useState(false);
  const isPhone = useIsPhone();
  useEffect(() => {
    const onKey = (event: globalThis.KeyboardEvent): void => {
      const isShortcut = (event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey)) || (event.key === "/" && !isTyping(event.target));
      if (!isShortcut || event.defaultPrevented) return;
      event.preventDefault();
      setOpen(true);
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, []);
  return (
    <>
      <button type="button" className="search-button" onClick={() => setOpen(true)} aria-label="搜索" aria-keyshortcuts="Control+K /" data-testid="open-search">
        <SearchOutlined aria-hidden />
        {isPhone ? null : (
          <>
            <span className="search-button-words">搜索单位、人员、预约编号</span>
            <kbd>Ctrl K</kbd>
          </>
        )}
      </button>
      <Modal
        open={isOpen}
        onCancel={() => setOpen(false)}
        footer={null}
        destroyOnHidden
        title={isPhone ? "搜索" : null}
        closable={isPhone}
        width={isPhone ? "100%" : 640}
        className={isPhone ? "search-sheet search-sheet-phone" : "search-sheet"}
      >
        <SearchPanel pages={pages} onDone={() => setOpen(false)} />
      </Modal>
    </>
  );
}

/** Tab goes through what was found as the arrows do. */
function stepOf({ key, shiftKey }: KeyboardEvent): 1 | -1 | 0 {
  if (key === "Tab") return shiftKey ? -1 : 1;
  return key === "ArrowDown" ? 1 : key === "ArrowUp" ? -1 : 0;
}

/** Tab after the last stop of the dialog would leave the page. */
function stayInside(event: KeyboardEvent<HTMLElement>): void {
  const dialog = event.currentTarget.closest("[role=dialog]");
  if (event.key !== "Tab" || dialog === null) return;
  const stops = [...dialog.querySelectorAll<HTMLElement>("input, button:not([tabindex='-1'])")];
  const at = stops.findIndex((each) => each === document.activeElement);
  event.preventDefault();
  stops[(at + (event.shiftKey ? -1 : 1) + stops.length) % stops.length]?.focus();
}

/** A letter meant for a field is no shortcut. */
function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.closest("input, textarea, select, [role=combobox]") !== null);
}

function SearchPanel({ pages, onDone }: { readonly pages: readonly SearchedPage[]; readonly onDone: () => void }) {
  const navigate = useNavigate();
  const { accountId = "" } = useMe();
  const [words, setWords] = useState("");
  const asked = useDebounced(words.trim(), DEBOUNCE_MS);
  const [active, setActive] = useState(0);
  const field = useRef<InputRef>(null);
  const list = useRef<HTMLDivElement>(null);
  const isAsked = asked.length >= WORDS_MIN;
  const found = useQuery({
    queryKey: ["search", asked],
    queryFn: () => read(workbenchRoutes.searchEverywhere, { query: { q: asked } }),
    enabled: isAsked,
    placeholderData: keepPreviousData,
    staleTime: 30_000,
  });
  useEffect(() => field.current?.focus(), []);
  useEffect(() => setActive(0), [asked, found.data]);
  const recent = recentSearches(accountId);
  const groups = isAsked ? groupsOf(pages, asked, found.data) : [];
  const lines = groups.flatMap(({ items }) => items);
  useEffect(() => {
    list.current?.querySelector("[data-active=true]")?.scrollIntoView({ block: "nearest" });
  }, [active]);

  return (
    <div className="search-panel" onKeyDown={onKey}>
      <Input
        ref={field}
        size="large"
        prefix={<SearchOutlined aria-hidden />}
        value={words}
        maxLength={WORDS_MAX}
        allowClear
        placeholder="单位、机构、人员、团队、活动名称，或预约编号、手机号"
        onChange={(event) => setWords(event.target.value)}
        role="combobox"
        aria-expanded={lines.length > 0}
        aria-controls="search-results"
        aria-activedescendant={lines[active] === undefined ? undefined : `search-${active}`}
        aria-label="搜索"
        data-testid="search-words"
      />
      <div id="search-results" ref={list} className="search-results" role="listbox" aria-label="搜索结果">
        {groups.map(({ kind, label, items, more }) => (
          <section key={kind} role="group" aria-label={label} data-testid={`search-group-${kind}`}>
            <h3>{label}</h3>
            {items.map((line) => {
              const at = lines.indexOf(line);
              return (
                <button
                  key={line.key}
                  id={`search-${at}`}
                  type="button"
                  role="option"
                  tabIndex={-1}
                  aria-selected={at === active}
                  data-active={at === active}
                  className="search-hit"
                  onClick={() => open(line)}
                  onMouseMove={() => setActive(at)}
                  data-testid="search-hit"
                >
                  <span className="search-hit-title">{line.title}</span>
                  <span className="search-hit-note">{line.note}</span>
                </button>
              );
            })}
            {more ? <p className="search-more">还有更多，请输入得更完整。</p> : null}
          </section>
        ))}
      </div>
      {said()}
    </div>
  );

  function said() {
    if (!isAsked) {
      return recent.length === 0 ? (
        <p className="search-said">请至少输入 {WORDS_MIN} 个字。预约编号说最后 4 至 8 位就能找到；预约人的手机号要输入完整。</p>
      ) : (
        <div className="search-said">
          <span>最近搜索</span>
          <span className="search-recent">
            {recent.map((each) => (
              <button key={each} type="button" className="chip" onClick={() => setWords(each)} data-testid="search-recent">
                {each}
              </button>
            ))}
          </span>
        </div>
      );
    }
    if (found.error !== null)
      return (
        <p className="search-said" role="alert">
          {found.error.message}
        </p>
      );
    if (found.isFetching && lines.length === 0)
      return (
        <p className="search-said" role="status">
          正在查找…
        </p>
      );
    return lines.length === 0 ? (
      <p className="search-said" role="status" data-testid="search-nothing">
        您的权限范围内没有找到「{asked}」。请换一个词，或核对编号的最后几位。
      </p>
    ) : null;
  }

  function onKey(event: KeyboardEvent<HTMLElement>): void {
    // Chinese input takes Enter, Tab and the arrows for itself.
    if (event.nativeEvent.isComposing) return;
    if (lines.length === 0) return stayInside(event);
    const step = stepOf(event);
    if (step !== 0) {
      event.preventDefault();
      setActive((active + step + lines.length) % lines.length);
    } else if (event.key === "Enter" && lines[active] !== undefined) {
      event.preventDefault();
      open(lines[active]);
    }
  }

  function open(line: Line): void {
    keepSearch(accountId, asked);
    onDone();
    void navigate(line.opens);
  }
}

function groupsOf(pages: readonly SearchedPage[], words: string, answer: SearchAnswer | undefined): Group[] {
  const hits = pages.filter(({ label }) => label.includes(words)).map(({ path, label }) => ({ key: path, title: label, note: "打开页面", opens: path }));
  const pageGroup: Group[] = hits.length === 0 ? [] : [{ kind: "PAGES", label: "页面", items: hits, more: false }];
  return [...pageGroup, ...(answer?.groups ?? []).map((group) => ({ ...group, items: group.items.map(({ id, ...hit }) => ({ key: id, ...hit })) }))];
}

function useDebounced(value: string, ms: number): string {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), ms);
    return () => clearTimeout(timer);
  }, [value, ms]);
  return settled;
}

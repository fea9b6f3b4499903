import SettingOutlined from "@ant-design/icons/SettingOutlined";
import { Button, Checkbox, Popover } from "antd";
import { useEffect, useId, useLayoutEffect, useRef, useState, type KeyboardEvent, type ReactNode } from "react";
import { useMe } from "../../platform/currentUser";
import { choosable, hiddenColumns, hidingStyle, keepHiddenColumns, type TableColumn } from "./tableColumns";
import "../records.css";

interface Props {
  /** Under which the choice of columns is kept. */
  readonly name: string;
  /** In the order of the table. */
  readonly columns: readonly TableColumn[];
  /** The table. */
  readonly children: ReactNode;
}

/**
 * Around a table of records on a desk: which columns are shown is chosen by each person for themselves, and the rows are reached with the keys. Tab comes to the
 * table, arrows or j and k go from row to row, Enter opens.
 */
export function TableFrame({ name, columns, children }: Props) {
  const { accountId = "" } = useMe();
  const [hidden, setHidden] = useState(() => hiddenColumns(name, accountId, columns));
  const id = `table-${useId().replace(/[^\w-]/g, "")}`;
  const frame = useRef<HTMLDivElement>(null);

  // One row takes part in the order of Tab, whatever page of the list is shown now.
  useLayoutEffect(() => {
    const all = rowsOf(frame.current);
    const focused = all.find((row) => row === document.activeElement);
    for (const [at, row] of all.entries()) row.tabIndex = row === focused || (focused === undefined && at === 0) ? 0 : -1;
  });
  useEffect(() => {
    // Where nothing has the focus, j and k begin; the arrows go on scrolling the page.
    const begin = (event: globalThis.KeyboardEvent): void => {
      if (document.activeElement !== document.body || !isPlain(event) || (event.key !== "j" && event.key !== "k")) return;
      const all = rowsOf(frame.current);
      goTo(event.key === "j" ? all[0] : all[all.length - 1], all);
    };
    window.addEventListener("keydown", begin);
    return () => window.removeEventListener("keydown", begin);
  }, []);

  const offered = choosable(columns);
  return (
    <div ref={frame} id={id} onKeyDown={onKey}>
      <style>{hidingStyle(id, columns, hidden)}</style>
      <div className="table-tools">
        <span className="soft table-keys">↑ ↓ 选行，回车打开</span>
        <Popover
          trigger="click"
          placement="bottomRight"
          content={
            <div className="column-choices" role="group" aria-label="显示列">
              {offered.map((label) => (
                <Checkbox key={label} checked={!hidden.includes(label)} onChange={({ target }) => show(label, target.checked)} data-testid={`column-${label}`}>
                  {label}
                </Checkbox>
              ))}
              <Button type="link" disabled={hidden.length === 0} onClick={() => keep([])} data-testid="columns-all">
                全部显示
              </Button>
            </div>
          }
        >
          <Button size="small" icon={<SettingOutlined aria-hidden />} data-testid="choose-columns">
            {hidden.length === 0 ? "显示列" : `显示列（隐藏 ${hidden.length}）`}
          </Button>
        </Popover>
      </div>
      <div className="wide-table">{children}</div>
    </div>
  );

  function show(label: string, isShown: boolean): void {
    keep(isShown ? hidden.filter((each) => each !== label) : [...hidden, label]);
  }
  function keep(next: readonly string[]): void {
    keepHiddenColumns(name, accountId, next);
    setHidden(next);
  }

  function onKey(event: KeyboardEvent): void {
    const { target } = event;
    if (!(target instanceof HTMLTableRowElement) || !isPlain(event)) return;
    const step = event.key === "ArrowDown" || event.key === "j" ? 1 : event.key === "ArrowUp" || event.key === "k" ? -1 : 0;
    if (step !== 0) {
      event.preventDefault();
      const all = rowsOf(frame.current);
      goTo(all[all.indexOf(target) + step], all);
    } else if (event.key === "Enter") {
      event.preventDefault();
      // A row that opens does so by itself; another one by its last button or link.
      if (target.classList.contains("row-opens")) target.click();
      else [...target.querySelectorAll<HTMLElement>("button, a[href]")].at(-1)?.click();
    }
  }
}

const rowsOf = (frame: HTMLElement | null): HTMLTableRowElement[] => [...(frame?.querySelectorAll<HTMLTableRowElement>("tbody > tr") ?? [])];

function goTo(row: HTMLTableRowElement | undefined, all: readonly HTMLTableRowElement[]): void {
  if (row === undefined) return;
  for (const each of all) each.tabIndex = each === row ? 0 : -1;
  row.focus();
  row.scrollIntoView({ block: "nearest" });
}

const isPlain = (event: { readonly ctrlKey: boolean; readonly metaKey: boolean; readonly altKey: boolean }): boolean =>
  !event.ctrlKey && !event.metaKey && !event.altKey;

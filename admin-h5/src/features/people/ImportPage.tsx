import DownloadOutlined from "@ant-design/icons/DownloadOutlined";
import UploadOutlined from "@ant-design/icons/UploadOutlined";
import { useQueryClient } from "@tanstack/react-query";
import { Button, Progress } from "antd";
import { useRef, useState } from "react";
import { peopleRoutes } from "@app/contract/people/people.routes";
import {
  duplicatesInFile,
  IMPORT_CHUNK_ROWS,
  IMPORT_HEADS,
  IMPORT_PROBLEM_ROWS_MAX,
  type ImportRow,
  type RefusedRow,
} from "@app/contract/people/peopleImport.schema";
import { api } from "../../platform/api";
import { downloadSpreadsheet } from "../../platform/download";
import { PATHS } from "../../platform/paths";
import { PageHeader } from "../../ui/PageHeader";
import { Panel } from "../../ui/Panel";
import { Refusal } from "../../ui/Refusal";
import { importRows } from "./peopleCommands";
import "../../ui/records.css";
import "./people.css";

interface Checked {
  readonly fileName: string;
  readonly rows: readonly ImportRow[];
  readonly refused: ReadonlyMap<number, RefusedRow>;
}
type Step =
  | { readonly kind: "CHOOSE" }
  | { readonly kind: "BUSY"; readonly what: string; readonly share: number }
  | ({ readonly kind: "CHECKED" } & Checked)
  | ({ readonly kind: "DONE"; readonly taken: number } & Checked);

/** 批量导入: template → check row by row → take the good rows → the others come back as a file with their reasons. */
export function ImportPage() {
  const queryClient = useQueryClient();
  const input = useRef<HTMLInputElement>(null);
  const [step, setStep] = useState<Step>({ kind: "CHOOSE" });
  const [refusal, setRefusal] = useState<string>();
  const [isDownloading, setDownloading] = useState(false);
  const isBusy = step.kind === "BUSY";
  return (
    <div className="page">
      <PageHeader
        title="批量导入人员"
        lead="先下载模板，填好后上传。系统逐行检查，没有问题的可以先导入，有问题的改好后再导入一次。"
        back={{ to: PATHS.people, label: "人员" }}
      />
      <Panel>
        <div className="import-steps">
          <Button icon={<DownloadOutlined aria-hidden />} loading={isDownloading} onClick={() => void template()} data-testid="import-template">
            下载模板
          </Button>
          <Button type="primary" icon={<UploadOutlined aria-hidden />} disabled={isBusy} onClick={() => input.current?.click()} data-testid="import-choose">
            {step.kind === "CHOOSE" ? "选择填好的文件" : "换一个文件"}
          </Button>
          <input
            ref={input}
            type="file"
            className="visually-hidden"
            accept=".xlsx"
            aria-label="选择填好的文件"
            tabIndex={-1}
            onChange={(event) => {
              const file = event.target.files?.[0];
              // The same file, corrected, may be chosen again.
              event.target.value = "";
              if (file !== undefined) void check(file);
            }}
            data-testid="import-file"
          />
          <span className="soft">.xlsx，不超过 2 MB、1000 行</span>
        </div>
        <Refusal sentence={refusal} testId="import-refusal" />
        {step.kind === "BUSY" ? (
          <div className="import-notice" role="status">
            {step.what}
            <Progress percent={Math.round(step.share * 100)} />
          </div>
        ) : null}
      </Panel>
      {step.kind === "CHECKED" || step.kind === "DONE" ? <Outcome step={step} onTake={() => void take(step)} onFile={() => void problemFile(step)} /> : null}
    </div>
  );

  async function template(): Promise<void> {
    setDownloading(true);
    const result = await downloadSpreadsheet(peopleRoutes.getImportTemplate, {}, () => undefined);
    setDownloading(false);
    setRefusal(result.ok ? undefined : result.refusal.message);
  }

  async function check(file: File): Promise<void> {
    setRefusal(undefined);
    setStep({ kind: "BUSY", what: "正在读取文件…", share: 0 });
    const { readPeopleFile } = await import("./readPeopleFile");
    const read = await readPeopleFile(file);
    if (!read.ok) {
      setStep({ kind: "CHOOSE" });
      return setRefusal(read.refusal.sentence);
    }
    const rows = read.value;
    const refused = new Map(duplicatesInFile(rows).map((row) => [row.rowNumber, row]));
    for (const [index, chunk] of chunksOf(rows).entries()) {
      setStep({ kind: "BUSY", what: `正在检查 ${rows.length} 行…`, share: (index * IMPORT_CHUNK_ROWS) / rows.length });
      const checked = await api.call(peopleRoutes.checkImport, { body: { rows: chunk } });
      if (!checked.ok) {
        setStep({ kind: "CHOOSE" });
        return setRefusal(checked.refusal.message);
      }
      for (const row of checked.value.refused) addProblems(refused, row);
    }
    setStep({ kind: "CHECKED", fileName: file.name, rows, refused });
  }

  async function take({ fileName, rows, refused: known }: Checked): Promise<void> {
    const good = rows.filter((row) => !known.has(row.rowNumber));
    const refused = new Map(known);
    let taken = 0;
    for (const [index, chunk] of chunksOf(good).entries()) {
      setStep({ kind: "BUSY", what: `正在导入 ${good.length} 人…`, share: (index * IMPORT_CHUNK_ROWS) / good.length });
      const done = await importRows(chunk);
      if (!done.ok) {
        // The rows before are in; sent again, they are known and nobody is there twice.
        setStep({ kind: "CHECKED", fileName, rows, refused: known });
        return setRefusal(`${done.refusal.message}已导入 ${taken} 人，再点一次「导入」接着导入，不会重复。`);
      }
      taken += done.value.taken.length;
      for (const row of done.value.refused) addProblems(refused, row);
    }
    setRefusal(undefined);
    setStep({ kind: "DONE", fileName, rows, refused, taken });
    void queryClient.invalidateQueries({ queryKey: ["people"] });
  }

  async function problemFile({ rows, refused }: Checked): Promise<void> {
    const bad = rows.flatMap((row) => {
      const found = refused.get(row.rowNumber);
      return found === undefined
        ? []
        : [
            {
              ...row,
              reason: found.problems
                .map(({ head, sentence }) => `${head}：${sentence}`)
                .join("；")
                .slice(0, 600),
            },
          ];
    });
    const result = await downloadSpreadsheet(peopleRoutes.makeImportProblems, { body: { rows: bad.slice(0, IMPORT_PROBLEM_ROWS_MAX) } }, () => undefined);
    setRefusal(result.ok ? undefined : result.refusal.message);
  }
}

/** As many problems as a screen shows; the file holds the rest. */
const SHOWN_MAX = 50;

function Outcome({ step, onTake, onFile }: { readonly step: Extract<Step, Checked>; readonly onTake: () => void; readonly onFile: () => void }) {
  const refused = [...step.refused.values()].sort((a, b) => a.rowNumber - b.rowNumber);
  const good = step.rows.length - refused.length;
  const byNumber = new Map(step.rows.map((row) => [row.rowNumber, row]));
  return (
    <Panel title={step.fileName}>
      <p className="import-sum" role="status" data-testid="import-sum">
        {step.kind === "DONE"
          ? `已导入 ${step.taken} 人${refused.length === 0 ? "。" : `，${refused.length} 行没有导入。`}`
          : `共 ${step.rows.length} 行：${good} 行可以导入，${refused.length} 行有问题。`}
      </p>
      {step.kind === "DONE" && step.taken > 0 ? <p className="soft">系统已发短信给每个人，请他们用手机验证码登录并设置密码。</p> : null}
      <div className="import-steps">
        {step.kind === "CHECKED" && good > 0 ? (
          <Button type="primary" onClick={onTake} data-testid="import-take">
            {refused.length === 0 ? `导入 ${good} 人` : `先导入没有问题的 ${good} 人`}
          </Button>
        ) : null}
        {refused.length > 0 ? (
          <Button icon={<DownloadOutlined aria-hidden />} onClick={onFile} data-testid="import-problems-file">
            下载有问题的 {refused.length} 行（附原因）
          </Button>
        ) : null}
      </div>
      {refused.length === 0 ? null : (
        <ul className="import-problems" data-testid="import-problems">
          {refused.slice(0, SHOWN_MAX).map((row) => (
            <li key={row.rowNumber} data-testid="import-problem" data-row={row.rowNumber}>
              <p>
                <strong>第 {row.rowNumber} 行</strong> {byNumber.get(row.rowNumber)?.name ?? ""} {byNumber.get(row.rowNumber)?.username ?? ""}
              </p>
              {row.problems.map((problem) => (
                <p key={problem.column} className="import-why">
                  {IMPORT_HEADS[problem.column]}：{problem.sentence}
                </p>
              ))}
            </li>
          ))}
          {refused.length > SHOWN_MAX ? <li className="soft">还有 {refused.length - SHOWN_MAX} 行，请下载文件查看。</li> : null}
        </ul>
      )}
    </Panel>
  );
}

function chunksOf(rows: readonly ImportRow[]): ImportRow[][] {
  return Array.from({ length: Math.ceil(rows.length / IMPORT_CHUNK_ROWS) }, (_, index) =>
    rows.slice(index * IMPORT_CHUNK_ROWS, (index + 1) * IMPORT_CHUNK_ROWS),
  );
}

function addProblems(refused: Map<number, RefusedRow>, row: RefusedRow): void {
  const known = refused.get(row.rowNumber)?.problems ?? [];
  refused.set(row.rowNumber, {
    rowNumber: row.rowNumber,
    problems: [...known, ...row.problems.filter(({ column }) => !known.some((other) => other.column === column))],
  });
}

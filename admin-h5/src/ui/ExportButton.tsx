import DownloadOutlined from "@ant-design/icons/DownloadOutlined";
import { Button } from "antd";
import { useState } from "react";
import type { Route, RouteCall } from "@app/contract/kernel/route";
import { downloadSpreadsheet } from "../platform/download";

type State =
  { readonly kind: "READY" } | { readonly kind: "RUNNING"; readonly bytes: number } | { readonly kind: "SAVED" | "REFUSED"; readonly sentence: string };

/** 导出 Excel of what the page shows: its filter is the export's filter (promise M29). */
export function ExportButton<R extends Route>({ route, input }: { readonly route: R; readonly input: RouteCall<R> }) {
  // What was said belongs to the filter it was said of.
  const filterKey = JSON.stringify(input);
  const [said, setSaid] = useState<{ readonly filterKey: string; readonly state: State }>({ filterKey, state: { kind: "READY" } });
  const state: State = said.filterKey === filterKey || said.state.kind === "RUNNING" ? said.state : { kind: "READY" };
  const isRunning = state.kind === "RUNNING";
  return (
    <div className="export">
      <Button icon={<DownloadOutlined aria-hidden />} loading={isRunning} disabled={isRunning} onClick={() => void run()} data-testid="export">
        {isRunning ? `正在导出${state.bytes === 0 ? "…" : ` ${sizeText(state.bytes)}`}` : "导出 Excel"}
      </Button>
      {state.kind === "SAVED" ? (
        <p className="export-note" role="status" data-testid="export-saved">
          {state.sentence}
        </p>
      ) : state.kind === "REFUSED" ? (
        <p className="export-note export-refused" role="alert" data-testid="export-refused">
          {state.sentence}
        </p>
      ) : null}
    </div>
  );

  async function run(): Promise<void> {
    setSaid({ filterKey, state: { kind: "RUNNING", bytes: 0 } });
    const result = await downloadSpreadsheet(route, input, (bytes) => setSaid({ filterKey, state: { kind: "RUNNING", bytes } }));
    setSaid({ filterKey, state: result.ok ? { kind: "SAVED", sentence: `已保存：${result.value}` } : { kind: "REFUSED", sentence: result.refusal.message } });
  }
}

function sizeText(bytes: number): string {
  return bytes < 1_000_000 ? `${Math.ceil(bytes / 1000)} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}

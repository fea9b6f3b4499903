import type { Actor } from "@app/contract/kernel/actor";
import type { PersonalRecord } from "@app/contract/engines/personalRecord";
import type { KernelRefusal } from "@app/contract/kernel/errors";
import type { Page } from "@app/contract/kernel/page";
import { ok, refuse, type Result } from "@app/contract/kernel/result";
import type { SpreadsheetFile } from "@app/contract/kernel/spreadsheet";
import { instantLabel } from "@app/contract/kernel/time";
import type { PersonalDataRefusal } from "@app/contract/personalData/personalData.errors";
import {
  PERSONAL_COUNT_MAX,
  PERSONAL_DATA_WORDS,
  type ListMyRecordsQuery,
  type MyData,
  type MyDataFile,
  type PersonalDataKind,
} from "@app/contract/personalData/personalData.schema";
import { runCommand } from "../../../engines/commands/runCommand";
import type { PersonalRecords } from "../../../engines/personalData/personalRecords";
import { writeWorkbook } from "../../../engines/spreadsheet/writeWorkbook";
import { getPerson, isBindingValid, staffBindingOf } from "../../sessions/public";
import { countDownload, DOWNLOAD_TAG, DOWNLOADS_PER_DAY, downloadsLeft } from "../downloadCount";
import type { PersonalDataDeps } from "../personalDataDeps";

type Refusal = PersonalDataRefusal | KernelRefusal;
const PAGE_OF_DOWNLOAD = 100;

/** What is kept of the person, counted by kind, and what stands in the way of a deletion. */
export async function getMyData(deps: PersonalDataDeps, actor: Actor): Promise<Result<MyData, KernelRefusal>> {
  const { personId } = actor;
  if (personId === undefined) return refuse({ code: "FORBIDDEN" });
  const { store, clock } = deps.engine;
  const [person, openBookings, left, kinds] = await Promise.all([
    getPerson(store, personId),
    deps.countOpenBookings(personId),
    downloadsLeft(store, personId, clock.now()),
    Promise.all(deps.records.map((records) => countOf(records, personId))),
  ]);
  const binding = person === undefined ? undefined : staffBindingOf(person);
  return ok({
    kinds,
    ...(person?.agreedVersion === undefined ? {} : { agreedVersion: person.agreedVersion }),
    ...(person?.agreedAt === undefined ? {} : { agreedAt: person.agreedAt }),
    isStaff: binding !== undefined && (await isBindingValid({ store }, binding)),
    openBookings,
    downloadsLeftToday: left,
  });
}

async function countOf(records: PersonalRecords<PersonalDataKind>, personId: string): Promise<MyData["kinds"][number]> {
  const page = await records.list(personId, { limit: PERSONAL_COUNT_MAX, cursor: undefined });
  return page === "CURSOR_INVALID"
    ? { kind: records.kind, count: 0, hasMore: false }
    : { kind: records.kind, count: page.items.length, hasMore: page.next !== undefined };
}

export async function listMyRecords(
  deps: PersonalDataDeps,
  actor: Actor,
  kind: PersonalDataKind,
  query: ListMyRecordsQuery,
): Promise<Result<Page<PersonalRecord>, KernelRefusal>> {
  if (actor.personId === undefined) return refuse({ code: "FORBIDDEN" });
  const page = await recordsOf(deps, kind).list(actor.personId, { limit: query.limit, cursor: query.cursor });
  return page === "CURSOR_INVALID" ? refuse({ code: "CURSOR_INVALID" }) : ok({ ...page, items: [...page.items] });
}

/** Everything, for a program. */
export async function downloadMyData(deps: PersonalDataDeps, actor: Actor): Promise<Result<MyDataFile, Refusal>> {
  const begun = await beginDownload(deps, actor, "JSON");
  if (!begun.ok) return begun;
  const kinds: MyDataFile["kinds"] = [];
  for (const records of deps.records) {
    const { label, purpose } = PERSONAL_DATA_WORDS[records.kind];
    const all: PersonalRecord[] = [];
    for await (const page of pagesOf(records, begun.value)) all.push(...page);
    kinds.push({ kind: records.kind, label, purpose, records: all });
  }
  return ok({ madeAt: deps.engine.clock.now(), platform: "城市环境共治平台", personId: begun.value, kinds });
}

/** The same, to be read. */
export async function downloadMyDataSheet(deps: PersonalDataDeps, actor: Actor): Promise<Result<SpreadsheetFile, Refusal>> {
  const begun = await beginDownload(deps, actor, "XLSX");
  if (!begun.ok) return begun;
  const personId = begun.value;
  const now = deps.engine.clock.now();
  async function* pages(): AsyncGenerator<string[][]> {
    for (const records of deps.records) {
      const { label, purpose } = PERSONAL_DATA_WORDS[records.kind];
      for await (const page of pagesOf(records, personId)) {
        yield page.map(({ at, title, facts }) => [label, purpose, instantLabel(at), title, facts.map((fact) => `${fact.label}：${fact.value}`).join("；")]);
      }
    }
  }
  const column = (header: string, width: number) => ({ header, kind: "TEXT", width }) as const;
  const sheet = {
    name: "我的信息",
    title: "平台保存的我的信息",
    facts: [{ label: "下载时间", value: `${instantLabel(now)}（北京时间）` }],
    columns: [column("类别", 14), column("用途", 24), column("时间", 18), column("内容", 40), column("详细", 70)],
    pages: pages(),
  };
  return ok({ fileName: `我的信息_${instantLabel(now).replace(" ", "_").replace(":", "")}.xlsx`, content: writeWorkbook(sheet, now) });
}

/** Counted and noted before the first byte leaves: what was taken along, and when. */
async function beginDownload({ engine }: PersonalDataDeps, actor: Actor, format: "JSON" | "XLSX"): Promise<Result<string, Refusal>> {
  const { personId } = actor;
  if (personId === undefined) return refuse({ code: "FORBIDDEN" });
  return runCommand<string, Refusal>(engine, {
    actor,
    requestId: undefined,
    command: "downloadMyData",
    asked: undefined,
    decide: async ({ now, newId }) => {
      const downloadId = newId();
      return ok({
        writes: [countDownload(personId, now)],
        events: [
          { eventType: "OWN_DATA_DOWNLOADED", caseKind: "person", caseId: personId, casePk: `PERSON_DOWNLOAD#${downloadId}`, sequence: 1, payload: { format } },
        ],
        answer: personId,
        explain: (failed) => (failed.includes(DOWNLOAD_TAG) ? { code: "DOWNLOADS_USED_UP", perDay: DOWNLOADS_PER_DAY } : undefined),
      });
    },
  });
}

async function* pagesOf(records: PersonalRecords<PersonalDataKind>, personId: string): AsyncGenerator<readonly PersonalRecord[]> {
  let cursor: string | undefined;
  do {
    const page = await records.list(personId, { limit: PAGE_OF_DOWNLOAD, cursor });
    if (page === "CURSOR_INVALID") return;
    yield page.items;
    cursor = page.next;
  } while (cursor !== undefined);
}

function recordsOf({ records }: PersonalDataDeps, kind: PersonalDataKind): PersonalRecords<PersonalDataKind> {
  const found = records.find((candidate) => candidate.kind === kind);
  if (found === undefined) throw new Error(`nobody answers for ${kind}`);
  return found;
}

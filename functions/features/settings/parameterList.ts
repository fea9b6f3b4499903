import { PARAMETER_NAMES, PARAMETERS, type ParameterName, type ParameterRow } from "@app/contract/engines/parameters";
import type { Actor } from "@app/contract/kernel/actor";
import type { FieldProblem, KernelRefusal } from "@app/contract/kernel/errors";
import { ok, refuse, type Result } from "@app/contract/kernel/result";
import type { SettingsRefusal } from "@app/contract/settings/settings.errors";
import type { ChangeParameters, LastChange, Parameter, ParameterList } from "@app/contract/settings/settings.schema";
import { runCommand, type CommandEngine } from "../../engines/commands/runCommand";
import type { FieldChange } from "../../engines/events/event";
import { PARAMETERS_KEY, type Parameters, type ParametersItem } from "../../engines/settings/parameters";
import { absent, versionIs, type Store } from "../../engines/store/storePort";
import { settingEvent } from "./settingsRepository";

type Refusal = SettingsRefusal | KernelRefusal;
type Value = number | boolean | string;
/** What lies in the store: values of parameters that a later release dropped stay and are ignored. */
interface Stored extends ParametersItem {
  readonly lastChanges: { readonly [name: string]: LastChange };
}

const ITEM_TAG = "parameters";

export async function listParameters(store: Store): Promise<Result<ParameterList, never>> {
  return ok(toList(await read(store)));
}

/** Changes the named parameters together or none. A value equal to the standard one is kept like any other: the office has decided it. */
export async function changeParameters(
  { engine, parameters }: { readonly engine: CommandEngine; readonly parameters: Parameters },
  actor: Actor,
  command: ChangeParameters,
): Promise<Result<ParameterList, Refusal>> {
  const done = await runCommand<ParameterList, Refusal>(engine, {
    actor,
    requestId: command.requestId,
    command: "changeParameters",
    asked: command,
    decide: async ({ now }) => {
      const stored = await read(engine.store);
      if (stored.version !== command.version) return refuse(changedMeanwhile(stored));
      const asked = Object.entries(command.values) as [ParameterName, Value][];
      const problems = asked.flatMap(([name, value]) => problemsOf(name, value));
      if (problems.length > 0) return refuse({ code: "PARAMETER_INVALID", problems });
      const news = asked.filter(([name, value]) => valueOf(stored, name) !== value);
      if (news.length === 0) return ok({ writes: [], events: [], answer: toList(stored) });
      const changed: FieldChange[] = news.map(([name, value]) => ({
        label: PARAMETERS[name].label,
        before: inWords(PARAMETERS[name], valueOf(stored, name)),
        after: inWords(PARAMETERS[name], value),
      }));
      const after: Stored = {
        ...stored,
        values: { ...stored.values, ...Object.fromEntries(news) },
        lastChanges: { ...stored.lastChanges, ...Object.fromEntries(news.map(([name]) => [name, { byName: actor.name, at: now }])) },
        version: stored.version + 1,
      };
      return ok({
        writes: [{ kind: "put", tag: ITEM_TAG, item: after, condition: stored.version === 0 ? absent : versionIs(stored.version) }],
        events: [settingEvent("PARAMETERS_CHANGED", "PARAMETERS", after.version, changed)],
        answer: toList(after),
      });
    },
  });
  if (done.ok) parameters.forget();
  return done;
}

async function read(store: Store): Promise<Stored> {
  const item = (await store.get(PARAMETERS_KEY)) as Stored | undefined;
  return { ...PARAMETERS_KEY, values: {}, lastChanges: {}, version: 0, ...item } as Stored;
}

function valueOf({ values }: Stored, name: ParameterName): Value {
  return values[name] ?? PARAMETERS[name].standard;
}

function changedMeanwhile({ lastChanges }: Stored): Refusal {
  const last = Object.values(lastChanges).reduce<LastChange | undefined>(
    (latest, change) => (latest === undefined || change.at > latest.at ? change : latest),
    undefined,
  );
  return { code: "SETTING_CHANGED", byName: last?.byName, at: last?.at };
}

/** Exported for its table of cases. */
export function problemsOf(name: ParameterName, value: Value): FieldProblem[] {
  const row: ParameterRow = PARAMETERS[name];
  const problem = (message: string): FieldProblem[] => [{ path: `body.values.${name}`, message }];
  switch (row.kind) {
    case "NUMBER":
      return typeof value === "number" && Number.isInteger(value) && value >= row.min && value <= row.max
        ? []
        : problem(`请填写 ${row.min} 到 ${row.max} 之间的整数（${row.unit}）`);
    case "SWITCH":
      return typeof value === "boolean" ? [] : problem("请选择开或关");
    case "TIME":
      return typeof value === "string" && /^([01]\d|2[0-3]):[0-5]\d$/.test(value) ? [] : problem("请填写时间，如 22:00");
  }
}

function inWords(row: ParameterRow, value: Value): string {
  if (row.kind === "SWITCH") return value === true ? "开" : "关";
  return row.kind === "NUMBER" ? `${String(value)} ${row.unit}` : String(value);
}

function toList(stored: Stored): ParameterList {
  return { version: stored.version, parameters: PARAMETER_NAMES.map((name) => toParameter(stored, name)) };
}

function toParameter(stored: Stored, name: ParameterName): Parameter {
  const row: ParameterRow = PARAMETERS[name];
  const lastChange = stored.lastChanges[name];
  return {
    name,
    group: row.group,
    label: row.label,
    help: row.help,
    kind: row.kind,
    unit: row.kind === "NUMBER" ? row.unit : "",
    ...(row.kind === "NUMBER" ? { min: row.min, max: row.max } : {}),
    standard: row.standard,
    value: valueOf(stored, name),
    ...(lastChange === undefined ? {} : { lastChange }),
  };
}

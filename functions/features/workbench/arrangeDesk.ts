import type { Actor } from "@app/contract/kernel/actor";
import type { KernelRefusal } from "@app/contract/kernel/errors";
import { ok, refuse, type Result } from "@app/contract/kernel/result";
import type { WorkbenchRefusal } from "@app/contract/workbench/workbench.errors";
import {
  SAVED_FILTERS_MAX,
  type ChangeShortcuts,
  type DropFilter,
  type SavedFilter,
  type SavedFilters,
  type SaveFilter,
} from "@app/contract/workbench/workbench.schema";
import { runCommand, type CommandEngine } from "../../engines/commands/runCommand";
import { absent, versionIs, type Store } from "../../engines/store/storePort";
import { filtersKey, getFilters, getShortcuts, shortcutsKey } from "./deskRepository";

type Refusal = WorkbenchRefusal | KernelRefusal;

/** The whole choice at once: what is sent last holds. */
export async function changeShortcuts(engine: CommandEngine, actor: Actor, command: ChangeShortcuts): Promise<Result<{ shortcuts: string[] }, Refusal>> {
  const { accountId } = actor;
  if (accountId === undefined) return refuse({ code: "FORBIDDEN" });
  return runCommand<{ shortcuts: string[] }, Refusal>(engine, {
    actor,
    requestId: command.requestId,
    command: "changeShortcuts",
    asked: command,
    decide: async () => {
      const kept = await getShortcuts(engine.store, accountId);
      const { shortcuts } = command;
      return ok({
        writes: [
          {
            kind: "put",
            tag: "shortcuts",
            item: { ...shortcutsKey(accountId), shortcuts, version: (kept?.version ?? 0) + 1 },
            condition: kept === undefined ? absent : versionIs(kept.version),
          },
        ],
        events: [],
        answer: { shortcuts },
      });
    },
  });
}

export async function listSavedFilters(store: Store, actor: Actor, page: string): Promise<Result<SavedFilters, KernelRefusal>> {
  if (actor.accountId === undefined) return refuse({ code: "FORBIDDEN" });
  return ok({ items: [...((await getFilters(store, actor.accountId, page))?.filters ?? [])] });
}

/** Adds one, or gives a name its new conditions. Two windows that save at the same moment both find theirs (promise R5). */
export function saveFilter(engine: CommandEngine, actor: Actor, page: string, command: SaveFilter): Promise<Result<SavedFilters, Refusal>> {
  const { requestId, name, query } = command;
  return changeFilters(engine, actor, { page, requestId, command: "saveFilter", asked: [page, name, query] }, (filters) =>
    filters.some((each) => each.name === name) ? filters.map((each) => (each.name === name ? { name, query } : each)) : [...filters, { name, query }],
  );
}

export function dropFilter(engine: CommandEngine, actor: Actor, page: string, command: DropFilter): Promise<Result<SavedFilters, Refusal>> {
  const { requestId, name } = command;
  return changeFilters(engine, actor, { page, requestId, command: "dropFilter", asked: [page, name] }, (filters) =>
    filters.filter((each) => each.name !== name),
  );
}

async function changeFilters(
  engine: CommandEngine,
  actor: Actor,
  asked: { readonly page: string; readonly requestId: string; readonly command: string; readonly asked: unknown },
  change: (filters: readonly SavedFilter[]) => SavedFilter[],
): Promise<Result<SavedFilters, Refusal>> {
  const { accountId } = actor;
  if (accountId === undefined) return refuse({ code: "FORBIDDEN" });
  return runCommand<SavedFilters, Refusal>(engine, {
    actor,
    requestId: asked.requestId,
    command: asked.command,
    asked: asked.asked,
    decide: async () => {
      const kept = await getFilters(engine.store, accountId, asked.page);
      const filters = change(kept?.filters ?? []);
      if (filters.length > SAVED_FILTERS_MAX) return refuse({ code: "SAVED_FILTERS_FULL" });
      return ok({
        writes: [
          {
            kind: "put",
            tag: "saved filters",
            item: { ...filtersKey(accountId, asked.page), filters, version: (kept?.version ?? 0) + 1 },
            condition: kept === undefined ? absent : versionIs(kept.version),
          },
        ],
        events: [],
        answer: { items: filters },
      });
    },
  });
}

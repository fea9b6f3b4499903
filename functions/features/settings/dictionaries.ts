import { DICTIONARIES, DICTIONARY_NAMES, type DictionaryName } from "@app/contract/engines/dictionaries";
import type { Actor } from "@app/contract/kernel/actor";
import type { KernelRefusal } from "@app/contract/kernel/errors";
import { ok, refuse, type Result } from "@app/contract/kernel/result";
import type { SettingsRefusal } from "@app/contract/settings/settings.errors";
import type { ChangeDictionary, Dictionary } from "@app/contract/settings/settings.schema";
import { runCommand, type CommandEngine } from "../../engines/commands/runCommand";
import { absent, versionIs, type Store } from "../../engines/store/storePort";
import { dictionaryKey, getDictionaryItem, settingEvent, type DictionaryItem } from "./settingsRepository";

type Refusal = SettingsRefusal | KernelRefusal;

export async function listDictionaries(store: Store): Promise<Result<{ dictionaries: Dictionary[] }, never>> {
  const items = await store.getMany(DICTIONARY_NAMES.map(dictionaryKey));
  const byPk = new Map(items.map((item) => [item?.pk, item as DictionaryItem | undefined]));
  return ok({ dictionaries: DICTIONARY_NAMES.map((name) => toDictionary(name, byPk.get(dictionaryKey(name).pk))) });
}

/** The words that a form offers. */
export async function getDictionary(store: Store, name: DictionaryName): Promise<Result<{ entries: string[] }, never>> {
  return ok({ entries: await dictionaryEntries(store, name) });
}
export async function dictionaryEntries(store: Store, name: DictionaryName): Promise<string[]> {
  return toDictionary(name, await getDictionaryItem(store, name)).entries;
}

export function changeDictionary(engine: CommandEngine, actor: Actor, name: DictionaryName, command: ChangeDictionary): Promise<Result<Dictionary, Refusal>> {
  return runCommand<Dictionary, Refusal>(engine, {
    actor,
    requestId: command.requestId,
    command: "changeDictionary",
    asked: { name, ...command },
    decide: async ({ now }) => {
      const before = await getDictionaryItem(engine.store, name);
      const version = before?.version ?? 0;
      if (version !== command.version) return refuse({ code: "SETTING_CHANGED", byName: before?.lastChange.byName, at: before?.lastChange.at });
      const entriesBefore = before?.entries ?? DICTIONARIES[name].standard;
      if (JSON.stringify(entriesBefore) === JSON.stringify(command.entries)) return ok({ writes: [], events: [], answer: toDictionary(name, before) });
      const after: DictionaryItem = {
        ...dictionaryKey(name),
        entries: command.entries,
        lastChange: { byName: actor.name, at: now },
        version: version + 1,
      };
      const changed = [{ label: DICTIONARIES[name].label, before: inLines(entriesBefore), after: inLines(command.entries) }];
      return ok({
        writes: [{ kind: "put", tag: "dictionary", item: after, condition: version === 0 ? absent : versionIs(version) }],
        events: [settingEvent("DICTIONARY_CHANGED", name, after.version, changed)],
        answer: toDictionary(name, after),
      });
    },
  });
}

const inLines = (entries: readonly string[]): string => entries.join("\n");

function toDictionary(name: DictionaryName, item: DictionaryItem | undefined): Dictionary {
  const { label, help, standard } = DICTIONARIES[name];
  return {
    name,
    label,
    help,
    entries: [...(item?.entries ?? standard)],
    isStandard: item === undefined,
    version: item?.version ?? 0,
    ...(item === undefined ? {} : { lastChange: item.lastChange }),
  };
}

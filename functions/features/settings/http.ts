import type { settingsRoutes } from "@app/contract/settings/settings.routes";
import type { CommandEngine } from "../../engines/commands/runCommand";
import type { Handlers } from "../../engines/http/handler";
import type { Parameters } from "../../engines/settings/parameters";
import { changeCalendarYear, getCalendarYear } from "./calendarYear";
import { changeDictionary, getDictionary, listDictionaries } from "./dictionaries";
import { changeParameters, listParameters } from "./parameterList";
import { listSettingChanges } from "./settingChanges";

export function settingsHandlers(deps: { readonly engine: CommandEngine; readonly parameters: Parameters }): Handlers<typeof settingsRoutes> {
  const { engine } = deps;
  return {
    listParameters: () => listParameters(engine.store),
    changeParameters: ({ input, actor }) => changeParameters(deps, actor, input.body),
    listDictionaries: () => listDictionaries(engine.store),
    getDictionary: ({ input }) => getDictionary(engine.store, input.params.dictionary),
    changeDictionary: ({ input, actor }) => changeDictionary(engine, actor, input.params.dictionary, input.body),
    getCalendarYear: ({ input }) => getCalendarYear(engine.store, input.params.year),
    changeCalendarYear: ({ input, actor }) => changeCalendarYear(engine, actor, input.params.year, input.body),
    listSettingChanges: ({ input }) => listSettingChanges(engine.store, input.query),
  };
}

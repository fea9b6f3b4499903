import type { workbenchRoutes } from "@app/contract/workbench/workbench.routes";
import type { Handlers } from "../../engines/http/handler";
import { changeShortcuts, dropFilter, listSavedFilters, saveFilter } from "./arrangeDesk";
import { getWorkbench, type WorkbenchDeps } from "./getWorkbench";
import { searchEverywhere } from "./searchEverywhere";

export function workbenchHandlers(deps: WorkbenchDeps): Handlers<typeof workbenchRoutes> {
  const { engine } = deps;
  return {
    getWorkbench: ({ actor }) => getWorkbench(deps, actor),
    changeShortcuts: ({ input, actor }) => changeShortcuts(engine, actor, input.body),
    listSavedFilters: ({ input, actor }) => listSavedFilters(engine.store, actor, input.params.page),
    saveFilter: ({ input, actor }) => saveFilter(engine, actor, input.params.page, input.body),
    dropFilter: ({ input, actor }) => dropFilter(engine, actor, input.params.page, input.body),
    searchEverywhere: ({ input, actor }) => searchEverywhere(deps.searches, actor, input.query.q),
  };
}

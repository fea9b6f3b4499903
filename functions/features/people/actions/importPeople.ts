import type { Actor } from "@app/contract/kernel/actor";
import { ok, type Result } from "@app/contract/kernel/result";
import type { CheckImport, ImportChecked, ImportPeople, PeopleImported, RefusedRow } from "@app/contract/people/peopleImport.schema";
import { runCommand } from "../../../engines/commands/runCommand";
import { readEvent } from "../../../engines/events/event";
import { accountPk } from "../../sessions/public";
import { problemOf, readRows } from "../importRows";
import { decideNewPerson } from "../newPerson";
import type { PeopleDeps } from "../peopleDeps";
import { usernameOnly, type PersonRefusal } from "../personCommand";

export async function checkImport(deps: PeopleDeps, actor: Actor, { rows }: CheckImport): Promise<Result<ImportChecked, never>> {
  const read = await readRows(deps.engine.store, actor, rows);
  return ok({ refused: read.flatMap((row): RefusedRow[] => ("problems" in row ? [row] : [])) });
}

/**
 * Each row is a command of its own under the sending's id and its number: a bad row keeps no good one back, and the same rows sent again after a lost answer
 * are answered as before and make nobody twice (promise R2).
 */
export async function importPeople(deps: PeopleDeps, actor: Actor, { requestId, rows }: ImportPeople): Promise<Result<PeopleImported, PersonRefusal>> {
  const { store } = deps.engine;
  const taken: PeopleImported["taken"] = [];
  const refused: RefusedRow[] = [];
  for (const row of await readRows(store, actor, rows)) {
    const rowId = `${requestId}#${row.rowNumber}`;
    if ("problems" in row) {
      const username =
        rows
          .find(({ rowNumber }) => rowNumber === row.rowNumber)
          ?.username.trim()
          .toLowerCase() ?? "";
      // Its own first sending may be what took the name.
      if (await wasTakenBy(deps, rowId, username)) taken.push({ rowNumber: row.rowNumber, username });
      else refused.push(row);
      continue;
    }
    const done = await runCommand<string, PersonRefusal>(deps.engine, {
      actor,
      requestId: rowId,
      command: "importPerson",
      asked: row.data,
      decide: async (context) => usernameOnly(await decideNewPerson(store, context, row.data)),
    });
    if (done.ok) taken.push({ rowNumber: row.rowNumber, username: done.value });
    else refused.push({ rowNumber: row.rowNumber, problems: [problemOf(done.refusal)] });
  }
  return ok({ taken, refused });
}

/** The account's first event says by which request it was made. */
async function wasTakenBy(deps: PeopleDeps, rowId: string, username: string): Promise<boolean> {
  if (username === "") return false;
  const page = await deps.engine.store.query({ index: "primary", pk: accountPk(username), range: { beginsWith: "EVENT#" }, limit: 1 });
  const first = page.items[0] === undefined ? undefined : readEvent(page.items[0]);
  return first?.eventType === "ACCOUNT_CREATED" && first.requestId === rowId;
}

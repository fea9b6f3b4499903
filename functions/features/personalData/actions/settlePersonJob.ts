import { addMs, MINUTE_MS, type Instant } from "@app/contract/kernel/time";
import type { DeadlineHandler } from "../../../engines/deadlines/deadlines";
import { ASKED_BY_PERSON, BY_PERSON, tombstoneWrite } from "../../../engines/retention/tombstones";
import { exists, versionIs, type Write } from "../../../engines/store/storePort";
import {
  forgetIdentityWrites,
  getPerson,
  getPersonJob,
  personKey,
  personJobDue,
  personJobKey,
  PERSON_JOB_DEADLINE,
  type PersonJobItem,
} from "../../sessions/public";
import type { PersonalDataDeps } from "../personalDataDeps";

/** Records of one kind at a time, and pieces of one sweep: a person with thousands of records does not hold up anybody else's. */
const RECORDS_AT_ONCE = 20;
const PIECES_PER_SWEEP = 10;
/** A session is remembered by each process for a minute: what it still leaves behind after the work was done is found by one more look. */
const LAST_LOOK_AFTER_MS = 2 * MINUTE_MS;

export function personJobDeadlines(deps: PersonalDataDeps): DeadlineHandler[] {
  return [{ kind: PERSON_JOB_DEADLINE, settle: (item) => settlePersonJob(deps, (item as PersonJobItem).jobId) }];
}

/**
 * Goes on with the work on one person's records. Each piece finds what is still theirs, so a process that dies loses nothing and repeats nothing; only when no kind
 * has anything left is the job done. Two sweeps at once do harm to nobody: every record is changed under its own condition.
 */
export async function settlePersonJob(deps: PersonalDataDeps, jobId: string): Promise<void> {
  const { store, clock } = deps.engine;
  const job = await getPersonJob(store, jobId);
  if (job?.index4 === undefined) return;
  let handled = 0;
  for (let piece = 0; piece < PIECES_PER_SWEEP; piece += 1) {
    const found = await nextPiece(deps, job, clock.now());
    if (found === 0) return void (await store.transact(await doneWrites(deps, job, handled, clock.now())));
    handled += found;
  }
  // Behind whatever else is due: the next sweep goes on.
  await store.transact([stepWrite(job, handled, { index4: personJobDue(jobId, clock.now()) })]);
}

/** One piece of the first kind that has anything left; how many records it found. */
async function nextPiece({ records }: PersonalDataDeps, job: PersonJobItem, now: Instant): Promise<number> {
  for (const kind of records) {
    const found =
      job.kind === "FORGET"
        ? await kind.forget({ personId: job.personId, limit: RECORDS_AT_ONCE, now })
        : await kind.handOver({ from: job.personId, to: job.into ?? "", limit: RECORDS_AT_ONCE });
    if (found > 0) return found;
  }
  return 0;
}

async function doneWrites({ engine }: PersonalDataDeps, job: PersonJobItem, handled: number, now: Instant): Promise<Write[]> {
  if (job.doneAt !== undefined) return [stepWrite(job, handled, {}, ["index4"])];
  const done = stepWrite(job, handled, { doneAt: now, index4: personJobDue(job.jobId, addMs(now, LAST_LOOK_AFTER_MS)) });
  const person = job.kind === "FORGET" ? await getPerson(engine.store, job.personId) : undefined;
  // What WeChat calls the absorbed one is the survivor's by now, and goes when they go.
  if (job.kind === "MERGE")
    return [done, { kind: "update", tag: "absorbed", key: personKey(job.personId), set: { openids: {} }, add: { version: 1 }, condition: exists }];
  return [
    done,
    ...(person === undefined || person.forgottenAt !== undefined ? [] : forgetIdentityWrites(person, now)),
    ...(job.kind === "FORGET" ? [tombstoneOf(job, job.recordsHandled + handled, now)] : []),
  ];
}

/** Its id leads to nobody from now on. */
function tombstoneOf({ personId }: PersonJobItem, records: number, at: Instant): Write {
  return tombstoneWrite({ kind: "ACCOUNT", at, byName: BY_PERSON, because: ASKED_BY_PERSON, caseId: personId, caseName: `共处理 ${records} 条记录` });
}

function stepWrite(
  job: PersonJobItem,
  handled: number,
  set: Readonly<Record<string, string | { pk: string; sk: string }>>,
  remove: readonly string[] = [],
): Write {
  return {
    kind: "update",
    tag: "job",
    key: personJobKey(job.jobId),
    set,
    remove,
    add: { version: 1, recordsHandled: handled },
    condition: versionIs(job.version),
  };
}

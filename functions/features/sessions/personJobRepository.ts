import type { Instant } from "@app/contract/kernel/time";
import { deadlineEntry } from "../../engines/deadlines/deadlines";
import type { ItemKey, Store, StoredItem } from "../../engines/store/storePort";

/**
 * Work on all the records of one person, done piece by piece by the sweep and resumed wherever it stopped. It stays as the record of what was done.
 * | AP-J1 · one job · its steps, the person's receipt · primary · PERSON_JOB#id / STATE · 1 |
 * | AP-J2 · jobs to go on with · sweep · index4 · DUE#PERSON_JOB / moment · page |
 */
export interface PersonJobItem extends StoredItem {
  readonly jobId: string;
  /** MERGE: the person turned out to be another one. FORGET: they asked for it. */
  readonly kind: "MERGE" | "FORGET";
  readonly personId: string;
  /** On a MERGE: who they are. */
  readonly into?: string;
  /** On a FORGET: why, in their own words. */
  readonly reason?: string;
  readonly askedAt: Instant;
  /** When nothing was left to do. */
  readonly doneAt?: Instant;
  readonly recordsHandled: number;
  readonly version: number;
}

export const PERSON_JOB_DEADLINE = "PERSON_JOB";
export const personJobKey = (jobId: string): ItemKey => ({ pk: `PERSON_JOB#${jobId}`, sk: "STATE" });
export const personJobDue = (jobId: string, at: Instant): ItemKey => deadlineEntry(PERSON_JOB_DEADLINE, at, jobId);

export function newPersonJob(job: Pick<PersonJobItem, "jobId" | "kind" | "personId" | "into" | "reason" | "askedAt">): PersonJobItem {
  const { jobId, askedAt } = job;
  const known = Object.fromEntries(Object.entries(job).filter(([, value]) => value !== undefined)) as typeof job;
  return { ...personJobKey(jobId), ...known, index4: personJobDue(jobId, askedAt), recordsHandled: 0, version: 1 } as PersonJobItem;
}

export async function getPersonJob(store: Store, jobId: string): Promise<PersonJobItem | undefined> {
  return (await store.get(personJobKey(jobId))) as PersonJobItem | undefined;
}

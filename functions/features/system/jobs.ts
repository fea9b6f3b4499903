import { ok, type Result } from "@app/contract/kernel/result";
import { JOB_DAYS_SHOWN, type Job } from "@app/contract/system/system.schema";
import { listJobDays, type JobDayItem } from "../../engines/deadlines/jobRuns";
import type { SystemDeps } from "./systemDeps";
import { deadlineLabel, withoutPersonalData } from "./systemWords";

/** One query for each kind: some twenty, each of at most fourteen lines. Kinds that failed of late stand first. */
export async function listJobs({ engine, deadlineKinds }: SystemDeps): Promise<Result<{ jobs: Job[] }, never>> {
  const jobs = await Promise.all(deadlineKinds.map(async (kind) => toJob(kind, await listJobDays(engine.store, kind, JOB_DAYS_SHOWN))));
  return ok({ jobs: jobs.sort((a, b) => Number(b.lastFailure !== undefined) - Number(a.lastFailure !== undefined)) });
}

function toJob(kind: string, days: readonly JobDayItem[]): Job {
  const failed = days.find(({ lastFailureAt }) => lastFailureAt !== undefined);
  return {
    kind,
    label: deadlineLabel(kind),
    ...(days[0] === undefined ? {} : { lastAt: days[0].lastAt }),
    ...(failed?.lastFailureAt === undefined ? {} : { lastFailure: { at: failed.lastFailureAt, message: withoutPersonalData(failed.lastFailure ?? "") } }),
    days: days.map(({ day, settled, failed: count }) => ({ day, settled, failed: count })),
  };
}

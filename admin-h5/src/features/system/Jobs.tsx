import { useQuery } from "@tanstack/react-query";
import { dateLabel, instantLabel } from "@app/contract/kernel/time";
import { JOB_DAYS_SHOWN, type Job } from "@app/contract/system/system.schema";
import { systemRoutes } from "@app/contract/system/system.routes";
import { read } from "../../platform/api";
import { today } from "../../platform/clock";
import { ErrorState } from "../../ui/ErrorState";
import { Loading } from "../../ui/Loading";

/** What the system did by itself in the last two weeks. Kinds that failed stand first. */
export function Jobs() {
  const jobs = useQuery({ queryKey: ["system", "jobs"], queryFn: () => read(systemRoutes.listJobs, {}) });
  if (jobs.data === undefined) return jobs.error === null ? <Loading /> : <ErrorState error={jobs.error} onRetry={() => void jobs.refetch()} />;
  const idle = jobs.data.jobs.filter(({ lastAt, lastFailure }) => lastAt === undefined && lastFailure === undefined);
  return (
    <>
      <p className="system-lead">到了时限由系统自动办理的事，近 {JOB_DAYS_SHOWN} 天的记录。失败的每分钟会再试。</p>
      <ul className="system-lines">
        {jobs.data.jobs
          .filter((job) => !idle.includes(job))
          .map((job) => (
            <JobLine key={job.kind} job={job} />
          ))}
        {idle.length === 0 ? null : (
          <li data-testid="jobs-idle">
            <div className="system-what">
              <p className="system-title">
                近 {JOB_DAYS_SHOWN} 天没有要办的（{idle.length} 种）
              </p>
              <p className="soft">{idle.map(({ label }) => label).join("、")}</p>
            </div>
          </li>
        )}
      </ul>
    </>
  );
}

function JobLine({ job: { kind, label, lastAt, lastFailure, days } }: { readonly job: Job }) {
  const now = days.find(({ day }) => day === today());
  const failed = days.reduce((sum, day) => sum + day.failed, 0);
  return (
    <li data-testid={`job-${kind}`}>
      <div className="system-what">
        <p className="system-title">{label}</p>
        {lastAt === undefined ? null : <p className="soft">最近一次 {instantLabel(lastAt)}</p>}
        {lastFailure === undefined ? null : (
          <p className="system-reason">
            {instantLabel(lastFailure.at)} 没有办成：{lastFailure.message}
          </p>
        )}
        {days.length < 2 ? null : (
          <details>
            <summary>每天的记录</summary>
            <ol className="number">
              {days.map(({ day, settled, failed: count }) => (
                <li key={day}>
                  {dateLabel(day)}：办了 {settled} 件{count === 0 ? "" : `，失败 ${count} 次`}
                </li>
              ))}
            </ol>
          </details>
        )}
      </div>
      <p className="system-now number">
        今天办了 {now?.settled ?? 0} 件{failed === 0 ? "" : `，近 ${JOB_DAYS_SHOWN} 天失败 ${failed} 次`}
      </p>
    </li>
  );
}

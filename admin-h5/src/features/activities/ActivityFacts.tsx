import { Alert } from "antd";
import { Fragment, type ReactNode } from "react";
import { AUDIENCE_WITHOUT_REVIEW_MAX, type ActivityDetail } from "@app/contract/activities/activity.schema";
import { instantLabel } from "@app/contract/kernel/time";
import { figureText } from "../../ui/figures";
import { PhotoStrip } from "../../ui/PhotoStrip";
import { daysLabel } from "./activitiesFilter";
import { ActivityTag } from "./ActivitiesTable";

export function ActivityFacts({ activity }: { readonly activity: ActivityDetail }) {
  const facts: (readonly [string, ReactNode])[] = [
    ["提交人", activity.unitName],
    ...(activity.organizers === undefined ? [] : [["举办方", activity.organizers] as const]),
    ["开放形式", activity.formLabel],
    ["渠道", `${activity.channelLabel} · ${activity.channelName}`],
    ["活动时间", daysLabel(activity)],
    ["受众总人数", `${figureText(activity.audience)} 人`],
    ["资源数量", figureText(activity.resources)],
    ["视频总时长", `${figureText(activity.minutes)} 分钟`],
    ...(activity.address === undefined ? [] : [["网址或ID号", <Address key="address" text={activity.address} />] as const]),
    ...(activity.note === undefined
      ? []
      : [
          [
            "备注",
            <span key="note" className="pre-line">
              {activity.note}
            </span>,
          ] as const,
        ]),
    ["提交时间", instantLabel(activity.submittedAt)],
  ];
  return (
    <>
      <div className="activity-head">
        <h2>{activity.name}</h2>
        <ActivityTag activity={activity} />
      </div>
      {activity.returnReason === undefined ? null : (
        <Alert className="decide-notice" type="error" showIcon title={`驳回原因：${activity.returnReason}`} data-testid="return-reason" />
      )}
      {activity.isReviewed ? (
        <Alert
          className="decide-notice"
          type="info"
          showIcon
          title={`受众超过 ${AUDIENCE_WITHOUT_REVIEW_MAX} 人，省级审核后还须平台管理员复议。`}
          data-testid="needs-review"
        />
      ) : null}
      <dl className="facts number">
        {facts.map(([term, fact]) => (
          <Fragment key={term}>
            <dt>{term}</dt>
            <dd>{fact}</dd>
          </Fragment>
        ))}
      </dl>
      <section className="drawer-section" aria-label="视频截图">
        <h3>视频截图</h3>
        <PhotoStrip photos={activity.videoScreenshots} />
      </section>
      <section className="drawer-section" aria-label="播放量截图">
        <h3>播放量截图</h3>
        <PhotoStrip photos={activity.playsScreenshots} />
      </section>
      <section className="drawer-section" aria-label="办理经过">
        <h3>办理经过</h3>
        <ol className="timeline" data-testid="activity-timeline">
          {activity.timeline.map((entry, index) => (
            <li key={`${entry.at}-${index}`}>
              <p className="timeline-what">{entry.label}</p>
              <p className="timeline-when">
                {instantLabel(entry.at)} · {entry.byName}（{entry.byOffice}）
              </p>
              {entry.remark === undefined ? null : <p className="timeline-remark">{entry.remark}</p>}
            </li>
          ))}
        </ol>
      </section>
    </>
  );
}

/** A web address can be opened; a channel's number only read. Nothing but http and https becomes a link. */
function Address({ text }: { readonly text: string }) {
  return /^https?:\/\/\S+$/i.test(text) ? (
    <a href={text} target="_blank" rel="noreferrer noopener" data-code>
      {text}
    </a>
  ) : (
    <span data-code>{text}</span>
  );
}

import { Fragment, type ReactNode } from "react";
import { instantLabel } from "@app/contract/kernel/time";
import type { RegistrationDetail } from "@app/contract/registrations/registration.schema";
import { REGISTRATION_KIND_ROWS } from "@app/contract/registrations/registrationKinds";
import { DocumentLink } from "../../ui/DocumentField";
import { Panel } from "../../ui/Panel";
import { StatusTag } from "../../ui/StatusTag";
import { REGISTRATION_STATUS_TONES } from "./registrationTones";

export function RegistrationTag({ registration }: { readonly registration: Pick<RegistrationDetail, "status" | "statusLabel"> }) {
  return (
    <StatusTag tone={REGISTRATION_STATUS_TONES[registration.status]} testId="registration-status">
      {registration.statusLabel}
    </StatusTag>
  );
}

/** All that was sent, as its author and its reviewers see it. */
export function RegistrationFacts({ registration }: { readonly registration: RegistrationDetail }) {
  const { content, kind } = registration;
  const row = REGISTRATION_KIND_ROWS[kind];
  const facts: (readonly [string, ReactNode])[] = [
    ["机构类型", registration.levelLabel === undefined ? row.label : `${row.label}（${registration.levelLabel}）`],
    [
      "用户名",
      <span key="username" data-code>
        {registration.username}
      </span>,
    ],
    ...(content === undefined
      ? []
      : ([
          ["所在地", `${registration.placeLabel ?? ""} ${content.address}`],
          ["办公电话", content.officePhone],
          [row.principalLabel, `${content.principalName}，手机 ${registration.principalPhoneMasked}（已验证）`],
          ["邮箱", registration.email],
          [row.regionsLabel, registration.regionLabels.join("、")],
          ...(row.asksCategories ? [["管控类别", registration.categoryLabels.join("、")] as const] : []),
        ] as const)),
    ...(registration.submittedAt === undefined ? [] : [["提交时间", instantLabel(registration.submittedAt)] as const]),
  ];
  return (
    <>
      <dl className="facts number">
        {facts.map(([term, fact]) => (
          <Fragment key={term}>
            <dt>{term}</dt>
            <dd>{fact}</dd>
          </Fragment>
        ))}
      </dl>
      {registration.letter === undefined ? null : (
        <section className="drawer-section" aria-label={row.letterLabel}>
          <h3>{row.letterLabel}</h3>
          <DocumentLink document={registration.letter} testId="registration-letter-link" />
        </section>
      )}
    </>
  );
}

export function RegistrationTimeline({ registration }: { readonly registration: RegistrationDetail }) {
  return (
    <Panel title="注册经过">
      <ol className="timeline" data-testid="registration-timeline">
        {registration.timeline.map((entry, index) => (
          <li key={`${entry.at}-${index}`}>
            <p className="timeline-what">{entry.label}</p>
            <p className="timeline-when">
              {instantLabel(entry.at)} · {entry.byName}
            </p>
            {entry.remark === undefined ? null : <p className="timeline-remark">{entry.remark}</p>}
          </li>
        ))}
      </ol>
    </Panel>
  );
}

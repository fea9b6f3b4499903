import { hazardCategoryLabel } from "@app/contract/organizations/hazardCategories";
import { REGISTRATION_LEVEL_LABELS } from "@app/contract/registrations/registration.schema";
import { REGISTRATION_KIND_ROWS } from "@app/contract/registrations/registrationKinds";
import type { ApprovalSubject } from "../approvals/public";
import { placeLabel } from "./registrationPlaces";
import type { SentRegistration } from "./registrationRepository";

export const REGISTRATION_SUBJECT = "registration";

/** A registration as the desks of its approval show it. */
export function approvalSubject({ registrationId, kind, organizationName, reviewPath, content }: SentRegistration): ApprovalSubject {
  const row = REGISTRATION_KIND_ROWS[kind];
  const { level, place, principalName, regions, categories } = content;
  return {
    kind: REGISTRATION_SUBJECT,
    id: registrationId,
    title: `${organizationName} 注册申请`,
    fields: [
      { label: "类型", value: level === undefined ? row.label : `${row.label}（${REGISTRATION_LEVEL_LABELS[level]}）` },
      { label: "所在地", value: placeLabel(place) },
      { label: row.principalLabel, value: principalName },
      { label: row.regionsLabel, value: regions.map(placeLabel).join("、") },
      ...(row.asksCategories ? [{ label: "管控类别", value: categories.map(hazardCategoryLabel).join("、") }] : []),
    ],
    orgPath: reviewPath,
    opens: `/registrations?registration=${registrationId}`,
  };
}

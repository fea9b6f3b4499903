import type { NewEvent } from "../../engines/events/event";
import type { RegistrationStepped } from "./public";
import { registrationPk, type RegistrationItem } from "./registrationRepository";

/** The event of the step that a registration has just taken: the last of its history. */
export function registrationEvent(registration: RegistrationItem): NewEvent {
  const { eventType, ...step } = registration.history[registration.history.length - 1] as RegistrationItem["history"][number];
  const told: RegistrationStepped = {
    registrationId: registration.registrationId,
    username: registration.username,
    kind: registration.kind,
    organizationName: registration.organizationName,
    ...(registration.reviewPath === undefined ? {} : { reviewPath: registration.reviewPath }),
    ...(step["remark"] === undefined ? {} : { remark: step["remark"] }),
  };
  return {
    eventType,
    caseKind: "registration",
    caseId: registration.registrationId,
    casePk: registrationPk(registration.registrationId),
    sequence: registration.version,
    ...(registration.reviewPath === undefined ? {} : { orgPath: registration.reviewPath }),
    caseName: registration.organizationName,
    payload: told,
  };
}

import { ok } from "@app/contract/kernel/result";
import type { registrationRoutes } from "@app/contract/registrations/registrations.routes";
import type { Handlers } from "../../engines/http/handler";
import { holdRegistration } from "./actions/holdRegistration";
import { requestRegistrationCode } from "./actions/requestRegistrationCode";
import { startRegistration } from "./actions/startRegistration";
import { submitRegistration } from "./actions/submitRegistration";
import { withdrawRegistration } from "./actions/withdrawRegistration";
import { getOwnRegistration, getRegistration, getRegistrationDesk, listRegistrations } from "./queries/listRegistrations";
import type { RegistrationDeps } from "./registrationDeps";
import { registrationPlaces } from "./registrationPlaces";

export function registrationHandlers(deps: RegistrationDeps): Handlers<typeof registrationRoutes> {
  const reading = { store: deps.engine.store, clock: deps.engine.clock, documents: deps.documents };
  return {
    listRegistrationPlaces: async ({ input }) => ok(registrationPlaces(input.query)),
    requestRegistrationCode: ({ input, actor, clientAddress }) => requestRegistrationCode(deps, { actor, clientAddress, command: input.body }),
    startRegistration: ({ input, actor }) => startRegistration(deps, { actor, command: input.body }),
    getOwnRegistration: ({ actor }) => getOwnRegistration(reading, actor),
    submitRegistration: ({ input, actor }) => submitRegistration(deps, { actor, command: input.body }),
    listRegistrations: ({ input, actor }) => listRegistrations(reading, actor, input.query),
    getRegistrationDesk: ({ actor }) => getRegistrationDesk(reading, actor),
    getRegistration: ({ input, actor }) => getRegistration(reading, actor, input.params.registrationId),
    holdRegistrationRetention: ({ input, actor }) => holdRegistration(deps, { actor, ...input.params, step: "HOLD", command: input.body }),
    releaseRegistrationRetention: ({ input, actor }) => holdRegistration(deps, { actor, ...input.params, step: "RELEASE", command: input.body }),
    withdrawRegistration: ({ input, actor }) => withdrawRegistration(deps, { actor, command: input.body }),
  };
}

import type { Ban, BanPerson, BanRefusal } from "@app/contract/content/ban.schema";
import type { Actor } from "@app/contract/kernel/actor";
import type { KernelRefusal } from "@app/contract/kernel/errors";
import type { PersonId } from "@app/contract/kernel/ids";
import { ok, refuse, type Result } from "@app/contract/kernel/result";
import { localDateOf, type Instant } from "@app/contract/kernel/time";
import type { OrgPath } from "@app/contract/organizations/orgPath";
import { runCommand, type CommandEngine } from "../../engines/commands/runCommand";
import type { NewEvent } from "../../engines/events/event";
import { absent, versionIs } from "../../engines/store/storePort";
import { banPk, BAN_TAG, getBanItem, isInForce, placedBan, type BanItem } from "./banRepository";
import { toBan } from "./banView";
import { personIdOf } from "./otherModerators";
import type { BanStepped } from "./payloads";

/** Whose content it was, and where. */
export interface BannedAuthor {
  readonly personId: PersonId;
  /** 林** */
  readonly personName: string;
  readonly phone: string;
  readonly orgPath: OrgPath;
  readonly facilityName: string;
  /** The content that it is made for. */
  readonly madeFor: string;
}

/** Keeps a person from posting. The feature whose content it is has decided that the actor may moderate there. */
export async function banPerson(
  engine: CommandEngine,
  input: { readonly actor: Actor; readonly author: BannedAuthor; readonly command: BanPerson },
): Promise<Result<Ban, BanRefusal | KernelRefusal>> {
  const { author, command } = input;
  const banned = await runCommand<{ readonly isBanned: true }, BanRefusal | KernelRefusal>(engine, {
    actor: input.actor,
    requestId: command.requestId,
    command: "banPerson",
    asked: [author.personId, command.reason, command.until ?? null],
    decide: async ({ actor, now }) => {
      if (command.until !== undefined && command.until <= localDateOf(now)) return refuse({ code: "BAN_UNTIL_PAST" });
      const before = await getBanItem(engine.store, author.personId);
      if (before !== undefined && isInForce(before, now)) return refuse({ code: "BAN_IN_FORCE" });
      if ((await personIdOf(engine.store, actor)) === author.personId) return refuse({ code: "BAN_OWN" });
      const ban = placedBan({
        ...author,
        reason: command.reason,
        ...(command.until === undefined ? {} : { until: command.until }),
        bannedAt: now,
        bannedById: actor.accountId ?? actor.id,
        bannedByName: actor.name,
        status: "BANNED",
        changedAt: now,
        version: (before?.version ?? 0) + 1,
      });
      return ok({
        writes: [{ kind: "put", tag: BAN_TAG, item: ban, condition: before === undefined ? absent : versionIs(before.version) }],
        events: [banEvent("PERSON_BANNED", ban, command.reason)],
        answer: { isBanned: true as const },
      });
    },
  });
  if (!banned.ok) return banned;
  const ban = await getBanItem(engine.store, author.personId);
  return ban === undefined ? refuse({ code: "NOT_FOUND", what: "项发言限制" }) : ok(await toBan(engine.store, ban, input.actor, engine.clock.now(), undefined));
}

export function banEvent(eventType: string, ban: BanItem, remark: string): NewEvent {
  const payload: BanStepped = {
    personId: ban.personId,
    contactPhone: ban.phone,
    orgPath: ban.orgPath,
    facilityName: ban.facilityName,
    madeFor: ban.madeFor,
    remark,
    until: ban.until ?? "",
  };
  return {
    eventType,
    caseKind: "ban",
    caseId: ban.personId,
    casePk: banPk(ban.personId),
    sequence: ban.version,
    orgPath: ban.orgPath,
    caseName: ban.personName,
    payload,
  };
}

/** The refusal of whoever may post nothing now; undefined for everybody else. */
export async function refuseIfBanned(
  store: CommandEngine["store"],
  personId: string,
  now: Instant,
): Promise<{ readonly code: "POSTING_BANNED"; readonly until?: BanItem["until"]; readonly reason: string } | undefined> {
  const ban = await getBanItem(store, personId);
  if (ban === undefined || !isInForce(ban, now)) return undefined;
  return { code: "POSTING_BANNED", reason: ban.reason, ...(ban.until === undefined ? {} : { until: ban.until }) };
}

import { mayAt, scopesOf, type Actor } from "@app/contract/kernel/actor";
import type { KernelRefusal } from "@app/contract/kernel/errors";
import { ok, refuse, type Result } from "@app/contract/kernel/result";
import { cityName } from "@app/contract/regions/regions.data";
import type { NoShowRefusal } from "@app/contract/visits/noShow.errors";
import type { NoShowRule, NoShowRules, SetNoShowRule } from "@app/contract/visits/noShow.schema";
import { runCommand, type CommandEngine } from "../../../engines/commands/runCommand";
import { absent, versionIs, type Store } from "../../../engines/store/storePort";
import { listFacilitiesBelow } from "../facilityRepository";
import { noShowRuleKey, noShowRulePk, termsOf, type NoShowRuleItem } from "./noShowRepository";
import { ruleSentence } from "./noShowStanding";
import { cityPathOf } from "./waiveDays";

/** The rules of the cities in which the actor's facilities lie; a city without one of its own shows the default. */
export async function listNoShowRules(store: Store, actor: Actor): Promise<Result<NoShowRules, KernelRefusal>> {
  const facilities = (await Promise.all(scopesOf(actor, "noShows.read").map((scope) => listFacilitiesBelow(store, scope)))).flat();
  const codes = [...new Set(facilities.map((facility) => facility.cityCode))].sort();
  const rules: NoShowRule[] = [];
  for (let first = 0; first < codes.length; first += 100) {
    const page = codes.slice(first, first + 100);
    const found = await store.getMany(page.map(noShowRuleKey));
    rules.push(...page.map((code, index) => toRule(code, found[index] as NoShowRuleItem | undefined, actor)));
  }
  return ok({ items: rules });
}

/** A bureau sets its rule. Whoever read an older one is told who changed it meanwhile; bookings that stand are not touched. */
export async function setNoShowRule(
  engine: CommandEngine,
  input: { actor: Actor; cityCode: string; command: SetNoShowRule },
): Promise<Result<NoShowRule, NoShowRefusal | KernelRefusal>> {
  const { cityCode, command } = input;
  return runCommand<NoShowRule, NoShowRefusal | KernelRefusal>(engine, {
    actor: input.actor,
    requestId: command.requestId,
    command: "setNoShowRule",
    asked: [cityCode, command],
    decide: async ({ actor, now }) => {
      if (cityName(cityCode) === undefined || !mayAt(actor, "noShows.decide", cityPathOf(cityCode))) return refuse({ code: "FORBIDDEN" });
      const before = (await engine.store.get(noShowRuleKey(cityCode))) as NoShowRuleItem | undefined;
      if (before !== undefined && before.version !== command.version) {
        return refuse({ code: "RULE_CHANGED", changedByName: before.changedByName, changedAt: before.changedAt });
      }
      const { isOn, threshold, periodDays, blockDays } = command;
      const rule: NoShowRuleItem = {
        ...noShowRuleKey(cityCode),
        cityCode,
        isOn,
        threshold,
        periodDays,
        blockDays,
        changedByName: actor.name,
        changedAt: now,
        version: (before?.version ?? 0) + 1,
      };
      const was = termsOf(before);
      return ok({
        writes: [{ kind: "put", tag: "rule", item: rule, condition: before === undefined ? absent : versionIs(before.version) }],
        events: [
          {
            eventType: "NO_SHOW_RULE_SET",
            caseKind: "noShowRule",
            caseId: cityCode,
            casePk: noShowRulePk(cityCode),
            sequence: rule.version,
            orgPath: cityPathOf(cityCode),
            caseName: cityName(cityCode) ?? cityCode,
            changed: [{ label: "失约规则", before: ruleSentence(was), after: ruleSentence(rule) }],
            payload: {
              before: { isOn: was.isOn, threshold: was.threshold, periodDays: was.periodDays, blockDays: was.blockDays },
              after: { isOn, threshold, periodDays, blockDays },
            },
          },
        ],
        answer: toRule(cityCode, rule, actor),
      });
    },
  });
}

function toRule(cityCode: string, rule: NoShowRuleItem | undefined, actor: Actor): NoShowRule {
  const { isOn, threshold, periodDays, blockDays } = termsOf(rule);
  return {
    cityCode,
    cityName: cityName(cityCode) ?? cityCode,
    isOn,
    threshold,
    periodDays,
    blockDays,
    isDefault: rule === undefined,
    sentence: ruleSentence(termsOf(rule)),
    ...(rule === undefined ? {} : { changedByName: rule.changedByName, changedAt: rule.changedAt }),
    version: rule?.version ?? 0,
    maySet: mayAt(actor, "noShows.decide", cityPathOf(cityCode)),
  };
}

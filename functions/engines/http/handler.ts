import type { Actor } from "@app/contract/kernel/actor";
import type { AnyRefusal } from "@app/contract/kernel/errors";
import type { Result } from "@app/contract/kernel/result";
import type { Route, RouteInput, RouteOutput } from "@app/contract/kernel/route";

/** Answers one route. `actor` is whoever the session named; on a public route it may be nobody. */
export type Handler<R extends Route> = (call: {
  readonly input: RouteInput<R>;
  /** Present on every route but public ones. */
  readonly actor: Actor;
  readonly anonymous: boolean;
  readonly sessionToken: string | undefined;
  /** Where the request came from, for limits; behind proxies the one that they name. */
  readonly clientAddress: string;
}) => Promise<Result<RouteOutput<R>, AnyRefusal>>;

/** One handler a route, complete: a route without its handler does not compile. */
export type Handlers<Routes extends Readonly<Record<string, Route>>> = { readonly [Id in keyof Routes]: Handler<Routes[Id]> };

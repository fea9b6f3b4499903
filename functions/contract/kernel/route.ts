import type { z } from "./zod";
import type { ErrorTable } from "./errors";
import type { Permission } from "../organizations/roles";

export type HttpMethod = "GET" | "POST" | "PUT" | "DELETE";

/** Who may call: anyone; anyone logged in; or an actor one of whose roles carries the permission (the scope is checked on the case itself). */
export type Access = "PUBLIC" | "SESSION" | { readonly permission: Permission };

/**
 * One route of the API. The server binding, both clients and the OpenAPI document come from this value; nothing about a route is written twice.
 * `params`, `query` and `body` are strict objects: unknown fields are refused. A command's body carries `requestId`.
 */
export interface Route<
  Params extends z.ZodType = z.ZodType,
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType | undefined = z.ZodType | undefined,
  Output extends z.ZodType = z.ZodType,
> {
  readonly id: string;
  readonly method: HttpMethod;
  /** `/api/visits/bookings/{bookingId}`: members in braces are `params`. */
  readonly path: string;
  readonly tag: string;
  /** One Chinese line for the API page. */
  readonly summary: string;
  readonly access: Access;
  /** Also answers a session that has to set a new password or a second step first. */
  readonly whileDue?: true;
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  readonly output: Output;
  /** The refusals this route may answer with, beside the kernel's. */
  readonly errors: ErrorTable;
}

export function defineRoute<Params extends z.ZodType, Query extends z.ZodType, Body extends z.ZodType | undefined, Output extends z.ZodType>(
  route: Route<Params, Query, Body, Output>,
): Route<Params, Query, Body, Output> {
  return route;
}

type InferOr<Schema, Fallback> = Schema extends z.ZodType ? z.infer<Schema> : Fallback;
type InputOr<Schema, Fallback> = Schema extends z.ZodType ? z.input<Schema> : Fallback;

/** The parsed input a handler receives. */
export interface RouteInput<R extends Route> {
  readonly params: InferOr<R["params"], undefined>;
  readonly query: InferOr<R["query"], undefined>;
  readonly body: InferOr<R["body"], undefined>;
}
/** What a caller gives: each part may be left out when its schema accepts an empty object. */
export type RouteCall<R extends Route> = Part<"params", InputOr<R["params"], undefined>> &
  Part<"query", InputOr<R["query"], undefined>> &
  Part<"body", InputOr<R["body"], undefined>>;
type Part<Name extends string, Value> = undefined extends Value
  ? { [N in Name]?: undefined }
  : Record<never, never> extends Value
    ? { [N in Name]?: Value }
    : { [N in Name]: Value };
export type RouteOutput<R extends Route> = z.infer<R["output"]>;

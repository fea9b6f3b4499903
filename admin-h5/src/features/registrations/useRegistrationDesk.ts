import { useQuery } from "@tanstack/react-query";
import { REGISTRATION_DESK_MAX } from "@app/contract/registrations/registration.schema";
import { registrationRoutes } from "@app/contract/registrations/registrations.routes";
import { read } from "../../platform/api";
import { useMay } from "../../platform/currentUser";

export const REGISTRATION_DESK_KEY = ["registrationDesk"] as const;
const REFRESH_MS = 60_000;

/** 注册审核's number in the menu; undefined when nothing waits. */
export function useRegistrationDesk(): { readonly text: string; readonly sentence: string } | undefined {
  const may = useMay("registrations.review");
  const desk = useQuery({
    queryKey: REGISTRATION_DESK_KEY,
    queryFn: () => read(registrationRoutes.getRegistrationDesk, {}),
    enabled: may,
    refetchInterval: REFRESH_MS,
  });
  const count = desk.data?.toReview ?? 0;
  if (count === 0) return undefined;
  return { text: count >= REGISTRATION_DESK_MAX ? `${REGISTRATION_DESK_MAX - 1}+` : String(count), sentence: `${count} 份注册申请待审核` };
}

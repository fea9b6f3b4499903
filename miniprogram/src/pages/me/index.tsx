import { Profile } from "../../features/sessions/profile/Profile";

export default function MePage() {
  return <Profile />;
}

import { FacilityFinder } from "../../features/visits/finder/FacilityFinder";

export default function HomePage() {
  return <FacilityFinder />;
}

import { MyBookings } from "../../features/visits/mine/MyBookings";

export default function BookingsPage() {
  return <MyBookings />;
}

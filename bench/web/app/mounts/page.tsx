import { Mounts } from './mounts';

export default function Page() {
  return <Mounts />;
}

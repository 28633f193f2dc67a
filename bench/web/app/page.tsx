/** The smallest page that Next.js makes. */
export default function Page() {
  return <p id="smallest">Nothing.</p>;
}

/** What is at work under a key, and what will be after it for all who have come meanwhile. */
type Turn = { readonly running: Promise<unknown>; next: Promise<unknown> | null };

/**
 * Does the same work once for all who want it at the same time. Whoever comes while it is under way does not get its
 * outcome, which may be of before they came: they share the one turn after it.
 */
export function atOnce(): <T>(key: string, work: () => Promise<T>) => Promise<T> {
  const turns = new Map<string, Turn>();
  const start = <T>(key: string, work: () => Promise<T>): Promise<T> => {
    const running = work();
    const turn: Turn = { running, next: null };
    turns.set(key, turn);
    const over = () => {
      if (turns.get(key) === turn && turn.next === null) turns.delete(key);
    };
    running.then(over, over);
    return running;
  };
  return <T>(key: string, work: () => Promise<T>): Promise<T> => {
    const turn = turns.get(key);
    if (!turn) return start(key, work);
    const after = () => start(key, work);
    turn.next ??= turn.running.then(after, after);
    return turn.next as Promise<T>;
  };
}

/**
 * A function that answers from memory what it has been asked before, for pure functions that are asked the same few
 * things again and again. It keeps at most `most` answers and then begins anew, so that nobody can fill it; a call that
 * throws is not remembered. Answers are anything but undefined.
 */
export function kept<Key, Value>(most: number, make: (key: Key) => Value): (key: Key) => Value {
  const answers = new Map<Key, Value>();
  return (key) => {
    const known = answers.get(key);
    if (known !== undefined) return known;
    const answer = make(key);
    if (answers.size >= most) answers.clear();
    answers.set(key, answer);
    return answer;
  };
}

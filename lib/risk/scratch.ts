type Column = Float64Array | Int32Array;

/**
 * Room for numbers that are needed while one function runs, kept for its next call: a backfill of thousands of
 * securities would otherwise ask for the same dozen columns for each. It is at least as long as asked for, holds what was
 * last written there, and the function that uses it may not be entered again before it is done.
 */
export function scratch<T extends Column>(make: new (length: number) => T): (length: number) => T {
  let room = new make(0);
  return (length) => {
    if (room.length < length) room = new make(length);
    return room;
  };
}

/** The same for several columns at once, of which those of the latest length are kept. */
export function roomFor<T>(make: (length: number) => T): (length: number) => T {
  let latest: { readonly length: number; readonly room: T } | null = null;
  return (length) => {
    if (latest?.length !== length) latest = { length, room: make(length) };
    return latest.room;
  };
}

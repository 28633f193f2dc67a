'use client';

import { useState } from 'react';
import type { SortDirection } from './sort-rows';

/**
 * Which column a table is sorted by and in which direction. The first press sorts a column the way it is usually wanted
 * (figures from the largest, words from A), the second turns it around.
 */
export function useSort<Column extends string>(initial: { column: Column; direction: SortDirection }) {
  const [sort, setSort] = useState(initial);
  return {
    column: sort.column,
    direction: sort.direction,
    directionOf: (column: Column): SortDirection | null => (sort.column === column ? sort.direction : null),
    sortBy: (column: Column, first: SortDirection) =>
      setSort((previous) =>
        previous.column === column
          ? { column, direction: previous.direction === 'ascending' ? 'descending' : 'ascending' }
          : { column, direction: first },
      ),
  };
}

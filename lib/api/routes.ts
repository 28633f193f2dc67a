import { accessRoutes } from './access-routes';
import { analyticsRoutes } from './analytics-routes';
import { historyRoutes } from './history-routes';
import { inputRoutes } from './input-routes';
import { marketRoutes } from './market-routes';
import { portfolioRoutes } from './portfolio-routes';
import { recalculationRoutes } from './recalculation-routes';
import type { Method } from './route';
import { systemRoutes } from './system-routes';
import { whatIfRoutes } from './what-if-routes';

/** Every route there is, by method and path. A test holds it against the files of app/api/v1, both ways. */
export const routes = {
  ...portfolioRoutes,
  ...analyticsRoutes,
  ...historyRoutes,
  ...recalculationRoutes,
  ...marketRoutes,
  ...whatIfRoutes,
  ...inputRoutes,
  ...accessRoutes,
  ...systemRoutes,
} as const;

export type RouteKey = keyof typeof routes;
export type RouteOf<Key extends RouteKey> = (typeof routes)[Key];

/** The method and the path of a route. */
export const partsOf = (key: string): readonly [method: Method, path: string] =>
  key.split(' ') as unknown as readonly [Method, string];

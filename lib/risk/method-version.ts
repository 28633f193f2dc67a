/**
 * The version of the arithmetic, kept with every stored number. Raised whenever a change here alters a number, so that
 * results made before and after are told apart and the next recalculation makes all of them anew.
 */
export const methodVersion = 1;

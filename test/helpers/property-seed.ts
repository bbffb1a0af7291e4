/**
 * Property tests draw the same examples each time, so that a delivery never fails by chance.
 * `WARDLINE_TEST_SEED=random` (or a number) looks elsewhere; a failure prints the seed that it had.
 */
import fc from 'fast-check'

const chosen = process.env.WARDLINE_TEST_SEED
if (chosen !== 'random') fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(chosen ?? 1) })

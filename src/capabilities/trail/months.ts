/** Months of the timelines and the audit log, made ahead while the server runs. */
import type { JobHandler } from '../../core/registry.ts'

/** The job: makes the months of the next two years that are not there yet. One that fails shows on the health page. */
export const keepMonths: JobHandler = async (app) => {
  await app.pool.query('select platform.keep_months()')
}

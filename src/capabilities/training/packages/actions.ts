/** What is done with packages: said what they show, opened, and answered. */
import { Type } from 'typebox'
import { plainAction } from '../../../core/action.ts'
import { raw, type Tx } from '../../../platform/db/transaction.ts'
import { conflict, forbidden, invalid, notFound } from '../../../platform/http/problem.ts'
import { Body, Id, Line, Nullable } from '../../../platform/http/schema.ts'
import { newId } from '../../../platform/id/id.ts'
import { manages, readsOwn } from '../policy.ts'
import { findLaunchIn, launchToken, newLaunch } from './launch.ts'
import { noteProgress } from './progress.ts'
import { reachedIn } from './reached.ts'
import { countTime, sessionSeconds } from './time.ts'

const grants_max = 50
const values_max = 2_000

export const editPackage = plainAction({
  name: 'training.edit_package',
  summary: 'Say how a packaged course is called, what who has done it can, and whether it may be begun.',
  path: '/api/training/packages/:id',
  method: 'PUT',
  params: Body({ id: Id }),
  input: Body({
    title: Line(200),
    is_retired: Type.Boolean(),
    competencies: Type.Array(Body({ competency_id: Id, level: Type.Integer({ minimum: 1, maximum: 10 }) }), {
      maxItems: grants_max,
    }),
  }),
  output: Type.Object({ id: Id }),
  permits: manages,
  run: async ({ app, tx, input, params, now }) => {
    const id = params.id as string
    if (await app.registry.guard?.isSuspect(tx, input.title, now))
      throw invalid(
        '#/title',
        'This looks as if it told of a patient. A course is called by what it teaches.',
      )
    const found = await tx.maybe(
      raw<{ id: string }>(
        `update training.package set title = $3, retired_at = case when $4 then coalesce(retired_at, $5) end
         where org_id = $1 and id = $2 returning id`,
        [tx.orgId, id, input.title.trim(), input.is_retired, now],
      ),
    )
    if (!found) throw notFound('This course')
    await setGrants(tx, id, input.competencies)
    return {
      result: { id },
      audit: { package: id, is_retired: input.is_retired, competencies: input.competencies },
    }
  },
})

async function setGrants(
  tx: Tx,
  id: string,
  given: readonly { competency_id: string; level: number }[],
): Promise<void> {
  if (new Set(given.map((each) => each.competency_id.toLowerCase())).size < given.length)
    throw invalid('#/competencies', 'The same competency is given twice.')
  tx.send(raw('delete from training.package_grant where org_id = $1 and package_id = $2', [tx.orgId, id]))
  const added = await tx.all(
    raw(
      `insert into training.package_grant (org_id, package_id, competency_id, level)
       select $1, $2, c.id, each.level from json_to_recordset($3::json) as each (competency_id uuid, level smallint)
         join training.competency c on c.org_id = $1 and c.id = each.competency_id and c.archived_at is null
         join training.framework f on f.org_id = $1 and f.id = c.framework_id and each.level <= cardinality(f.levels)
       returning competency_id`,
      [tx.orgId, id, JSON.stringify(given)],
    ),
  )
  if (added.length < given.length)
    throw invalid('#/competencies', 'A competency is not there any more, or has no such level. Choose again.')
}

export const launchUnit = plainAction({
  name: 'training.launch',
  summary: 'Open a unit of a packaged course for oneself: the address of its page for some hours.',
  path: '/api/training/packages/:id/launch',
  params: Body({ id: Id }),
  input: Body({ unit_id: Id }),
  output: Type.Object({
    address: Type.String({ description: 'Of the page, for a frame without the rights of this site.' }),
    token: Type.String({ description: 'With it the page sends what is to be kept.' }),
  }),
  answersSecret: true,
  permits: readsOwn,
  run: async ({ tx, actor, input, params, now }) => {
    const of = [tx.orgId, params.id, actor.personId]
    const unit = await tx.maybe(
      raw<{ id: string; move_on: string; retired_at: string | null }>(
        `select u.id, u.move_on, k.retired_at from training.package_unit u join training.package k on k.org_id = u.org_id and k.id = u.package_id
         where u.org_id = $1 and u.package_id = $2 and u.id = $3`,
        [tx.orgId, params.id, input.unit_id],
      ),
    )
    if (!unit) throw notFound('This course')
    // Of two windows that begin at once the second one finds what the first one began.
    const isClosed = unit.retired_at !== null
    if (!isClosed)
      tx.send(
        raw(
          'insert into training.registration (org_id, id, package_id, person_id, started_at) values ($1,$4,$2,$3,$5) on conflict do nothing',
          [...of, newId(), now],
        ),
      )
    const registration = await tx.maybe(
      raw<{ id: string }>(
        'select id from training.registration where org_id = $1 and package_id = $2 and person_id = $3 and ended_at is null',
        of,
      ),
    )
    if (!registration) throw conflict('This course is not begun any more. Ask the trainer for a newer one.')
    const launch = newLaunch(tx, { registrationId: registration.id, unitId: unit.id, now })
    tx.send(raw('delete from training.launch where org_id = $1 and expires_at < $2', [tx.orgId, now]))
    tx.send(launch.insert)
    // What asks for nothing is done when it was opened.
    if (unit.move_on === 'NotApplicable')
      await noteProgress(
        tx,
        { registrationId: registration.id, unitId: unit.id },
        { reached: () => ({ isCompleted: true }) },
        now,
      )
    return {
      result: { address: `/launch/${launch.token}`, token: launch.token },
      audit: { package: params.id, unit: unit.id },
    }
  },
})

export const beginAgain = plainAction({
  name: 'training.begin_again',
  summary:
    'Take a packaged course again from its beginning, as when it has to be renewed. What was answered is put aside; what was learned stays, and the next outcome is added to it.',
  path: '/api/training/packages/:id/begin-again',
  params: Body({ id: Id }),
  input: Type.Optional(Body({})),
  output: Type.Object({}),
  permits: readsOwn,
  run: async ({ tx, actor, params, now }) => {
    const course = await tx.maybe(
      raw<{ registration_id: string | null; recorded: string | null; is_closed: boolean }>(
        `select g.id as registration_id, g.recorded, k.retired_at is not null as is_closed from training.package k
           left join training.registration g on g.org_id = k.org_id and g.package_id = k.id and g.person_id = $3 and g.ended_at is null
         where k.org_id = $1 and k.id = $2`,
        [tx.orgId, params.id, actor.personId],
      ),
    )
    if (!course || (course.is_closed && course.registration_id === null)) throw notFound('This course')
    if (course.is_closed)
      throw conflict('This course is not begun any more. Ask the trainer for a newer one.')
    if (course.recorded === null)
      throw conflict('You did not come to an end of this course yet. Go on with it where you were.')
    const ended = await tx.maybe(
      raw<{ id: string }>(
        'update training.registration set ended_at = $3 where org_id = $1 and id = $2 and ended_at is null returning id',
        [tx.orgId, course.registration_id, now],
      ),
    )
    return { result: {}, audit: { package: params.id, ...(ended ? { registration: ended.id } : {}) } }
  },
})

export const saveProgress = plainAction({
  name: 'training.save_progress',
  summary: 'Keep what a learner answered in an opened unit of SCORM, and how far it is.',
  path: '/api/training/progress',
  input: Body({
    token: Type.String({ pattern: launchToken.source }),
    values: Type.Record(
      Type.String({ pattern: '^(cmi|adl)\\.[A-Za-z0-9_.-]{1,200}$' }),
      Nullable(Type.String({ maxLength: 64_000 })),
      {
        maxProperties: values_max,
        additionalProperties: false,
        description: 'The elements of the data model that changed.',
      },
    ),
  }),
  output: Type.Object({
    is_recorded: Type.Boolean({ description: 'Whether something was added to what was learned.' }),
  }),
  permits: readsOwn,
  run: async ({ tx, actor, input, now }) => {
    const launch = await findLaunchIn(tx, input.token, now)
    if (!launch) throw conflict('This course was open for too long. Open it again; what was saved is there.')
    if (launch.personId !== actor.personId) throw forbidden('Somebody else opened this course.')
    const unit = await tx.one(
      raw<{ mastery_percent: number | null }>(
        'select mastery_percent::float8 as mastery_percent from training.package_unit where org_id = $1 and id = $2',
        [tx.orgId, launch.unitId],
      ),
    )
    const told = sessionSeconds(input.values)
    const seconds = told === undefined ? 0 : await countTime(tx, launch, told, now)
    const isRecorded = await noteProgress(
      tx,
      launch,
      { kept: storable(input.values), reached: (all) => reachedIn(all, unit.mastery_percent), seconds },
      now,
    )
    return {
      result: { is_recorded: isRecorded },
      ...(isRecorded ? { audit: { package: launch.packageId, unit: launch.unitId } } : {}),
    }
  },
})

/**
 * Without the sign of zero and halves of pairs, which no database keeps: courses cut texts anywhere, and one value that
 * is refused would take the answers beside it along.
 */
function storable(values: Readonly<Record<string, string | null>>): Record<string, string | null> {
  return Object.fromEntries(
    Object.entries(values).map(([key, value]) => [
      key,
      value === null ? null : value.replaceAll('\u0000', '').toWellFormed(),
    ]),
  )
}

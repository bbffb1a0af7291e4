/** The steps of an import: try, run, stop, compare, and remove the file. The work itself is the worker's. */
import { Type } from 'typebox'
import { type PlainAction, plainAction } from '../../../core/action.ts'
import type { Tx } from '../../../platform/db/transaction.ts'
import { conflict, invalid, notFound } from '../../../platform/http/problem.ts'
import { Body, Id, OneOf } from '../../../platform/http/schema.ts'
import { isImportFault } from '../import/import-error.ts'
import { checkMapping, type Mapping, mappingSchema } from '../import/mapping/mapping.ts'
import { removeUpload } from './files.ts'
import { mayImport, Params, states } from './readers.ts'
import { changeRun, findRun, type RunRow } from './run-row.ts'
import { addTask, isBusy } from './work.ts'

const Step = Type.Object({ id: Id, state: OneOf(states) })

function starting(options: { task: 'preview' | 'run'; summary: string }): PlainAction {
  return plainAction({
    name: `imports.${options.task}`,
    summary: options.summary,
    path: `/api/imports/:id/${options.task}`,
    params: Params,
    input: Body({ mapping: mappingSchema }),
    output: Step,
    permits: mayImport,
    run: async ({ app, tx, input, params, now }) => {
      const mapping = checked(input.mapping as Mapping)
      const run = await idleRun(tx, params.id ?? '', now)
      const state = options.task === 'preview' ? ('previewing' as const) : ('running' as const)
      tx.send(
        changeRun(tx.orgId, run.id, {
          state,
          mapping,
          rows_done: 0,
          report: null,
          reconciliation: null,
          failure: null,
          wants_stop: false,
          started_at: now,
          finished_at: null,
          updated_at: now,
        }),
      )
      addTask(app, tx, run.id, options.task)
      return { result: { id: run.id, state }, audit: { run: run.id } }
    },
  })
}

export const preview = starting({
  task: 'preview',
  summary: 'Try the mapping on the whole file; nothing is written.',
})
export const run = starting({
  task: 'run',
  summary: 'Write the tickets of the file. Those that are there already stay as they are.',
})

export const reconcile = plainAction({
  name: 'imports.reconcile',
  summary: 'Count the file and the database, each by itself, and compare.',
  path: '/api/imports/:id/reconcile',
  params: Params,
  input: Body({}),
  output: Step,
  permits: mayImport,
  run: async ({ app, tx, params, now }) => {
    const { id, state, mapping } = await idleRun(tx, params.id ?? '', now)
    if (mapping === null || (state !== 'done' && state !== 'stopped'))
      throw conflict('Only a file that was imported can be compared.')
    tx.send(changeRun(tx.orgId, id, { reconciliation: null, failure: null, updated_at: now }))
    addTask(app, tx, id, 'reconcile')
    return { result: { id, state } }
  },
})

export const stop = plainAction({
  name: 'imports.stop',
  summary: 'Stop a run after what it is writing now. It can be taken up again.',
  path: '/api/imports/:id/stop',
  params: Params,
  input: Body({}),
  output: Step,
  permits: mayImport,
  run: async ({ tx, params }) => {
    const found = await findRun(tx, params.id ?? '', true)
    if (!found) throw notFound('This import')
    if (found.state !== 'previewing' && found.state !== 'running') throw conflict('It does not run any more.')
    tx.send(changeRun(tx.orgId, found.id, { wants_stop: true }))
    return { result: { id: found.id, state: found.state }, audit: { run: found.id } }
  },
})

export const discard = plainAction({
  name: 'imports.discard',
  summary: 'Remove the uploaded file and its file of bad rows. What was imported stays.',
  path: '/api/imports/:id/discard',
  params: Params,
  input: Body({}),
  output: Step,
  permits: mayImport,
  run: async ({ app, tx, params, now }) => {
    const { id, state } = await idleRun(tx, params.id ?? '', now)
    tx.send(changeRun(tx.orgId, id, { has_file: false, updated_at: now }))
    tx.afterCommit(() => {
      removeUpload(app, id).catch((failure: Error) =>
        app.log.warn({ failure: failure.name }, 'an uploaded import could not be removed'),
      )
    })
    return { result: { id, state }, audit: { run: id } }
  },
})

function checked(mapping: Mapping): Mapping {
  try {
    return checkMapping(mapping)
  } catch (error) {
    throw isImportFault(error) ? invalid('#/mapping', error.message) : error
  }
}

async function idleRun(tx: Tx, id: string, now: string): Promise<RunRow> {
  const found = await findRun(tx, id, true)
  if (!found) throw notFound('This import')
  if (!found.has_file) throw conflict('The file is not there any more. Upload it again.')
  if (isBusy(found, now)) throw conflict('This import is running. Wait until it is done, or stop it.')
  return found
}

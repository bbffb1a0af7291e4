/** The steps of an import: try, run, stop, and remove the file. The work itself is the worker's. */
import { Type } from 'typebox'
import { type PlainAction, plainAction } from '../../../core/action.ts'
import { type Actor, may } from '../../../core/actor.ts'
import type { Tx } from '../../../platform/db/transaction.ts'
import { conflict, forbidden, invalid, notFound } from '../../../platform/http/problem.ts'
import { Body, Id, OneOf } from '../../../platform/http/schema.ts'
import { isImportFault } from '../import/import-error.ts'
import { checkMapping, type Mapping, mappingSchema } from '../import/mapping/mapping.ts'
import { removeAll } from './files.ts'
import { mayImport, Params, states } from './readers.ts'
import { ArticleSettings, flawOf } from './run-articles.ts'
import { changeRun, cleared, findRun, type RunRow } from './run-row.ts'
import { addTask, isBusy } from './work.ts'

const Step = Type.Object({ id: Id, state: OneOf(states) })

function starting(options: { task: 'preview' | 'run'; summary: string }): PlainAction {
  return plainAction({
    name: `imports.${options.task}`,
    summary: options.summary,
    path: `/api/imports/:id/${options.task}`,
    params: Params,
    input: Body({
      mapping: Type.Optional(mappingSchema),
      articles: Type.Optional(ArticleSettings),
    }),
    output: Step,
    permits: mayImport,
    run: async ({ app, tx, actor, input, params, now }) => {
      const run = await idleRun(tx, params.id ?? '', now)
      const chosen =
        run.kind === 'tickets' ? ticketChoice(input.mapping as Mapping) : articleChoice(actor, input.articles)
      const state = options.task === 'preview' ? ('previewing' as const) : ('running' as const)
      tx.send(
        changeRun(tx.orgId, run.id, {
          state,
          ...chosen,
          rows_done: 0,
          rows_total: 0,
          report: null,
          article_report: null,
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
  summary: 'Try the mapping on the whole file, or the articles of the archive; nothing is written.',
})
export const run = starting({
  task: 'run',
  summary:
    'Write the tickets of the file, and to those that are there what happened since; or write the articles that are not there. Afterwards file and database are compared, and the file is removed.',
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
  summary:
    'Remove the uploaded file, its file of bad rows, and what came out of its cells. What was imported stays.',
  path: '/api/imports/:id/discard',
  params: Params,
  input: Body({}),
  output: Step,
  permits: mayImport,
  run: async ({ app, tx, params, now }) => {
    const found = await findIdle(tx, params.id ?? '', now)
    const { id, state } = found
    tx.send(changeRun(tx.orgId, id, { ...cleared(found), updated_at: now }))
    tx.afterCommit(() => {
      removeAll(app, id).catch((failure: Error) =>
        app.log.warn({ failure: failure.name }, 'an uploaded import could not be removed'),
      )
    })
    return { result: { id, state }, audit: { run: id } }
  },
})

function ticketChoice(mapping: Mapping | undefined): Pick<RunRow, 'mapping'> {
  if (mapping === undefined) throw invalid('#/mapping', 'Say what the columns of the file become.')
  try {
    return { mapping: checkMapping(mapping) }
  } catch (error) {
    throw isImportFault(error) ? invalid('#/mapping', error.message) : error
  }
}

function articleChoice(actor: Actor, settings: ArticleSettings | undefined): Pick<RunRow, 'settings'> {
  if (settings === undefined) throw invalid('#/articles', 'Say who may read the articles.')
  const flaw = flawOf(settings)
  if (flaw) throw invalid(`#/articles/${flaw.field}`, flaw.sentence)
  if (!may(actor, 'knowledge.write') || !may(actor, 'knowledge.publish'))
    throw forbidden('Articles are published by the import, so one must be allowed to write and publish them.')
  return { settings }
}

async function idleRun(tx: Tx, id: string, now: string): Promise<RunRow> {
  const found = await findIdle(tx, id, now)
  if (!found.has_file) throw conflict('The file is not there any more. Upload it again.')
  return found
}

async function findIdle(tx: Tx, id: string, now: string): Promise<RunRow> {
  const found = await findRun(tx, id, true)
  if (!found) throw notFound('This import')
  if (isBusy(found, now)) throw conflict('This import is running. Wait until it is done, or stop it.')
  return found
}

/** Macros, canned replies, ticket templates and signatures: what agents do again and again. See README.md. */
import { Type } from 'typebox'
import type { App } from '../../../core/app.ts'
import { noteDenial } from '../../../core/execute.ts'
import { type Authenticate, describe, Problems } from '../../../core/mount.ts'
import type { Capability } from '../../../core/registry.ts'
import { forbidden } from '../../../platform/http/problem.ts'
import { Body, Id, NullableText, OneOf } from '../../../platform/http/schema.ts'
import type { Http } from '../../../platform/http/server.ts'
import { worksOnTickets } from '../policy.ts'
import { macroErrors, replyErrors, templateErrors } from './check.ts'
import { MacroContent, macroDeeds, ReplyContent, TemplateContent } from './content.ts'
import { forTicket } from './for-ticket.ts'
import { presetsOf } from './presets.ts'
import { runMacro } from './run-macro.ts'
import { signatures } from './signatures.ts'

const ofMacros = presetsOf({
  kind: 'macro',
  name: 'macros',
  path: '/api/macros',
  one: 'macro',
  Content: MacroContent,
  errors: macroErrors,
})
const ofReplies = presetsOf({
  kind: 'reply',
  name: 'canned_replies',
  path: '/api/canned-replies',
  one: 'canned reply',
  Content: ReplyContent,
  errors: replyErrors,
})
const ofTemplates = presetsOf({
  kind: 'template',
  name: 'ticket_templates',
  path: '/api/ticket-templates',
  one: 'ticket template',
  Content: TemplateContent,
  errors: templateErrors,
})

function mountRun(http: Http, app: App, authenticate: Authenticate): void {
  http.route({
    method: 'POST',
    url: '/api/tickets/:id/macros/:macro_id',
    schema: {
      ...describe('macros.run', 'Do what a macro says, on the ticket as it was seen.', 'macros'),
      params: Body({ id: Id, macro_id: Id }),
      body: Body({ version: Type.Integer({ minimum: 1 }) }),
      response: {
        200: Type.Object({
          steps: Type.Array(
            Type.Object({
              do: OneOf(macroDeeds),
              outcome: OneOf(['done', 'refused', 'left'] as const),
              why: NullableText,
              warnings: Type.Array(Type.String()),
            }),
          ),
        }),
        ...Problems,
      },
    },
    handler: async (request) => {
      const actor = await authenticate(request)
      if (!worksOnTickets(actor)) {
        await noteDenial(app, actor, 'macros.run', forbidden())
        throw forbidden()
      }
      const { id, macro_id } = request.params as { id: string; macro_id: string }
      const { version } = request.body as { version: number }
      return runMacro(app, actor, { ticketId: id, macroId: macro_id, version }) as never
    },
  })
}

export const macros: Capability = {
  name: 'macros',
  plainActions: [
    ...ofMacros.actions,
    ...ofReplies.actions,
    ...ofTemplates.actions,
    ...forTicket.actions,
    ...signatures.actions,
  ],
  readers: [ofMacros.list, ofReplies.list, ofTemplates.list, ...forTicket.readers, ...signatures.readers],
  routes: mountRun,
}

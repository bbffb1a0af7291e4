/** What the links of a mail open, without signing in: what their reader is mailed, and nothing else of her. */
import { type Static, Type } from 'typebox'
import type { App } from '../../core/app.ts'
import { audit } from '../../core/audit.ts'
import { takeTry } from '../../core/people/throttle.ts'
import { raw, type Tx, write } from '../../platform/db/transaction.ts'
import { placeOf } from '../../platform/http/place-of.ts'
import { Body, OneOf } from '../../platform/http/schema.ts'
import type { Http } from '../../platform/http/server.ts'
import { chosenKinds, type Kind, type MailWay, mailWays } from './kinds.ts'
import { deadLink, type LinkMeans, readLink } from './link.ts'
import { choicesOf, eventsChosen, mailOf, storeMail } from './preferences.ts'
import { askAgain } from './settings.ts'

const Link = Type.String({
  minLength: 1,
  maxLength: 1000,
  description: 'What stands after the # of the link.',
})
const MailChoice = Type.Object(
  {
    kind: OneOf(chosenKinds),
    mail: OneOf([...mailWays, 'mixed'], {
      description: 'Mixed where events of the kind were chosen one by one; saved as mixed they stay so.',
    }),
  },
  { additionalProperties: false },
)
type Ways = ReadonlyMap<Kind, Static<typeof MailChoice>['mail']>
const Shown = Type.Object({
  organization: Type.String(),
  language: OneOf(['en', 'es']),
  kinds: Type.Array(MailChoice),
})

/** What a page and a mail program ask: none is a GET that does something, so that no prefetching of links sets it off. */
export function mountMailSettings(http: Http, app: App): void {
  http.post(
    '/api/notices/mail-settings',
    {
      schema: {
        operationId: 'notices.mail_settings',
        summary: 'What the reader of a mail is mailed, by the link in it.',
        tags: ['notices'],
        security: [],
        body: Body({ link: Link }),
        response: { 200: Shown, default: Type.Ref('Problem') },
      },
    },
    async (request) => opened(app, request.body.link, request.ip, async () => {}),
  )
  http.post(
    '/api/notices/mail-settings/save',
    {
      schema: {
        operationId: 'notices.save_mail_settings',
        summary: 'Choose what one is mailed, by the link in a mail.',
        tags: ['notices'],
        security: [],
        body: Body({ link: Link, kinds: Type.Array(MailChoice, { maxItems: chosenKinds.length }) }),
        response: { 200: Shown, default: Type.Ref('Problem') },
      },
    },
    async (request) =>
      opened(app, request.body.link, request.ip, (tx, means) => {
        const ways: Ways = new Map(request.body.kinds.map(({ kind, mail }) => [kind, mail]))
        return change(app, tx, means, request.ip, (kind, mail) => {
          const way = ways.get(kind) ?? 'mixed'
          return way === 'mixed' ? mail : way
        })
      }),
  )
  mountUnsubscribe(http, app)
}

/** Mail programs send a form from elsewhere, on purpose; it counts for the signature in its address alone. */
function mountUnsubscribe(http: Http, app: App): void {
  const Params = Body({ token: Type.String({ minLength: 1, maxLength: 1000 }) })
  http.get(
    '/api/notices/unsubscribe/:token',
    {
      schema: {
        operationId: 'notices.unsubscribe_page',
        summary: 'Leads a person to the page on which mails like this one are ended; ends nothing.',
        tags: ['notices'],
        security: [],
        params: Params,
        response: { 302: Type.Null(), default: Type.Ref('Problem') },
      },
    },
    async (request, reply) => reply.redirect(`/mail-settings#${encodeURI(request.params.token)}`, 302),
  )
  http.register(async (scope) => {
    scope.addContentTypeParser(
      ['application/x-www-form-urlencoded', 'multipart/form-data'],
      { parseAs: 'string', bodyLimit: 4096 },
      (_request, _body, done) => done(null, null),
    )
    scope.route({
      method: 'POST',
      url: '/api/notices/unsubscribe/:token',
      config: { takesForeign: true },
      schema: {
        operationId: 'notices.unsubscribe',
        summary:
          'Ends mails like the one that named this address, by one click in a mail program (RFC 8058).',
        tags: ['notices'],
        security: [],
        params: Params,
        response: { 200: Type.Object({}), default: Type.Ref('Problem') },
      },
      handler: async (request) => {
        const { token } = request.params as Static<typeof Params>
        await opened(app, token ?? '', request.ip, async (tx, means) => {
          await change(app, tx, means, request.ip, (kind, mail) =>
            kind === means.of || (means.of === 'digest' && mail === 'digest') ? 'off' : mail,
          )
        })
        return {}
      },
    })
  })
}

async function opened(
  app: App,
  link: string,
  address: string,
  run: (tx: Tx, means: LinkMeans) => Promise<void>,
): Promise<Static<typeof Shown>> {
  const means = readLink(app, link)
  const limit = { key: `notices:${placeOf(address)}`, tries_max: 120, window_minutes: 15 }
  await takeTry(app, means.orgId, [limit], { address, personId: null })
  return write(app.pool, means.orgId, async (tx) => {
    const person = await tx.maybe(
      raw<{ id: string; organization: string; language: 'en' | 'es' }>(
        `select p.id, g.name as organization, coalesce(p.language, g.language) as language
         from core.person p join core.organization g on g.id = p.org_id where p.org_id = $1 and p.id = $2 and p.is_active`,
        [means.orgId, means.personId],
      ),
    )
    if (!person) throw deadLink()
    await run(tx, means)
    const choices = await choicesOf(tx, means.personId)
    const { organization, language } = person
    return {
      organization,
      language,
      kinds: chosenKinds.map((kind) => ({ kind, mail: mailOf(choices, kind) ?? ('mixed' as const) })),
    }
  })
}

async function change(
  app: App,
  tx: Tx,
  { orgId, personId }: LinkMeans,
  address: string,
  changed: (kind: Kind, mail: MailWay) => MailWay,
): Promise<void> {
  const choices = await choicesOf(tx, personId)
  const kinds = chosenKinds.filter((kind) =>
    [choices.ofKind(kind), ...eventsChosen(choices, kind)].some(({ mail }) => changed(kind, mail) !== mail),
  )
  if (kinds.length === 0) return
  for (const kind of kinds) storeMail(tx, personId, kind, choices, (mail) => changed(kind, mail))
  askAgain(tx, personId)
  const now = app.clock.now().toISOString()
  tx.send(audit({ orgId, personId, address }, now, 'notices.save_mail_settings', { kinds, by_link: true }))
}

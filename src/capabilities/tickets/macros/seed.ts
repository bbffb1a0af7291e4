/** The demo hospital's macros, canned replies, templates and the signature of its service desk. */
import { raw, type Tx } from '../../../platform/db/transaction.ts'
import { newId } from '../../../platform/id/id.ts'
import type { MacroContent, ReplyContent, TemplateContent } from './content.ts'
import type { PresetKind } from './presets.ts'

const anywhere = { kinds: [], states: [], category_ids: [] }

const macros: Record<string, MacroContent> = {
  'Take it and say so': {
    deeds: [
      { do: 'take' },
      { do: 'move', move: 'start' },
      {
        do: 'reply',
        text: 'Hello {{requester.first_name}}, I am looking at this now. You will hear from me by {{promise|the end of the day}}.',
      },
    ],
    offered: { ...anywhere, states: ['new'] },
  },
  'Ask for a picture and wait': {
    deeds: [
      {
        do: 'reply',
        text: 'Hello {{requester.first_name}}, could you send a picture of the screen? Please cover names of patients first.',
      },
      { do: 'move', move: 'ask' },
      { do: 'follow_up', days: 2, text: 'Was the picture sent?' },
    ],
    offered: { ...anywhere, states: ['open'] },
  },
}
const replies: Record<string, ReplyContent> = {
  'Restart the workstation': {
    en: 'Please restart the workstation: save your work, then choose Restart in the menu. It takes about four minutes. If it still happens afterward, answer here.',
    es: 'Por favor, reinicie el equipo: guarde su trabajo y elija Reiniciar en el menú. Tarda unos cuatro minutos. Si sigue ocurriendo, responda aquí.',
  },
  'Badge does not read': {
    en: 'Hold the badge flat to the reader for three seconds. If the light stays red, the badge office on level 0 renews it while you wait.',
    es: 'Mantenga la tarjeta plana frente al lector durante tres segundos. Si la luz sigue roja, la oficina de tarjetas del nivel 0 la renueva al momento.',
  },
}
const templates: Record<string, TemplateContent> = {
  'Label printer prints nothing': {
    kind: 'incident',
    title: 'Label printer prints nothing',
    body: 'Which printer (label on its side)?\nSince when?\nDoes it feed labels?\nWhat prints instead:',
    tags: ['printer'],
  },
}

export type DemoPresets = { ownerId: string; deskTeamId: string }

/** Stores them as shared with everybody; `ownerId` is who wrote them last. */
export function seedPresets(tx: Tx, { ownerId, deskTeamId }: DemoPresets, now: string): void {
  const all: [PresetKind, Record<string, object>][] = [
    ['macro', macros],
    ['reply', replies],
    ['template', templates],
  ]
  for (const [kind, contents] of all)
    for (const [name, content] of Object.entries(contents))
      tx.send(
        raw(
          'insert into tickets.preset (org_id, id, kind, name, content, updated_by, updated_at) values ($1,$2,$3,$4,$5,$6,$7)',
          [tx.orgId, newId(), kind, name, JSON.stringify(content), ownerId, now],
        ),
      )
  tx.send(
    raw('insert into tickets.team_signature (org_id, team_id, en, es) values ($1,$2,$3,$4)', [
      tx.orgId,
      deskTeamId,
      'IT Service Desk, extension 4-4357, day and night',
      'Mesa de ayuda de TI, extensión 4-4357, día y noche',
    ]),
  )
}

/** People who join the demo hospital and leave it. */
import type { Field } from '../form.ts'
import { type DemoItem, type DemoNames, everybody, manager, option, place, said, when, who } from './parts.ts'

const start: Field = {
  key: 'start',
  type: 'date',
  label: said('First day', 'Primer día'),
  is_required: true,
  date: 'from_today',
}

const starterFields: Field[] = [
  {
    key: 'name',
    type: 'text',
    label: said('Name of the new colleague', 'Nombre del nuevo colega'),
    is_required: true,
    min: 2,
  },
  { key: 'job', type: 'text', label: said('Job', 'Puesto'), is_required: true },
  start,
  place(false),
  {
    key: 'needs',
    type: 'several_of',
    label: said('What is needed?', '¿Qué hace falta?'),
    is_required: true,
    options: [
      option('account', 'Account and e-mail', 'Cuenta y correo'),
      option('badge', 'Badge', 'Tarjeta'),
      option('laptop', 'Laptop', 'Portátil'),
      option('phone', 'Telephone', 'Teléfono'),
      option('records', 'Access to patient records', 'Acceso a historias clínicas'),
    ],
  },
  {
    key: 'part_records',
    type: 'section',
    label: said('Patient records', 'Historias clínicas'),
    help: said(
      'Access comes after the privacy training.',
      'El acceso llega después de la formación en privacidad.',
    ),
    show: when('needs', 'contains', 'records'),
  },
  {
    key: 'like',
    type: 'person',
    label: said('The same access as whom?', '¿El mismo acceso que quién?'),
    is_required: true,
  },
]

export function newStarter({ team, category }: DemoNames): DemoItem {
  return {
    key: 'new-starter',
    group: 'people',
    content: {
      name: said('New starter', 'Nueva incorporación'),
      summary: said(
        'Everything that a new colleague needs on the first day.',
        'Todo lo que necesita un nuevo colega el primer día.',
      ),
      synonyms: ['onboarding', 'joining', 'new employee', 'hire', 'incorporación', 'nuevo empleado', 'alta'],
      icon: 'person-add',
      audience: everybody,
      expected: {
        hours: 40,
        words: said('Please ask two weeks before the first day.', 'Pídalo dos semanas antes del primer día.'),
      },
      title: 'New starter {{name}}, {{start}}',
      preset: { team_id: team('service-desk'), category_id: category('onboarding') },
      fields: starterFields,
      approvals: { steps: [manager] },
      fulfilment: {
        steps: [
          { title: 'Make the account and the mailbox', as: 'task', team_id: team('identity-access') },
          { title: 'Prepare the computer', as: 'task', team_id: team('desktop') },
          { title: 'Enroll for the privacy training', as: 'task', team_id: team('training') },
          {
            title: 'Give access to patient records',
            as: 'task',
            team_id: team('clinical-apps'),
            after: [0, 2],
          },
          { title: 'Say welcome and hand over the badge', as: 'check', after: [0] },
        ],
      },
    },
  }
}

export function leaver({ team, category }: DemoNames): DemoItem {
  return {
    key: 'leaver',
    group: 'people',
    content: {
      name: said('Leaver', 'Persona que se va'),
      summary: said(
        'Close the accounts and take the devices back when somebody leaves.',
        'Cerrar las cuentas y recoger los equipos cuando alguien se va.',
      ),
      synonyms: ['offboarding', 'leaving', 'termination', 'baja', 'salida'],
      icon: 'person-leave',
      audience: everybody,
      expected: { hours: 8 },
      title: 'Leaver {{who}}, {{last}}',
      preset: { team_id: team('service-desk'), category_id: category('onboarding'), impact: 3, urgency: 2 },
      fields: [
        who('Who leaves?', '¿Quién se va?'),
        { key: 'last', type: 'date', label: said('Last day', 'Último día'), is_required: true },
        {
          key: 'mail',
          type: 'one_of',
          label: said('What becomes of the e-mail?', '¿Qué pasa con el correo?'),
          is_required: true,
          options: [
            option('close', 'Close it', 'Cerrarlo'),
            option('forward', 'Forward it for 30 days', 'Reenviarlo 30 días'),
          ],
        },
        {
          key: 'forward',
          type: 'person',
          label: said('To whom?', '¿A quién?'),
          is_required: true,
          show: when('mail', 'is', 'forward'),
        },
      ],
      approvals: { steps: [manager] },
      fulfilment: {
        steps: [
          { title: 'Close the accounts', as: 'task', team_id: team('identity-access') },
          { title: 'Take the devices back', as: 'task', team_id: team('desktop') },
          { title: 'Take telephone number and badge back', as: 'check' },
          { title: 'Confirm to the manager', as: 'check', after: [0, 1, 2] },
        ],
      },
    },
  }
}

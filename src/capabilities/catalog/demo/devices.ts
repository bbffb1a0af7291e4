/** Devices, programs and access at the demo hospital. */
import {
  type DemoItem,
  type DemoNames,
  everybody,
  manager,
  option,
  owner,
  place,
  said,
  when,
  who,
  why,
} from './parts.ts'

export function hardware({ team, category }: DemoNames): DemoItem {
  return {
    key: 'hardware',
    group: 'devices',
    content: {
      name: said('New device', 'Equipo nuevo'),
      summary: said(
        'A computer, a screen, a printer or a phone for work.',
        'Un ordenador, una pantalla, una impresora o un teléfono para el trabajo.',
      ),
      synonyms: [
        'laptop',
        'computer',
        'hardware',
        'monitor',
        'screen',
        'printer',
        'scanner',
        'headset',
        'ordenador',
        'portátil',
        'pantalla',
        'impresora',
      ],
      icon: 'laptop',
      audience: everybody,
      expected: { hours: 40, words: said('Longer when it has to be ordered.', 'Más si hay que encargarlo.') },
      title: '{{item}}: {{what}} for {{requester}}',
      preset: { team_id: team('desktop'), category_id: category('hardware'), impact: 3, urgency: 3 },
      fields: [
        {
          key: 'what',
          type: 'one_of',
          label: said('What do you need?', '¿Qué necesita?'),
          is_required: true,
          options: [
            option('laptop', 'Laptop', 'Portátil'),
            option('screen', 'Screen', 'Pantalla'),
            option('printer', 'Printer', 'Impresora'),
            option('phone', 'Phone or headset', 'Teléfono o auriculares'),
          ],
        },
        {
          key: 'count',
          type: 'number',
          label: said('How many?', '¿Cuántas?'),
          is_required: true,
          min: 1,
          max: 20,
          show: when('what', 'is', 'screen'),
        },
        place(true),
        { ...why },
        {
          key: 'old',
          type: 'workstation',
          label: said('Does it replace a device? Which one?', '¿Sustituye a un equipo? ¿A cuál?'),
        },
      ],
      approvals: { steps: [manager] },
      fulfilment: {
        steps: [
          { title: 'Take it from stock or order it', as: 'check' },
          { title: 'Set it up with the hospital’s programs', as: 'check', after: [0] },
          { title: 'Bring it, and take the old one along', as: 'check', after: [1] },
        ],
      },
    },
  }
}

export function software({ team, category }: DemoNames): DemoItem {
  return {
    key: 'software',
    group: 'devices',
    content: {
      name: said('Program for my computer', 'Programa para mi ordenador'),
      summary: said('A program that you do not have yet.', 'Un programa que todavía no tiene.'),
      synonyms: [
        'software',
        'install',
        'license',
        'application',
        'app',
        'instalar',
        'licencia',
        'aplicación',
      ],
      icon: 'app',
      audience: everybody,
      expected: { hours: 16 },
      title: '{{app}} for {{requester}}',
      preset: { team_id: team('desktop'), category_id: category('business-application') },
      fields: [
        {
          key: 'app',
          type: 'application',
          label: said('Which program?', '¿Qué programa?'),
          is_required: true,
        },
        { key: 'device', type: 'workstation', label: said('On which computer?', '¿En qué ordenador?') },
        { ...why },
        {
          key: 'patients',
          type: 'yes_no',
          label: said('Will patient data be in it?', '¿Habrá en él datos de pacientes?'),
          is_required: true,
        },
        {
          key: 'which_data',
          type: 'long_text',
          label: said('Which data, and who sees them?', '¿Qué datos y quién los ve?'),
          is_required: true,
          show: when('patients', 'is', 'yes'),
        },
      ],
      approvals: { steps: [manager, owner] },
      fulfilment: {
        steps: [
          { title: 'Check the license', as: 'check' },
          { title: 'Install the program', as: 'check', after: [0] },
        ],
      },
    },
  }
}

export function access({ team, category }: DemoNames): DemoItem {
  return {
    key: 'access',
    group: 'access',
    content: {
      name: said('Access to a program or folder', 'Acceso a un programa o una carpeta'),
      summary: said(
        'For you or for a colleague, for good or for a time.',
        'Para usted o un colega, para siempre o por un tiempo.',
      ),
      synonyms: [
        'permission',
        'rights',
        'login',
        'account',
        'folder',
        'share',
        'permiso',
        'cuenta',
        'carpeta',
      ],
      icon: 'key',
      audience: everybody,
      expected: { hours: 8 },
      title: 'Access to {{app}} for {{who}}',
      preset: { team_id: team('identity-access'), category_id: category('access') },
      fields: [
        who('Who needs it?', '¿Quién lo necesita?'),
        {
          key: 'app',
          type: 'application',
          label: said('Access to what?', '¿Acceso a qué?'),
          is_required: true,
        },
        {
          key: 'level',
          type: 'one_of',
          label: said('To do what?', '¿Para hacer qué?'),
          is_required: true,
          options: [
            option('read', 'Only read', 'Solo leer'),
            option('write', 'Read and change', 'Leer y cambiar'),
          ],
        },
        { key: 'limited', type: 'yes_no', label: said('Only for a time?', '¿Solo por un tiempo?') },
        {
          key: 'until',
          type: 'date',
          label: said('Until when?', '¿Hasta cuándo?'),
          is_required: true,
          date: 'after_today',
          show: when('limited', 'is', 'yes'),
        },
        { ...why },
      ],
      approvals: { steps: [manager, owner] },
      fulfilment: {
        steps: [
          { title: 'Give the access', as: 'check' },
          { title: 'Have it tried', as: 'check', after: [0] },
        ],
      },
    },
  }
}

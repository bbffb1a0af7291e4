/** What an organization begins with: data, to be changed on the settings page. */
import { levels, priorityOf } from './level.ts'
import type { Answer, Points, Question, Rules } from './rules.ts'

type Spoken = [en: string, es: string]

function words([en, es]: Spoken) {
  return { en, es }
}

function answer(key: string, points: Partial<Points>, portal: Spoken, desk: Spoken): Answer {
  return { key, impact: 0, urgency: 0, ...points, portal: words(portal), desk: words(desk) }
}

const care: Question = {
  key: 'care',
  portal: words(['Is patient care affected now?', '¿Afecta ahora a la atención de pacientes?']),
  desk: words(['Patient care affected now', 'Afecta a pacientes ahora']),
  answers: [
    answer(
      'now',
      { urgency: 2 },
      ['Yes, a patient is waiting', 'Sí, hay un paciente esperando'],
      ['Yes, a patient is waiting', 'Sí, un paciente espera'],
    ),
    answer(
      'slow',
      { urgency: 1 },
      ['A little, it slows us down', 'Un poco, nos retrasa'],
      ['A little, care is slowed down', 'Un poco, se retrasa'],
    ),
    answer('no', {}, ['No', 'No'], ['No', 'No']),
  ],
}

const people: Question = {
  key: 'people',
  portal: words(['How many people have this trouble?', '¿A cuántas personas les pasa?']),
  desk: words(['People affected', 'Personas afectadas']),
  answers: [
    answer('me', {}, ['Only me', 'Solo a mí'], ['One person', 'Una persona']),
    answer('some', { impact: 1 }, ['A few of us', 'A algunos de nosotros'], ['A few', 'Algunas']),
    answer(
      'unit',
      { impact: 2 },
      ['My whole unit or more', 'A toda mi unidad o más'],
      ['A whole unit or more', 'Toda una unidad o más'],
    ),
    answer('unsure', {}, ['I do not know', 'No lo sé'], ['Unknown', 'Se desconoce']),
  ],
}

const workaround: Question = {
  key: 'workaround',
  portal: words(['Is there another way to work until then?', '¿Hay otra forma de trabajar mientras tanto?']),
  desk: words(['Workaround', 'Solución provisional']),
  answers: [
    answer('none', {}, ['No', 'No'], ['None', 'Ninguna']),
    answer(
      'clumsy',
      {},
      ['Yes, but it takes much longer', 'Sí, pero lleva mucho más tiempo'],
      ['Clumsy', 'Laboriosa'],
    ),
    answer(
      'good',
      { urgency: -1 },
      ['Yes, and it works well', 'Sí, y funciona bien'],
      ['Works well', 'Funciona bien'],
    ),
  ],
}

/** Questions that a set can take up with one click. The device and the place are asked for beside every set. */
export const builtInQuestions: readonly Question[] = [care, people, workaround]

/** Version 0: what holds until an administrator saves rules of the organization's own. */
export const defaultRules: Rules = {
  sets: [{ category_id: null, questions: [care, people, workaround] }],
  places: [],
  applications: [],
  matrix: levels.map((impact) => levels.map((urgency) => priorityOf(impact, urgency))),
}

/** The demo hospital's packaged course (SCORM 1.2), with three questions; and certificates of what some have learned. */
import type { App } from '../../core/app.ts'
import { raw, type Tx } from '../../platform/db/transaction.ts'
import { makeCertificate } from './certificates/actions.ts'
import { ensureKey } from './certificates/key.ts'
import { packageOf } from './packages/open-package.ts'
import { addRows, storeFiles } from './packages/store-package.ts'

const day_ms = 86_400_000
const certificates_max = 12

const manifest = `<?xml version="1.0" encoding="UTF-8"?>
<manifest identifier="willow-fork-downtime" version="1" xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2" xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2">
<metadata><schema>ADL SCORM</schema><schemaversion>1.2</schemaversion></metadata>
<organizations default="course"><organization identifier="course"><title>When Meridian is down</title>
<item identifier="read" identifierref="page"><title>Paper first, then back</title><adlcp:masteryscore>66</adlcp:masteryscore></item>
</organization></organizations>
<resources><resource identifier="page" type="webcontent" adlcp:scormtype="sco" href="index.html"><file href="index.html"/><file href="course.js"/></resource></resources>
</manifest>`

const page = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>When Meridian is down</title>
<style>
:root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif }
body { max-width: 40rem; margin: 1rem auto; padding: 0 1rem }
fieldset { margin: 1rem 0; border: 1px solid; border-radius: 8px }
label { display: block; padding: .4rem 0 }
button { font: inherit; padding: .6rem 1rem }
</style></head>
<body><main>
<h1>When Meridian is down</h1>
<p>Downtime is not the time to look for the forms. They lie in the red folder of each station; the newest census is printed every hour beside it.</p>
<ol><li>Take the red folder and say so to the charge nurse.</li><li>Write on paper: time, what was given, who gave it.</li><li>When Meridian is back, enter what was given first, then the rest, and mark it as entered later.</li></ol>
<form>
<fieldset><legend>Where are the forms?</legend>
<label><input type="radio" name="q1"> On the shared drive</label>
<label><input type="radio" name="q1" data-right> In the red folder of the station</label></fieldset>
<fieldset><legend>What is entered first when Meridian is back?</legend>
<label><input type="radio" name="q2" data-right> What was given</label>
<label><input type="radio" name="q2"> The notes</label></fieldset>
<fieldset><legend>How is it marked?</legend>
<label><input type="radio" name="q3"> Not at all</label>
<label><input type="radio" name="q3" data-right> As entered later</label></fieldset>
<button>Finish</button>
</form>
<p role="status" id="told"></p>
</main><script src="course.js"></script></body></html>`

const script = `const began = Date.now()
const api = window.API
api.LMSInitialize('')
document.querySelector('form').addEventListener('submit', (event) => {
  event.preventDefault()
  const right = document.querySelectorAll('[data-right]:checked').length
  const score = Math.round((right / 3) * 100)
  const seconds = Math.round((Date.now() - began) / 1000)
  const two = (count) => String(Math.floor(count)).padStart(2, '0')
  api.LMSSetValue('cmi.core.score.raw', String(score))
  api.LMSSetValue('cmi.core.lesson_status', score >= 66 ? 'passed' : 'failed')
  api.LMSSetValue('cmi.core.session_time', two(seconds / 3600) + ':' + two((seconds % 3600) / 60) + ':' + two(seconds % 60))
  api.LMSCommit('')
  document.getElementById('told').textContent =
    right + ' of 3 were right. ' + (score >= 66 ? 'You have passed.' : 'Read the page again and try once more.')
})
addEventListener('pagehide', () => api.LMSFinish(''))
`

export const demoPackage: ReadonlyMap<string, Uint8Array> = new Map(
  Object.entries({ 'imsmanifest.xml': manifest, 'index.html': page, 'course.js': script }).map(
    ([path, text]) => [path, Buffer.from(text)],
  ),
)

type Of = { trainerId: string; now: Date }

export async function seedPackage(app: App, tx: Tx, { trainerId, now }: Of): Promise<void> {
  const opened = packageOf(demoPackage)
  const files = await storeFiles(app, opened.files)
  const id = addRows(tx, opened, files, {
    personId: trainerId,
    now: new Date(now.getTime() - 60 * day_ms).toISOString(),
    size_bytes: files.reduce((sum, { size_bytes }) => sum + size_bytes, 0),
  })
  tx.send(
    raw(
      `insert into training.package_grant (org_id, package_id, competency_id, level)
       select $1, $2, id, 2 from training.competency where org_id = $1 and code = 'MER-2'`,
      [tx.orgId, id],
    ),
  )
}

/** Of some lines, so that there is one to open for the nurse of the demo, and one that has ended. */
export async function seedCertificates(app: App, tx: Tx, now: Date): Promise<void> {
  const at = now.toISOString()
  await ensureKey(app, tx, at)
  const lines = await tx.all(
    raw<{ id: string; person_id: string }>(
      `select l.id, l.person_id from training.learning_record l join core.person p on p.org_id = l.org_id and p.id = l.person_id
       where l.org_id = $1 and l.verb = 'completed' and exists (
         select from training.learning_grant g join training.competency c on c.org_id = g.org_id and c.id = g.competency_id
         where g.org_id = $1 and g.line_id = l.id and c.code in ('MER-2', 'RXL-1'))
       order by p.name = 'Maria Delgado' desc, l.happened_on, l.id limit ${certificates_max}`,
      [tx.orgId],
    ),
  )
  for (const { id, person_id } of lines) makeCertificate(tx, { id, personId: person_id, now: at })
}

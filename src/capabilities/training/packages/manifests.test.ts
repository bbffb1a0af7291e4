import assert from 'node:assert/strict'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { test } from 'node:test'
import { strToU8, zipSync } from 'fflate'
import { openPackage } from './open-package.ts'
import { cmi5Xml, scorm12Xml, scorm2004Xml } from './package.fixture.ts'
import { PackageFault } from './package-fault.ts'
import { readCmi5 } from './read-cmi5.ts'
import { readScorm } from './read-scorm.ts'

const data = resolve(process.env.WARDLINE_DATA ?? '../shared/data', 'cmi5')
const refused = (run: () => unknown, sentence: RegExp) =>
  assert.throws(run, (error) => {
    assert.ok(error instanceof PackageFault, String(error))
    assert.match(error.message, sentence)
    assert.match(error.message, /\.$/)
    return true
  })

test('Every course structure of the conformance suite and of the examples is taken.', (t) => {
  if (!existsSync(data)) return t.skip('The course structures are not here.')
  const files = globSync('**/*.xml', { cwd: data })
  assert.equal(files.length, 23)
  const units = files.map((file) => readCmi5(readFileSync(join(data, file))).units.length)
  assert.ok(Math.max(...units) > 1000, 'more than a thousand units')
})

const changes: readonly [name: string, change: (xml: string) => string, sentence: RegExp][] = [
  ['no course structure', (xml) => xml.replaceAll('courseStructure', 'course'), /first element/],
  [
    'of another namespace',
    (xml) => xml.replace('/v1/CourseStructure.xsd', '/v2/CourseStructure.xsd'),
    /first element/,
  ],
  ['not closed', (xml) => xml.replace('</courseStructure>', ''), /not valid XML/],
  [
    'a relative id of the course',
    (xml) => xml.replace('course id="https://c.example/', 'course id="'),
    /whole IRI/,
  ],
  ['a relative id of a unit', (xml) => xml.replace('au id="https://c.example/', 'au id="'), /whole IRI/],
  ['two units of one id', (xml) => xml.replace('c.example/au/2', 'c.example/au/1'), /same id/],
  ['a block with the id of a unit', (xml) => xml.replace('c.example/block', 'c.example/au/1'), /same id/],
  ['two objectives of one id', (xml) => xml.replace('c.example/o2', 'c.example/o1'), /same id/],
  [
    'an objective that is not there',
    (xml) => xml.replace('idref="https://c.example/o1"', 'idref="https://c.example/o9"'),
    /objective/,
  ],
  ['no title', (xml) => xml.replace(/<title>.*?<\/title>/, ''), /no title/],
  ['no description', (xml) => xml.replace(/<description>.*?<\/description>/, ''), /no description/],
  ['a title without text', (xml) => xml.replace(/<title>.*?<\/title>/, '<title/>'), /no text/],
  ['no language', (xml) => xml.replace('lang="en-US"', 'lang="not a language"'), /language/],
  ['no address', (xml) => xml.replace(/<url>.*?<\/url>/, ''), /no url/],
  ['two addresses', (xml) => xml.replace('<url>', '<url>a.html</url><url>'), /more than one/],
  ['an address that is none', (xml) => xml.replace('<url>', '<url>a b'), /address of a unit is not/],
  [
    'an address that runs',
    (xml) => xml.replace(/<url>.*?<\/url>/, '<url>javascript:alert(1)</url>'),
    /browser opens/,
  ],
  ...(['endpoint', 'fetch', 'actor', 'registration', 'activityId'].map(
    (name) =>
      [
        `the parameter ${name}`,
        (xml: string) => xml.replace('index.html', `index.html?${name}=1`),
        /parameter/,
      ] as const,
  ) as [string, (xml: string) => string, RegExp][]),
  ['a mastery score above 1', (xml) => xml.replace('masteryScore="0.8"', 'masteryScore="80"'), /mastery/],
  [
    'a mastery score that is none',
    (xml) => xml.replace('masteryScore="0.8"', 'masteryScore="high"'),
    /mastery/,
  ],
  ['another way to be done', (xml) => xml.replace('moveOn="Passed"', 'moveOn="passed"'), /done/],
  ['another way to open', (xml) => xml.replace('launchMethod="AnyWindow"', 'launchMethod="Popup"'), /opened/],
  [
    'no unit',
    (xml) => xml.replace(/<au [\s\S]*?<\/au>/, '').replace(/<block[\s\S]*<\/block>/, ''),
    /nothing in it/,
  ],
  [
    'what does not belong',
    (xml) => xml.replace('</courseStructure>', '<quiz/></courseStructure>'),
    /does not belong/,
  ],
  [
    'what is in no namespace',
    (xml) => xml.replace('</courseStructure>', '<quiz xmlns=""/></courseStructure>'),
    /does not belong/,
  ],
  [
    'a document type',
    (xml) =>
      xml.replace(
        '<courseStructure',
        '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><courseStructure',
      ),
    /document type/,
  ],
]

test('A course structure that is not as it should be is refused, each with a sentence of its own.', () => {
  const good = readCmi5(strToU8(cmi5Xml()))
  assert.deepEqual(
    good.units.map(({ title, url, masteryPercent, moveOn }) => [title, url, masteryPercent, moveOn]),
    [
      ['One', 'index.html', 80, 'Passed'],
      ['Two', 'index.html?page=2', undefined, 'NotApplicable'],
    ],
  )
  for (const [name, change, sentence] of changes) {
    const changed = change(cmi5Xml())
    assert.notEqual(changed, cmi5Xml(), name)
    refused(() => readCmi5(strToU8(changed)), sentence)
  }
  refused(() => readCmi5(strToU8(cmi5Xml()), { isAlone: true }), /no files beside it/)
  const vendor = cmi5Xml().replace(
    '</courseStructure>',
    '<v:more xmlns:v="https://v.example"/></courseStructure>',
  )
  assert.equal(readCmi5(strToU8(vendor)).units.length, 2, 'vendors add what is theirs')
})

test('Manifests of SCORM 1.2 and 2004 tell their units, with the score that is asked.', () => {
  const old = readScorm(strToU8(scorm12Xml()))
  assert.deepEqual([old.format, old.title, old.units.length], ['scorm12', 'Hand hygiene', 1])
  assert.deepEqual(old.units[0], {
    identifier: 'i1',
    title: 'Wash hands',
    url: 'index.html?x=1',
    launchData: 'seed=7',
    masteryPercent: 80,
    moveOn: 'CompletedOrPassed',
  })
  const newer = readScorm(strToU8(scorm2004Xml()))
  assert.deepEqual(
    [newer.format, newer.units[0]?.masteryPercent, newer.units[0]?.url],
    ['scorm2004', 75, 'sco/index.html'],
  )
  const bad: readonly [(xml: string) => string, RegExp][] = [
    [(xml) => xml.replaceAll('manifest', 'thing'), /first element/],
    [(xml) => xml.replace('default="o1"', 'default="o9"'), /organization/],
    [(xml) => xml.replace('identifierref="r1"', 'identifierref="r9"'), /resource/],
    [(xml) => xml.replace('>1.2<', '>3.0<'), /version/],
    [(xml) => xml.replace(/<item[\s\S]*<\/item>/, ''), /nothing in it/],
    [(xml) => xml.replace('</resources>', '<resource identifier="r1"/></resources>'), /identifier/],
  ]
  for (const [change, sentence] of bad) refused(() => readScorm(strToU8(change(scorm12Xml()))), sentence)
})

test('What is no package is refused, and so is one that would do harm.', () => {
  const zip = (files: Record<string, string>) =>
    zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)])))
  const whole = { 'imsmanifest.xml': scorm12Xml(), 'index.html': '<p>' }
  assert.deepEqual(openPackage(zip(whole)).pages, [{ path: 'index.html', parameters: '?x=1' }])
  refused(() => openPackage(strToU8('hello')), /not a zip file/)
  refused(() => openPackage(zip({ 'a.txt': 'x' })), /neither imsmanifest/)
  refused(() => openPackage(zip({ 'course/imsmanifest.xml': 'x' })), /lies in a folder/)
  refused(() => openPackage(zip({ 'imsmanifest.xml': scorm12Xml() })), /has no file “index.html”/)
  refused(() => openPackage(zip({ ...whole, '../evil.html': 'x' })), /leads out/)
  refused(() => openPackage(zip({ ...whole, '/evil.html': 'x' })), /leads out/)
  refused(() => openPackage(zip({ ...whole, 'a//b': 'x', 'a/b': 'y' })), /twice/)
  refused(() => openPackage(zip({ ...whole, 'index.html': '0'.repeat(20_000_000) })), /too tightly/)
  refused(
    () => openPackage(zip(Object.fromEntries(Array.from({ length: 2001 }, (_, n) => [`${n}`, ''])))),
    /more than 2000/,
  )
  refused(() => openPackage(zip(whole).subarray(0, 300)), /damaged/)
  refused(
    () =>
      openPackage(
        zip({ 'cmi5.xml': cmi5Xml().replace('index.html', 'https://else.example/a.html'), 'index.html': '' }),
      ),
    /another web site/,
  )
})

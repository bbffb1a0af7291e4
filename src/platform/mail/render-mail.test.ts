import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { validateMail } from './outgoing-mail.ts'
import { LANGUAGES, type MailTemplate, renderMail } from './render-mail.ts'
import * as account from './templates/account.ts'
import * as request from './templates/request.ts'

const naughtyFile = join(process.env.WARDLINE_DATA ?? '../shared/data', 'naughty-strings/blns.json')
const LINK = 'https://desk.example.org/r/1?a=1&b=2'
const TEMPLATES = { ...account, ...request } as unknown as Record<string, MailTemplate<string>>

function valuesFor(template: MailTemplate<string>) {
  const dates = ['at', 'expires_at']
  const entries = template.values.map((name) => [name, dates.includes(name) ? new Date(0) : `the ${name}`])
  return { ...Object.fromEntries(entries), link: LINK } as Record<string, string | Date> & { link: string }
}

test('Each mail is complete in each language and uses every one of its values', () => {
  assert.equal(Object.keys(TEMPLATES).length, 7)
  for (const [name, template] of Object.entries(TEMPLATES)) {
    for (const language of LANGUAGES) {
      const mail = renderMail(template, valuesFor(template), language, 'UTC')
      assert.doesNotMatch(`${mail.subject}${mail.text}${mail.html}`, /[{}]|undefined/, `${name} ${language}`)
      assert.ok(mail.text.includes(`\n${LINK}\n`))
      assert.ok(mail.html?.includes(`<html lang="${language}">`))
      for (const value of template.values) {
        const { subject, paragraphs } = template.texts[language]
        assert.ok(
          [subject, ...paragraphs].some((text) => text.includes(`{${value}}`)),
          `${name} ${language} ${value}`,
        )
      }
      validateMail({ ...mail, to: [{ address: 'ana@example.org' }] })
    }
  }
})

test('A reset reads as a plain message in English and in Spanish', () => {
  const values = { person: 'Ana Díaz', expires_at: new Date('2026-03-01T17:30:00Z'), link: LINK }
  const english = renderMail(account.passwordReset, values, 'en', 'America/New_York')
  assert.equal(english.subject, 'Choose a new password')
  assert.match(english.text, /^Hello Ana Díaz,\n\n.*\n\n.*until March 1, 2026 at 12:30\sPM EST\.\n\nChoose/)
  const spanish = renderMail(account.passwordReset, values, 'es', 'America/New_York')
  assert.match(spanish.text, /^Hola, Ana Díaz:\n\n.*\n\n.*1 de marzo de 2026 a las 12:30 GMT-5\./)
})

test('Mails about a request hold its number and link only', () => {
  for (const template of Object.values(request)) assert.deepEqual(template.values, ['person', 'number'])
})

test('Values cannot add markup, lines or links to a mail', () => {
  const values = {
    person: '<img src=x onerror=alert(1)>\r\nClick https://evil.example/now or www.evil.example "&\'',
    number: 'T-17',
    link: 'https://desk.example.org/"><script>alert(1)</script>\r\n',
  }
  const { text, html = '' } = renderMail(request.newReply, values, 'en', 'UTC')
  assert.doesNotMatch(html, /<img|<script|evil\.example|:\/\/evil/)
  assert.ok(
    html.includes('&#60;img src=x onerror=alert(1)&#62; Click https evil example/now or www evil example'),
  )
  assert.equal(text.split('\n').length, 9, 'no line was added')
  assert.doesNotMatch(text, /evil\.example|:\/\/evil/)
  const plain = renderMail(request.newReply, { ...values, person: 'J.R. Smith-Núñez' }, 'en', 'UTC')
  assert.match(plain.text, /^Hello J\.R\. Smith-Núñez,/)
})

test('A person without a name is greeted without one', () => {
  const values = { person: ' ', number: 'T-17', link: LINK }
  assert.match(renderMail(request.newReply, values, 'en', 'UTC').text, /^Hello,\n/)
  assert.match(renderMail(request.newReply, values, 'es', 'UTC').text, /^Hola:\n/)
})

test('A link that is no web address is a mistake of the program', () => {
  const values = { person: 'Ana', number: 'T-17' }
  assert.ok(renderMail(request.newReply, { ...values, link: 'http://localhost:8080/' }, 'en', 'UTC'))
  for (const link of [
    'javascript:alert(1)',
    '/relative',
    '',
    'https://a:b@example.org/',
    `https://a/${'x'.repeat(2000)}`,
  ]) {
    assert.throws(() => renderMail(request.newReply, { ...values, link }, 'en', 'UTC'), /web address/)
  }
})

test('No naughty string as a name changes the shape of a mail', {
  skip: existsSync(naughtyFile) ? false : 'the naughty strings are not on this machine',
}, () => {
  const shape = (html: string | undefined) => (html?.match(/<[^>]*>/g) ?? []).join('')
  const usual = renderMail(
    account.invitation,
    { ...valuesFor(TEMPLATES.invitation!), person: 'Ana', organization: 'Ward', expires_at: new Date(0) },
    'en',
    'UTC',
  )
  for (const text of JSON.parse(readFileSync(naughtyFile, 'utf8')) as string[]) {
    const values = { person: text, organization: text, expires_at: new Date(0), link: LINK }
    const mail = renderMail(account.invitation, values, 'en', 'UTC')
    assert.equal(shape(mail.html), shape(usual.html), text)
    assert.equal(mail.text.split('\n').length, usual.text.split('\n').length, text)
    assert.doesNotMatch(mail.subject, /[\p{Cc}\p{Zl}\p{Zp}]/u)
  }
})

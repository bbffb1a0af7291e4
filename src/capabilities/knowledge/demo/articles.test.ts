import assert from 'node:assert/strict'
import { test } from 'node:test'
import { demoOrganization } from '../../../core/people/demo/organization.ts'
import { demoArticles } from './articles.ts'

const articles = demoArticles()

test('The demo library has sixty articles with distinct keys and titles', () => {
  assert.equal(articles.length, 60)
  assert.equal(new Set(articles.map((article) => article.title)).size, 60)
})

test('Every article is long enough to help and short enough to be read', () => {
  for (const article of articles) {
    const words = article.body.split(/\s+/).length
    assert.ok(words >= 120 && words <= 500, `${article.key} has ${words} words`)
    assert.match(article.body, /^## /)
  }
})

test('Authors, categories and applications of articles exist', () => {
  const { people, categories, applications } = demoOrganization()
  for (const article of articles) {
    for (const key of [article.authorKey, ...article.versions.map((version) => version.authorKey)]) {
      assert.ok(
        people.some((person) => person.key === key),
        `${article.key}: ${key}`,
      )
    }
    assert.ok(
      categories.some((entry) => entry.key === article.category),
      article.key,
    )
    const isKnown = applications.some((entry) => entry.key === article.application)
    assert.ok(article.application === undefined || isKnown, article.key)
  }
})

test('Versions are numbered from the first to the present text, in order of time', () => {
  for (const article of articles) {
    const { versions } = article
    assert.deepEqual(
      versions.map((version) => version.number),
      versions.map((_, index) => index + 1),
    )
    assert.equal(versions.at(-1)?.body, article.body)
    assert.equal(versions[0]?.daysAgo, article.createdDaysAgo)
    const days = versions.map((version) => version.daysAgo)
    assert.deepEqual(
      days,
      [...days].sort((a, b) => b - a),
    )
    assert.ok(article.updatedDaysAgo <= article.createdDaysAgo, article.key)
  }
  assert.ok(articles.filter((article) => article.versions.length > 1).length >= 8)
})

test('The library has every state and kind, overdue reviews and every audience', () => {
  assert.ok(articles.filter((article) => article.state === 'work_in_progress').length >= 3)
  assert.ok(articles.some((article) => article.state === 'not_validated'))
  assert.equal(new Set(articles.map((article) => article.kind)).size, 4)
  assert.ok(articles.filter((article) => article.reviewInDays < 0).length >= 4)
  assert.equal(new Set(articles.map((article) => article.audience)).size, 3)
})

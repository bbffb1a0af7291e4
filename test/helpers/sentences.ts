import { globSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import ts from 'typescript'

const root = resolve(import.meta.dirname, '../..')
// The questions of priorities have their own words in each language; commands speak English to the operator.
const not_said =
  /\.(test|e2e)\.ts$|\/web\/|^src\/web|\/demo\/|seed|fixture|test-|^src\/app\/|\/platform\/(log|config|db)\/|\/defaults\.ts$|\/platform\/(secrets\/key-ring|files\/key-notes|http\/tls)\.ts$|\/trail\/(verify\/|retire\.ts)/

/**
 * What the server can say to a reader, with {0}, {1} … for its values, and where: every whole sentence in the code of
 * the server, the titles of problems, and what is said not to be there. Summaries and descriptions of the API are not.
 */
export function serverSentences(): Map<string, string> {
  const found = new Map<string, string>()
  for (const file of globSync('src/**/*.ts', { cwd: root }).filter((path) => !not_said.test(path))) {
    const source = ts.createSourceFile(
      file,
      readFileSync(resolve(root, file), 'utf8'),
      ts.ScriptTarget.Latest,
      true,
    )
    const visit = (node: ts.Node): void => {
      const text = textOf(node)
      if (text !== undefined && (isNamed(node) || (isSentence(text) && !isElsewhere(node))))
        found.set(text, file)
      ts.forEachChild(node, visit)
    }
    visit(source)
  }
  return found
}

function textOf(node: ts.Node): string | undefined {
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return node.text
  if (!ts.isTemplateExpression(node)) return undefined
  return node.head.text + node.templateSpans.map(({ literal }, place) => `{${place}}${literal.text}`).join('')
}

function isSentence(text: string): boolean {
  return /^[A-Z“{].* .*[.?]$/.test(text) && !/select |insert |update |delete /.test(text)
}

/** The title of a problem, or the name of what is not there. */
function isNamed(node: ts.Node): boolean {
  const call = node.parent
  if (ts.isNewExpression(call) && call.expression.getText() === 'Problem') return call.arguments?.[2] === node
  return ts.isCallExpression(call) && call.expression.getText() === 'notFound' && call.arguments[0] === node
}

/** In the words of the API's document, or of a broken invariant, which no reader sees. */
function isElsewhere(node: ts.Node): boolean {
  for (let at = node; at; at = at.parent) {
    if (ts.isPropertyAssignment(at) && /^(summary|description|pattern|en|es)$/.test(at.name.getText()))
      return true
    if (ts.isCallExpression(at) && at.expression.getText() === 'describe') return true
    if (ts.isNewExpression(at) && at.expression.getText() === 'Error') return true
  }
  return false
}

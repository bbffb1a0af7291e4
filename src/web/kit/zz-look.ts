import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { build } from 'vite'
import { axe, launchBrowser, openPage } from '/work/main/test/helpers/browser.ts'

const out = '/tmp/kit-out'
if (!process.argv.includes('nobuild'))
  await build({
    root: '/work/main',
    configFile: '/work/main/vite.config.ts',
    logLevel: 'info',
    build: {
      outDir: out,
      emptyOutDir: true,
      rolldownOptions: { input: '/work/main/src/web/kit/showcase.html' },
    },
  })
const types: any = { js: 'text/javascript', css: 'text/css', html: 'text/html', svg: 'image/svg+xml' }
const server = createServer(async (q, r) => {
  const p = new URL(q.url!, 'http://x').pathname
  const f = out + (p === '/' ? '/src/web/kit/showcase.html' : p)
  if (!existsSync(f)) {
    r.writeHead(404)
    r.end()
    return
  }
  r.writeHead(200, {
    'content-type': types[f.split('.').pop()!] ?? 'application/octet-stream',
    'content-security-policy':
      "default-src 'none'; script-src 'self'; style-src 'self' " +
      (process.env.UI ?? '') +
      "; img-src 'self'; connect-src 'self'; font-src 'self'",
  })
  r.end(await readFile(f))
})
server.listen(0, '127.0.0.1')
await new Promise((r) => server.once('listening', r))
const base = 'http://127.0.0.1:' + (server.address() as any).port
const browser = await launchBrowser()
const shots = (process.env.SHOTS ?? 'words table editor charts panes').split(' ')
for (const scheme of (process.env.SCHEMES ?? 'light dark').split(' ') as any) {
  for (const s of shots) {
    const { page, failures } = await openPage(browser, {
      colorScheme: scheme === 'hc' ? 'light' : scheme,
      contrast: scheme === 'hc' ? 'more' : 'no-preference',
      width: Number(process.env.W ?? 1280),
      height: 900,
    })
    await page.goto(base + '/?show=' + s)
    await page.waitForSelector('body[data-ready]')
    await page.waitForTimeout(700)
    await page.screenshot({ path: `/tmp/shot-${s}-${scheme}-${process.env.W ?? 1280}.png`, fullPage: true })
    const a = await axe(page)
    console.log(scheme, s, 'axe', a.length, 'fail', failures.length)
    for (const x of a.slice(0, 6)) console.log('   ', x.slice(0, 400))
    for (const x of [...new Set(failures)].slice(0, 6)) console.log('   F', x.slice(0, 300))
    await page.context().close()
  }
}
await browser.close()
server.close()

import { afterEach, type TestContext } from 'node:test'
import { AxeBuilder } from '@axe-core/playwright'
import chromium from '@sparticuz/chromium'
import { type Browser, chromium as driver, type Page } from 'playwright-core'

const LAUNCH_MS_MAX = 60_000
const STEP_MS_MAX = 15_000

/** Chromium must not call anywhere by itself: a test suite speaks with its own server alone. */
const QUIET = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-default-apps',
  '--disable-domain-reliability',
  '--disable-sync',
  '--no-first-run',
  '--no-pings',
  '--disable-gpu',
  '--disable-software-rasterizer',
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost',
]

/**
 * The package's flags suit a cloud function: one process for all, no web security, and a graphics card that is played
 * by the processor, which costs a third of the time of a journey. A test needs all that otherwise.
 */
const UNWANTED = [
  '--single-process',
  '--no-zygote',
  '--disable-web-security',
  '--allow-running-insecure-content',
  '--headless',
  '--use-gl',
  '--use-angle',
  '--enable-unsafe-swiftshader',
  '--ignore-gpu-blocklist',
  '--in-process-gpu',
]

/**
 * Starts a headless Chromium: the one that CHROMIUM_PATH names, else the one that came with the packages.
 * @returns the browser, to be closed by the caller
 * @throws when it does not start within a minute
 */
export async function launchBrowser(): Promise<Browser> {
  return driver.launch({
    executablePath: process.env.CHROMIUM_PATH ?? (await chromium.executablePath()),
    args: [
      ...chromium.args.filter((arg) => !UNWANTED.some((unwanted) => arg.startsWith(unwanted))),
      ...QUIET,
    ],
    headless: true,
    timeout: LAUNCH_MS_MAX,
  })
}

const shown_chars = 3000
const opened = new Set<Page>()

// What was on the pages tells why a journey failed on a machine that nobody can look at.
afterEach(async (context) => {
  if ('passed' in context && !context.passed) await showPages(context)
})

async function showPages({ name }: Pick<TestContext, 'name'>): Promise<void> {
  for (const page of opened) {
    const shown = await page
      .locator('body')
      .ariaSnapshot({ timeout: 2000 })
      .catch((error: unknown) => `not to be read: ${String(error)}`)
    console.error(`When "${name}" failed, ${page.url()} showed:\n${shown.slice(-shown_chars)}`)
  }
}

type PageOptions = {
  width?: number
  height?: number
  colorScheme?: 'light' | 'dark'
  contrast?: 'more' | 'no-preference'
  reducedMotion?: 'reduce' | 'no-preference'
  locale?: string
}

/** A page with storage of its own and bounded waits. `failures` collects errors of scripts and of the content policy. */
export async function openPage(
  browser: Browser,
  options: PageOptions = {},
): Promise<{ page: Page; failures: string[] }> {
  const context = await browser.newContext({
    viewport: { width: options.width ?? 1280, height: options.height ?? 800 },
    colorScheme: options.colorScheme ?? 'light',
    contrast: options.contrast ?? 'no-preference',
    reducedMotion: options.reducedMotion ?? 'reduce',
    locale: options.locale ?? 'en-US',
  })
  const page = await context.newPage()
  opened.add(page)
  page.once('close', () => opened.delete(page))
  page.setDefaultTimeout(STEP_MS_MAX)
  const failures: string[] = []
  page.on('pageerror', (error) => failures.push(String(error)))
  page.on('console', (message) => {
    if (message.type() === 'error') failures.push(message.text())
  })
  return { page, failures }
}

/**
 * What axe finds against WCAG 2.2 A and AA, one line a finding; empty when all is well.
 * @param within a CSS selector, for a part of the page
 */
export async function axe(page: Page, within?: string): Promise<string[]> {
  // Our pages hold no frames; the way that also looks into those opens a page for every look and takes thrice the time.
  const builder = new AxeBuilder({ page }).setLegacyMode().options({
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    // What is well is not described, which takes a third of the time of a look.
    resultTypes: ['violations'],
  })
  const { violations } = await (within ? builder.include(within) : builder).analyze()
  return violations.flatMap((violation) =>
    violation.nodes.map(
      (node) => `${violation.id}: ${node.target.join(' ')}: ${node.failureSummary ?? violation.help}`,
    ),
  )
}

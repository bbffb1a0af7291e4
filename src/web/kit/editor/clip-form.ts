/** Whether the HTML says more than its plain text does. */
export function hasForm(html: string): boolean {
  return /<(?:h[1-6]|ul|ol|li|table|a\s|strong|b\b|em|i\b|img|pre|code|blockquote)|mso-list|font-weight:\s*(?:bold|[6-9]00)/i.test(
    html,
  )
}

/** The HTML of a clip that should be read for its form; undefined for plain words and for what the editor copied itself. */
export function formOf(data: DataTransfer | null): string | undefined {
  const html = data?.getData('text/html') ?? ''
  return html !== '' && !html.includes('data-pm-slice') && hasForm(html) ? html : undefined
}

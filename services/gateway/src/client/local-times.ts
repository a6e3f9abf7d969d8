/** Replaces every time in UTC by the same in the reader's own time zone. */
export function showLocalTimes(): void {
  const { lang } = document.documentElement;
  const format = new Intl.DateTimeFormat(lang, { dateStyle: 'long', timeStyle: 'short' });
  for (const element of document.querySelectorAll('time')) {
    const time = Date.parse(element.dateTime);
    if (!Number.isNaN(time)) element.textContent = format.format(time);
  }
}

/** A message as rendering sends it: a whole document, with a style element and quotes that end attributes. */
export const NEWSLETTER: Buffer = Buffer.from(`<!DOCTYPE html>
<html><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><style>
body { margin: 0; font-family: Georgia, serif; color: #222; background: #eef1f6 }
.m-wrap { max-width: 600px; margin: 24px auto; background: #fff; border: 1px solid #d4dae4 }
.m-head { background: #1c3d6e; color: #fff; padding: 24px; font-size: 24px }
.m-text { padding: 24px; line-height: 1.6 }
table { width: 100%; border-collapse: collapse } td { border-bottom: 1px solid #e3e7ee; padding: 8px 0 }
td + td { text-align: right }
</style></head><body><div class="m-wrap"><div class="m-head" id="m-first">Example Bank</div><div class="m-text">
<p>Dear Ada, &ldquo;quoted&rdquo; &amp; &quot;escaped&quot;.</p><p>Your statement for November is ready.</p>
<table><tr><td>Balance on 1 November</td><td>1,204.50</td></tr><tr><td>Payments</td><td>&minus;318.20</td></tr>
<tr><td><strong>Balance on 30 November</strong></td><td><strong>886.30</strong></td></tr></table>
<p>Ελληνικά, 漢字 and ไทย arrive as they were.</p>
<p><img alt="A chart" src="data:image/gif;base64,R0lGODlhAQABAIAAAAUEBAAAACwAAAAAAQABAAACAkQBADs=" width="80" height="40"></p>
<p><a href="https://bank.example/help" target="_blank" rel="noopener noreferrer">Help</a></p>
${'<p>A paragraph that makes the message long enough to be scrolled on any screen.</p>\n'.repeat(12)}
</div></div></body></html>`);

// The few rules of a message's own document. They are text in a style element,
// so none of them may hold a character that HTML escapes.
import { html, type SafeHtml } from '@postern/html';

/** In the document: what must hold for all of the body, whatever the mail says of it. */
export const GUARD_CSS: SafeHtml = html`@layer portal{html,body{display:block!important;visibility:visible!important;opacity:1!important;float:none!important;writing-mode:horizontal-tb!important}html{background:Canvas}@page{margin:15mm}}`;

/** Printing is asked not to show the message; a picture of the screen cannot be asked. */
export const NO_PRINT_CSS: SafeHtml = html`@layer portal{@media print{html,body{visibility:hidden!important;height:0!important;overflow:hidden!important}body *{visibility:hidden!important}}}`;

/** In the shadow tree. */
export const STRIP_CSS: SafeHtml = html`:host{all:initial!important;display:block!important;visibility:visible!important;position:relative!important;z-index:1!important;order:-1!important}
.strip{font:16px/1.5 system-ui,sans-serif;color:#1a2433;background:#ffffff;border-bottom:1px solid #c9d2df;padding:0 16px 16px;overflow-wrap:anywhere}
p,h1,h2,dl,dd,ul{margin:0;padding:0}
.host{margin:0 -16px;padding:12px 16px;background:#e6eef9;color:#14386b;font-weight:600;font-size:15px}
.hint{display:block;color:#4a5768;font-size:14px}
.how{padding-top:8px}
h1{font-size:24px;line-height:1.25;padding:16px 0 8px}
dl{display:grid;grid-template-columns:fit-content(9em) minmax(0,1fr);gap:2px 14px;font-size:15px}
dl div{display:contents}
dt,.address{color:#4a5768}
ul{list-style:none}
.person{font-weight:600}
.alert,.event{border:1px solid #c9d2df;border-radius:8px;padding:12px;margin-top:12px}
.alert{border-color:#9a6b00;background:#fff6dd;color:#4d3500}
h2{font-size:17px}
.icon{display:none}
.refused{display:none;padding-top:16px}
@media print{.strip{padding:0 0 12px}.host{margin:0;padding:0 0 8px;background:none;color:#000000;font-weight:400;font-size:12px}.how{display:none}.refused{display:block}h1{font-size:20px;padding-top:0}}`;

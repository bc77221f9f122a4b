#include "report/html_parts.h"

namespace mailwalk::report::html_parts {

// Plain CSS that an old browser takes too. Paper is always black on white; no meaning hangs on a colour alone.
QLatin1String styleSheet()
{
    return QLatin1String(R"(
body { margin: 0 auto; padding: 1.5em; max-width: 60em; background: #fff; color: #1b1b1b;
  font: 15px/1.45 "Segoe UI", "Helvetica Neue", "DejaVu Sans", Arial, sans-serif; word-break: break-word; overflow-wrap: anywhere; }
h1 { font-size: 1.45em; line-height: 1.3; margin: 0.2em 0 0.7em; padding: 0.1em 0.7em; border: 0 solid #666; border-left-width: 0.35em; }
[dir=rtl] h1 { border-left-width: 0; border-right-width: 0.35em; }
h1 .outcome { display: block; font-size: 0.8em; letter-spacing: 0.05em; }
h2 { font-size: 1.15em; margin: 1.5em 0 0.4em; }
h3 { font-size: 1em; margin: 1em 0 0.3em; }
p, ul { margin: 0.3em 0; }
.byline, .quiet { color: #555; }
.steps .quiet { font-size: 0.9em; }
.notice { border: 1px solid #888; padding: 0.3em 0.7em; display: inline-block; margin: 0.6em 0; }
.path { width: 100%; height: auto; display: block; }
figure { margin: 1em 0; }
.letter { border: 1px solid #888; padding: 0.6em 0.9em; white-space: pre-wrap; }
.code { font-size: 1.15em; margin-top: 0.9em; }
.code b { letter-spacing: 0.06em; white-space: nowrap; }
table { border-collapse: collapse; width: 100%; margin: 0.3em 0; }
caption { position: absolute; left: -1000em; }
[dir=rtl] caption { left: auto; right: -1000em; }
th, td { text-align: left; vertical-align: top; padding: 0.25em 0.6em 0.25em 0; border-top: 1px solid #ccc; }
[dir=rtl] th, [dir=rtl] td { text-align: right; padding: 0.25em 0 0.25em 0.6em; }
thead th { border-top: 0; border-bottom: 2px solid #888; word-break: normal; overflow-wrap: normal; }
tbody th { font-weight: normal; }
tbody th.group { font-weight: bold; padding-top: 0.7em; }
.settings th, .causes th { width: 34%; }
.settings thead th + th, .causes thead th + th { width: auto; }
.number { white-space: nowrap; font-variant-numeric: tabular-nums; }
.steps { font-size: 0.93em; }
.steps .failed .word, .steps .failed .title, h1 .outcome { font-weight: bold; }
.steps .word { white-space: nowrap; }
.steps .failed td, .steps .failed th { background: #fdecea; }
.steps .warned td, .steps .warned th { background: #fff5db; }
.steps .not-run { color: #555; }
.facts { margin: 0.15em 0 0; padding: 0; list-style: none; font-size: 0.9em; color: #444; }
.facts li { display: inline-block; margin: 0 1.2em 0 0; }
[dir=rtl] .facts li { margin: 0 0 0 1.2em; }
.excerpt { font-family: "DejaVu Sans Mono", Consolas, monospace; font-size: 0.85em; white-space: pre-wrap; border-left: 3px solid #bbb;
  padding-left: 0.5em; margin: 0.2em 0; word-break: break-all; }
.line { fill: none; stroke: #6b6b6b; }
.dashed { stroke-dasharray: 4 5; }
.ring { fill: #fff; stroke: #6b6b6b; }
.sign { fill: none; stroke: #6b6b6b; stroke-linecap: round; stroke-linejoin: round; }
.words { fill: #1b1b1b; font-family: "Segoe UI", "Helvetica Neue", "DejaVu Sans", Arial, sans-serif; }
.words.bold { font-weight: bold; }
.line.passed, .ring.passed, .sign.passed { stroke: #1c6b34; }
.line.warned, .ring.warned, .sign.warned { stroke: #8a5a00; }
.line.failed, .ring.failed, .sign.failed { stroke: #b3261e; }
.line.asking, .ring.asking, .sign.asking { stroke: #1a5fb4; }
.words.failed { fill: #b3261e; }
.words.warned { fill: #8a5a00; }
h1.fails { border-color: #b3261e; }
h1.works { border-color: #1c6b34; }
.i1 { padding-left: 1em; } .i2 { padding-left: 2em; } .i3 { padding-left: 3em; } .i4 { padding-left: 4em; } .i5 { padding-left: 5em; }
.i6 { padding-left: 6em; }
[dir=rtl] .i1 { padding: 0 1em 0 0; } [dir=rtl] .i2 { padding: 0 2em 0 0; } [dir=rtl] .i3 { padding: 0 3em 0 0; }
[dir=rtl] .i4 { padding: 0 4em 0 0; } [dir=rtl] .i5 { padding: 0 5em 0 0; } [dir=rtl] .i6 { padding: 0 6em 0 0; }
@media screen {
  .record { border-top: 3px double #888; margin-top: 2.5em; }
  tr:target td, tr:target th { outline: 2px solid #1a5fb4; }
}
@media screen and (prefers-color-scheme: dark) {
  body { background: #1b1c1e; color: #ececec; }
  a { color: #8ab4f8; }
  .byline, .quiet, .facts, .steps .not-run { color: #b5b5b5; }
  th, td { border-color: #444; }
  .steps .failed td, .steps .failed th { background: #43201d; }
  .steps .warned td, .steps .warned th { background: #3c3113; }
  .ring { fill: #1b1c1e; }
  .line, .ring, .sign { stroke: #a0a0a0; }
  .words { fill: #ececec; }
  .line.passed, .ring.passed, .sign.passed { stroke: #78d493; }
  .line.warned, .ring.warned, .sign.warned { stroke: #f0c04f; }
  .line.failed, .ring.failed, .sign.failed { stroke: #ff8a80; }
  .line.asking, .ring.asking, .sign.asking { stroke: #8ab4f8; }
  .words.failed { fill: #ff8a80; }
  .words.warned { fill: #f0c04f; }
  h1.fails { border-color: #ff8a80; }
  h1.works { border-color: #78d493; }
}
@page { size: A4; margin: 15mm 16mm; }
@media print {
  body { max-width: none; padding: 0; font-size: 10pt; color: #000; }
  .ticket { page-break-after: always; break-after: page; }
  a { color: inherit; text-decoration: none; }
  h2, h3 { page-break-after: avoid; break-after: avoid; }
  tr, .letter, figure { page-break-inside: avoid; break-inside: avoid; }
  thead { display: table-header-group; }
  .byline, .quiet, .facts, .steps .not-run { color: #000; }
  .steps .failed td, .steps .failed th, .steps .warned td, .steps .warned th { background: none; }
  .path { max-height: 130mm; }
}
)");
}

} // namespace mailwalk::report::html_parts

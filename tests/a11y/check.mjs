// Checks of the HTML report in a browser; see README.md.
import { execFileSync } from "node:child_process";
import { mkdtempSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const require = createRequire(join(process.env.NODE_PATH ?? "node_modules", "x.js"));
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const { HtmlValidate } = require("html-validate");
const chromium = process.env.CHROMIUM ?? "chromium";
const gainsay = resolve(process.env.GAINSAY ?? "target/debug/gainsay");
const shots = resolve(process.argv[2] ?? mkdtempSync(join(tmpdir(), "shots-")));
mkdirSync(shots, { recursive: true });

const flags = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync", "--disable-default-apps", "--disable-extensions",
  "--host-resolver-rules=MAP * ~NOTFOUND"];
const browse = (...args) => execFileSync(chromium, [...flags, `--user-data-dir=${mkdtempSync(join(tmpdir(), "profile-"))}`, ...args],
  { encoding: "utf8", maxBuffer: 1 << 28, stdio: ["ignore", "pipe", "ignore"], timeout: 120000 });
const validator = new HtmlValidate({ extends: ["html-validate:standard"], rules: { "long-title": "off", "no-inline-style": "error", "no-trailing-whitespace": "off", "void-style": "off", "doctype-style": "off", "tel-non-breaking": "off" } });

let bad = 0;
const fail = (page, what) => { bad += 1; console.log(`FAIL ${page}: ${what}`); };

for (const lang of ["ar", "en"]) {
  for (const [name, paths] of [["all", ["seeds"]], ["draft", ["seeds/001_26645ad3c59811de.txt", "--against", "seeds"]]]) {
    const page = `${name}-${lang}`;
    const file = join(shots, `${page}.html`);
    execFileSync(gainsay, ["report", ...paths, "-o", file, "--lang", lang, "--exit-zero", "--isolated"]);
    const html = readFileSync(file, "utf8");

    const report = await validator.validateString(html);
    for (const r of report.results) for (const m of r.messages) fail(page, `html ${m.line}:${m.column} ${m.ruleId} ${m.message}`);

    const probe = join(shots, `${page}.axe.html`);
    const run = `axe.run(document,{preload:false,resultTypes:["violations"]}).then(function(r){var p=document.createElement("pre");p.id="axe-result";p.textContent=JSON.stringify(r.violations.map(function(v){return{id:v.id,impact:v.impact,n:v.nodes.length,at:v.nodes[0].html.slice(0,160),why:v.nodes[0].failureSummary}}));document.body.appendChild(p)})`;
    writeFileSync(probe, html.replace("</body>", () => `<script>${axe.replaceAll("</script", "<\\/script")}</script><script>${run}</script></body>`));
    const dom = browse("--virtual-time-budget=20000", "--window-size=1280,2000", "--dump-dom", `file://${probe}`);
    const found = dom.match(/<pre id="axe-result">(.*?)<\/pre>/s);
    if (!found) fail(page, "axe did not run");
    else for (const v of JSON.parse(found[1].replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&quot;", '"').replaceAll("&amp;", "&"))) {
      if (["serious", "critical"].includes(v.impact)) fail(page, `axe ${v.impact} ${v.id} (${v.n}): ${v.at} ${v.why}`);
      else console.log(`note ${page}: axe ${v.impact} ${v.id} (${v.n}): ${v.at}`);
    }

    const log = join(shots, `${page}.net.json`);
    browse(`--log-net-log=${log}`, "--dump-dom", `file://${file}`);
    // the browser asks for updates and the time on its own behalf: what counts is what the page asks for
    const requests = readFileSync(log, "utf8").split("\n").filter((l) => /"initiator":"(null|file:)/.test(l)).map((l) => (l.match(/"url":"([^"]*)"/) ?? [])[1]).filter((u) => u && !u.startsWith("file:") && !u.startsWith("data:"));
    if (requests.length) fail(page, `network requests: ${[...new Set(requests)].join(" ")}`);

    for (const [width, height] of [[1280, 4200], [390, 4200]]) {
      browse(`--window-size=${width},${height}`, `--screenshot=${join(shots, `${page}-${width}.png`)}`, `file://${file}`);
    }
    console.log(`done ${page}`);
  }
}
console.log(`${bad} failures; screenshots in ${shots}`);
process.exit(bad ? 1 : 0);

/**
 * Compile the stylesheet, the script, the font and the pictures into the package.
 *
 *   node build.mjs            write them to src/fingerpost/static/fingerpost/
 *   node build.mjs --check    write nothing; fail if what is committed differs
 *
 * The result is committed, so that running Fingerpost needs no Node.
 */
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import * as sass from "sass";
import { build, transform } from "esbuild";
import subsetFont from "subset-font";
import { toLogical } from "./logical.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const target = join(here, "../src/fingerpost/static/fingerpost");
const browsers = ["chrome100", "firefox100", "safari15"];

// English and Welsh, the neighbours' accents, and the few signs our headings use.
const range = (from, to) => Array.from({ length: to - from + 1 }, (_, i) => String.fromCodePoint(from + i)).join("");
const letters = () => range(0x20, 0x7e) + range(0xa0, 0xff) + "–—‘’“”…•£€½¼¾→←";

// What is set on paper is read by WeasyPrint, which knows no logical sides: `asWritten` leaves them be.
async function stylesheet(name, asWritten = false) {
  const { css } = sass.compile(join(here, `sass/${name}.scss`), {
    loadPaths: [join(here, "node_modules")],
    quietDeps: true,
  });
  const { code } = await transform(asWritten ? css : toLogical(css), { loader: "css", minify: true, target: browsers });
  return code;
}

async function script(name) {
  const { outputFiles } = await build({
    entryPoints: [join(here, `js/${name}.js`)],
    bundle: true,
    format: "esm",
    minify: true,
    write: false,
    target: browsers,
  });
  return outputFiles[0].contents;
}

const font = (weight) =>
  subsetFont(
    readFileSync(join(here, `node_modules/@fontsource/lexend/files/lexend-latin-${weight}-normal.woff2`)),
    letters(),
    { targetFormat: "woff2" },
  );

// Paper forms are set in the letters of each language: Noto, cut down to what the language is written with.
const noto = (script) => readFileSync(join(here, `node_modules/@fontsource/${script}-normal.woff2`));

async function paperFonts() {
  const files = {};
  for (const weight of [400, 600]) {
    const latin = noto(`noto-sans/files/noto-sans-latin-ext-${weight}`);
    files[`latin-${weight}`] = noto(`noto-sans/files/noto-sans-latin-${weight}`);
    files[`latin-ext-${weight}`] = await subsetFont(latin, " " + range(0xa0, 0x24f) + range(0x1e00, 0x1eff), { targetFormat: "woff2" });
    files[`cyrillic-${weight}`] = noto(`noto-sans/files/noto-sans-cyrillic-${weight}`);
    files[`urdu-${weight}`] = noto(`noto-nastaliq-urdu/files/noto-nastaliq-urdu-arabic-${weight}`);
    files[`bengali-${weight}`] = noto(`noto-sans-bengali/files/noto-sans-bengali-bengali-${weight}`);
    files[`gujarati-${weight}`] = noto(`noto-sans-gujarati/files/noto-sans-gujarati-gujarati-${weight}`);
  }
  const licences = ["noto-sans", "noto-nastaliq-urdu", "noto-sans-bengali", "noto-sans-gujarati"]
    .map((font) => readFileSync(join(here, `node_modules/@fontsource/${font}/LICENSE`), "utf-8"));
  const holders = licences.map((text) => text.slice(0, text.indexOf("\n"))).join("\n");
  const licence = holders + licences[0].slice(licences[0].indexOf("\n"));
  const named = Object.entries(files).map(([name, content]) => [`fonts/noto-${name}.woff2`, content]);
  return Object.fromEntries([...named, ["fonts/OFL-noto.txt", licence]]);
}

async function everything() {
  const files = {
    "css/fingerpost.css": await stylesheet("fingerpost"),
    "css/programme.css": await stylesheet("programme", true),
    "css/programme-screen.css": await stylesheet("programme-screen", true),
    "css/paper-form.css": await stylesheet("paper-form", true),
    "js/fingerpost.js": await script("fingerpost"),
    "js/sign-in.js": await script("sign-in"),
    "fonts/lexend-400.woff2": await font(400),
    "fonts/lexend-600.woff2": await font(600),
    "fonts/OFL.txt": readFileSync(join(here, "node_modules/@fontsource/lexend/LICENSE")),
    ...(await paperFonts()),
  };
  for (const picture of readdirSync(join(here, "images")).sort()) {
    files[`images/${picture}`] = readFileSync(join(here, "images", picture));
  }
  return files;
}

const checking = process.argv.includes("--check");
const stale = [];
for (const [path, contents] of Object.entries(await everything())) {
  const file = join(target, path);
  const bytes = Buffer.from(contents);
  if (checking) {
    if (!existsSync(file) || !readFileSync(file).equals(bytes)) stale.push(path);
    continue;
  }
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, bytes);
  const small = gzipSync(bytes, { level: 9 }).length;
  console.log(`${path.padEnd(28)} ${String(bytes.length).padStart(7)} bytes  ${String(small).padStart(6)} gzipped`);
}
if (stale.length) {
  console.error(`Run "make assets": what is committed differs for ${stale.join(", ")}`);
  process.exit(1);
}

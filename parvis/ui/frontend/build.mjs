// Builds what browsers load into parvis/assets/built: one stylesheet, one script, htmx, one font, the licences of all.
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { compile } from "sass";

const here = import.meta.dirname;
const packages = join(here, "../../../node_modules");
const built = join(here, "../../assets/built");

rmSync(built, { recursive: true, force: true });
mkdirSync(join(built, "licences"), { recursive: true });

const { css } = compile(join(here, "styles/parvis.scss"), { loadPaths: [packages], style: "compressed", quietDeps: true });
writeFileSync(join(built, "parvis.css"), css);

// govuk-frontend's bundle keeps its names until a last `export {…}`, so our few lines can follow it in the same module.
const govuk = readFileSync(join(packages, "govuk-frontend/dist/govuk/govuk-frontend.min.js"), "utf8");
const start = govuk.lastIndexOf("export{");
if (start < 0) throw new Error("govuk-frontend.min.js no longer ends with its exports: build the script another way");
const ours = readFileSync(join(here, "scripts/parvis.js"), "utf8");
writeFileSync(join(built, "parvis.js"), `/* includes govuk-frontend, MIT, see licences/ */\n${govuk.slice(0, start)}\n${ours}`);

const copies = {
  "htmx.org/dist/htmx.min.js": "htmx.min.js",
  "@fontsource/source-serif-4/files/source-serif-4-latin-600-normal.woff2": "source-serif-4-600.woff2",
  "htmx.org/LICENSE": "licences/htmx.txt",
  "@fontsource/source-serif-4/LICENSE": "licences/source-serif-4.txt",
};
for (const [from, to] of Object.entries(copies)) copyFileSync(join(packages, from), join(built, to));
copyFileSync(join(here, "images/mark.svg"), join(built, "mark.svg"));
// Its package leaves its licence out.
copyFileSync(join(here, "licences/govuk-frontend.txt"), join(built, "licences/govuk-frontend.txt"));

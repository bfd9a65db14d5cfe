import { colourVariables } from '../recolour';

/**
 * The page's look: the plots' own colours, so that both change together with the reader's theme.
 * Paper is always light. No fonts and no images are fetched.
 */
export function styleSheet(): string {
	return [
		`:root{color-scheme:light dark;--page:#f5f6f8;${colourVariables('light')}}`,
		`@media screen and (prefers-color-scheme:dark){:root{--page:#101217;${colourVariables('dark')}}}`,
		base,
		tables,
		parts,
		narrow,
		paper,
	].join('\n');
}

/** Fonts no wider than Inter, which the plots are laid out with. */
const fontStack =
	'Inter,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,"Liberation Sans",system-ui,sans-serif';

const base = `
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0;background:var(--page);color:var(--plot-ink);font:16px/1.55 ${fontStack};font-variant-numeric:tabular-nums;
overflow-wrap:break-word}
main,header,footer{max-width:1020px;margin:0 auto;padding:0 24px}
header{padding-top:56px}
h1{font-size:34px;line-height:1.2;letter-spacing:-.02em;margin:6px 0 8px;font-weight:650}
h2{font-size:23px;line-height:1.3;letter-spacing:-.01em;margin:0 0 4px;font-weight:650}
h3{font-size:17px;line-height:1.4;margin:0 0 4px;font-weight:650}
p{margin:0 0 12px;max-width:72ch;text-wrap:pretty}
ul{margin:0;padding-left:20px}
section{margin-top:64px;scroll-margin-top:24px}
a{color:var(--plot-accent);text-underline-offset:3px}
.eyebrow,.muted{color:var(--plot-muted)}
.eyebrow{font-size:13px;font-weight:600;letter-spacing:.06em;text-transform:uppercase;margin:0}
.lead{color:var(--plot-muted);margin-bottom:20px}
.card{background:var(--plot-card);border:1px solid var(--plot-border);border-radius:12px;padding:20px 24px}
.grid{display:grid;gap:16px;grid-template-columns:repeat(auto-fit,minmax(210px,1fr))}
nav{margin:24px 0 0;display:flex;flex-wrap:wrap;gap:6px 20px;font-size:14px}
nav a{text-decoration:none}
footer{padding-top:48px;padding-bottom:56px;font-size:13px;color:var(--plot-muted)}`;

const tables = `
table{border-collapse:collapse;width:100%;font-size:14px}
caption{text-align:left;color:var(--plot-muted);padding-bottom:10px}
th{text-align:left;font-weight:600;color:var(--plot-muted);font-size:13px}
th,td{padding:12px 16px 12px 0;border-bottom:1px solid var(--plot-border);vertical-align:top}
tr:last-child td,tr:last-child th{border-bottom:0}
th:last-child,td:last-child{padding-right:0}
.card tbody th{color:inherit;font-weight:400;font-size:14px}
.number{text-align:right;white-space:nowrap}
.segments th[scope=row]{width:26%}
.segments td:nth-of-type(1){white-space:nowrap}
.segments td:nth-of-type(2){width:35%}
.segments ul{list-style:none;padding:0}
.segments li{margin-bottom:8px;padding-left:18px;position:relative;line-height:1.4}
.segments li span{white-space:nowrap}
.segments li i{position:absolute;left:0;font-style:normal;font-size:11px;line-height:20px}
.reason{font-weight:400;color:var(--plot-muted);margin:4px 0 0}
.name{font-weight:600;display:flex;gap:10px;align-items:baseline;font-size:15px}
.badge{flex:none;display:inline-block;min-width:24px;height:24px;line-height:20px;border:2px solid;
border-radius:12px;text-align:center;font-size:12px;font-weight:600;padding:0 3px}
.badge b{color:var(--plot-ink);font-weight:600}
.big{font-size:17px;font-weight:600;display:block}
.up,.down{font-weight:600}
.up{color:var(--plot-accent)}
.down{color:var(--plot-warm)}
.small{font-size:13px;color:var(--plot-muted)}`;

const parts = `
.summary{margin:28px 0 0;padding:0;list-style:none;font-size:18px;line-height:1.5}
.summary li{padding-left:18px;border-left:3px solid var(--plot-accent);margin-bottom:12px;max-width:76ch;text-wrap:balance}
.tile .big{font-size:24px;letter-spacing:-.01em;line-height:1.3}
.tile{padding:16px 20px}
.tiles{grid-template-columns:repeat(auto-fit,minmax(150px,1fr))}
figure{margin:24px 0 0;overflow-x:auto;border-radius:12px}
figure svg{display:block;width:100%;min-width:640px;height:auto}
svg text{font-family:${fontStack}}
.bar{height:6px;border-radius:3px;background:var(--plot-grid);margin-top:10px;overflow:hidden}
.bar i{display:block;height:100%;border-radius:3px;background:var(--plot-series2)}
.bar.short i{background:var(--plot-warm)}
.verdict{display:inline-block;font-size:13px;font-weight:600;border:1px solid var(--plot-axis);border-radius:999px;
padding:1px 10px;margin-bottom:8px}
.quality p{font-size:14px;margin:0}
.quality .big{font-size:22px;line-height:1.3;margin-bottom:6px}
.quality .small{font-weight:400;white-space:nowrap}
.model{margin-top:36px}
.model+.model{margin-top:56px}
.drivers{margin:12px 0 0;padding:0;list-style:none;columns:2;column-gap:40px;font-size:14px}
.drivers li{break-inside:avoid;padding:7px 0;border-bottom:1px solid var(--plot-border);display:flex;
justify-content:space-between;gap:16px}
.email{margin-top:20px;padding:0;overflow:hidden}
.email dl{margin:0;padding:16px 24px;border-bottom:1px solid var(--plot-border);display:grid;
grid-template-columns:auto 1fr;gap:2px 16px;font-size:14px}
dt{color:var(--plot-muted)}
dd{margin:0}
.email .subject{font-weight:600;font-size:16px}
.email iframe{display:block;width:100%;border:0;background:#fff;color-scheme:light}
.email pre{margin:0;padding:20px 24px;white-space:pre-wrap;font:inherit;font-size:15px}
details{padding:12px 24px;font-size:14px}
summary{cursor:pointer;color:var(--plot-muted)}
.email details{border-top:1px solid var(--plot-border)}
.email details pre{padding:12px 0 0}
.glossary{display:grid;grid-template-columns:minmax(140px,auto) 1fr;gap:10px 24px;font-size:14px;margin:0}
.glossary dt{color:inherit;font-weight:600}
.glossary dd{color:var(--plot-muted);max-width:68ch}`;

const narrow = `
@media screen and (max-width:760px){
main,header,footer{padding-left:16px;padding-right:16px}
header{padding-top:32px}
h1{font-size:27px}
section{margin-top:48px}
.card{padding:16px}
.segments thead{display:none}
.segments,.segments tbody,.segments tr,.segments th,.segments td{display:block;width:auto!important;border:0;padding:0}
.segments tr{padding:18px 0;border-bottom:1px solid var(--plot-border)}
.segments tr:first-child{padding-top:0}
.segments td{margin-top:12px}
.segments td::before{content:attr(data-label);display:block;font-size:12px;font-weight:600;color:var(--plot-muted)}
.scroll{overflow-x:auto}
.drivers{columns:1}
.glossary{grid-template-columns:1fr;gap:2px}
.glossary dd{margin-bottom:10px}
}`;

const paper = `
@media print{
body{background:#fff;font-size:11pt}
main,header,footer{max-width:none;padding:0}
nav{display:none}
section{margin-top:32px}
h2,h3{break-after:avoid}
figure,.card,tr,.email{break-inside:avoid}
figure svg{min-width:0}
}`;
